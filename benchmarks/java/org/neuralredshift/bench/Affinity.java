package org.neuralredshift.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/**
 * Holds threads on processors, by Linux's {@code sched_setaffinity}. A thread starts on those of
 * the thread that started it. Elsewhere nothing is held.
 */
final class Affinity {
    private static final long MASK = 128; // bytes, 1,024 processors: glibc's cpu_set_t
    private static final int CALLER = 0;

    private Affinity() {}

    /** Says whether threads can be held here. */
    static boolean available() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Returns the processors that the calling thread may use, numbered by the system. */
    static BitSet processors() {
        BitSet all = new BitSet();
        if (!available()) {
            all.set(0, Runtime.getRuntime().availableProcessors());
            return all;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK);
            call("sched_getaffinity", mask);
            return BitSet.valueOf(mask.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** Lets the calling thread use these processors only. */
    static void hold(BitSet processors) {
        if (available()) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment mask = arena.allocate(MASK);
                mask.copyFrom(MemorySegment.ofArray(processors.toByteArray()));
                call("sched_setaffinity", mask);
            }
        }
    }

    private static void call(String name, MemorySegment mask) {
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(name),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS));
        int failed;
        try {
            failed = (int) function.invokeExact(CALLER, MASK, mask);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (failed != 0) {
            throw new IllegalStateException(name + " failed");
        }
    }
}
