package org.neuralredshift.bench;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.StreamKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * Nanoseconds a deviate: in the first cache, and written to memory as one 768 x 3072 weight matrix.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DeviatesBench {
    private static final int MATRIX = 768 * 3072;
    private static final int BLOCK = 2048;

    @Param public Distribution distribution;

    private final Deviates deviates = new Deviates(StreamKey.of(0, "benchmark"), 0);
    private final float[] block = new float[BLOCK];
    private final MemorySegment matrix = Arena.ofAuto().allocate(MATRIX * 4L, 64);
    private long next;

    @Benchmark
    @OperationsPerInvocation(BLOCK)
    public float[] cached() {
        deviates.fill(distribution, 0.02f, 0, next++, block, block.length);
        return block;
    }

    @Benchmark
    @OperationsPerInvocation(MATRIX)
    public MemorySegment matrix() {
        deviates.fill(
                distribution, 0.02f, 0, 0, MATRIX / Deviates.GROUP, matrix, 0, Deviates.GROUP);
        return matrix;
    }
}
