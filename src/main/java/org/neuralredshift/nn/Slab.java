package org.neuralredshift.nn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * One piece of memory for all matrices of a network. In one piece the system can give it pages of 2
 * MB, with which the state of a deferred network is read half as fast again; matrix by matrix it
 * could not.
 */
final class Slab {
    private static final long HUGE_PAGE = 1 << 21;

    private Slab() {}

    /**
     * Returns an allocator of slices, to be taken in order, that start at multiples of at most 64
     * bytes.
     */
    static SegmentAllocator allocate(Arena arena, long bytes) {
        MemorySegment whole = arena.allocate(bytes + HUGE_PAGE, HUGE_PAGE);
        return SegmentAllocator.slicingAllocator(whole);
    }
}
