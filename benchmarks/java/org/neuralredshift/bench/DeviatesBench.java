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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Nanoseconds a deviate: in the first cache, written to memory as one 768 x 3072 weight matrix, and
 * as deferred weights write them: the images of one direction in all matrices of GPT-2 small, each
 * group a panel further, in a state of 53 MB.
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

    private static final int DIRECTIONS = 100;
    private static final int LAYERS = 12;
    private static final int[] OUTPUTS = {2304, 768, 3072, 768};
    private static final int HEAD = 50_304;
    private static final int IMAGES = LAYERS * (2304 + 768 + 3072 + 768) + HEAD;

    @Param public Distribution distribution;

    private final Deviates deviates = new Deviates(StreamKey.of(0, "benchmark"), 0);
    private final float[] block = new float[BLOCK];
    private final MemorySegment matrix = Arena.ofAuto().allocate(MATRIX * 4L, 64);
    private final List<MemorySegment> images = new ArrayList<>();
    private long next;
    private int direction;

    @Setup
    public void allocate() {
        for (int i = 0; i < LAYERS * OUTPUTS.length; i++) {
            images.add(image(OUTPUTS[i % OUTPUTS.length]));
        }
        images.add(image(HEAD));
    }

    private static MemorySegment image(int outputs) {
        return Arena.ofAuto().allocate((long) DIRECTIONS * outputs * Float.BYTES, 64);
    }

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

    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public List<MemorySegment> image() {
        long stride = (long) DIRECTIONS * Deviates.GROUP;
        for (int i = 0; i < images.size(); i++) {
            MemorySegment image = images.get(i);
            long groups = image.byteSize() / Float.BYTES / stride;
            long first = direction * groups;
            long at = (long) direction * Deviates.GROUP;
            deviates.fill(distribution, 0.02f, i, first, groups, image, at, stride);
        }
        direction = (direction + 1) % DIRECTIONS;
        return images;
    }
}
