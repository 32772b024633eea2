package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A vector that the compiler leaves in a box makes a loop several times slower; then each vector
 * allocates.
 */
@Tag("law")
class FunctionsAllocationTest {
    private static final int ROUNDS = 4000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void arrayFormsAllocateNothingOnceCompiled(FunctionCase function) {
        float[] x = new float[1024];
        long allocated = Long.MAX_VALUE;
        // The compiler works beside this thread: some rounds pass before its code is in use.
        for (int round = 0; round < ROUNDS && allocated > 0; round++) {
            allocated = allocatedBy(function, x);
        }
        assertEquals(0, allocated, function + ": bytes in the last of %d rounds".formatted(ROUNDS));
    }

    private long allocatedBy(FunctionCase function, float[] x) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            function.loop().apply(x, 0, x.length);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
