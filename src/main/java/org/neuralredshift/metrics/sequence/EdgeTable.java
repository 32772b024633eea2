package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The edges of a trie in one open-addressing hash table. A node's number is the slot of the edge
 * that leads to it, so that one table of longs holds everything: 8 bytes a slot, at most two thirds
 * of the slots used. Allocates only when a sequence needs a larger table than those before it.
 */
final class EdgeTable {
    /** The node of the empty word. Slots are numbered from 0, so it is the number before them. */
    static final int ROOT = -1;

    /** Tables up to this many slots are kept for the next sequence. */
    private static final int KEPT_SLOTS = 1 << 21;

    private static final int MOST_SLOTS = 1 << 30;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[512];
    private int mask;
    private int shift;

    /** Empties the table and makes room for {@code edges} edges. */
    void open(long edges) {
        long wanted = Math.max(64, Long.highestOneBit(Math.max(1, edges + edges / 2)) << 1);
        if (wanted > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "symbols: expected a sequence with at most %d phrases, got one with up to %d"
                            .formatted(MOST_SLOTS / 3 * 2, edges));
        }
        int slots = (int) wanted;
        if (keys.length < slots) {
            keys = new long[0];
            keys = new long[slots];
        } else {
            Arrays.fill(keys, 0, slots, 0L);
        }
        mask = slots - 1;
        shift = Long.numberOfLeadingZeros(mask);
    }

    /** Returns the slot of an edge, or the complement of the slot where it was now entered. */
    int edge(int node, int symbol) {
        long key = (node + 2L) << 32 | (symbol & 0xFFFF_FFFFL);
        int slot = (int) (key * GOLDEN >>> shift);
        while (true) {
            long present = keys[slot];
            if (present == key) {
                return slot;
            }
            if (present == 0) {
                keys[slot] = key;
                return ~slot;
            }
            slot = slot + 1 & mask;
        }
    }

    /** Returns the number of slots, which bounds every node's number. */
    int slots() {
        return mask + 1;
    }

    /** Lets a very large table go. */
    void close() {
        if (keys.length > KEPT_SLOTS) {
            keys = new long[512];
        }
    }
}
