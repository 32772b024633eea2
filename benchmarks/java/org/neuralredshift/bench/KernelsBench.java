package org.neuralredshift.bench;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Attention;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.LayerNorm;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Softmax;
import org.neuralredshift.simd.Sums;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The kernels of a transformer at GPT-2 small's sizes, microseconds a call.
 *
 * <p>Products: {@code oneMatrix} multiplies by the same 768 x 3072 matrix again and again (9.4 MB),
 * {@code manyMatrices} by 24 of them in turn (226 MB, from memory). Divide 9.44 MB by the time for
 * bytes a second, or 4.72 MFLOP times rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelsBench {
    private static final int INPUTS = 768;
    private static final int OUTPUTS = 3072;
    private static final int DIRECTIONS = 64;

    /** Products with several rows. */
    @State(Scope.Thread)
    public static class Matrices {
        @Param({"1", "2", "4", "8", "16"})
        public int rows;

        @Param({"16", "64"})
        public int panel;

        private final Panels[] matrices = new Panels[24];
        private final float[] x = random(16 * INPUTS);
        private final float[] y = new float[16 * OUTPUTS];
        private int next;

        @Setup
        public void draw() {
            Arena arena = Arena.ofAuto();
            Deviates deviates = new Deviates(StreamKey.of(0, "benchmark"), 0);
            for (int i = 0; i < matrices.length; i++) {
                matrices[i] = new Panels(arena, INPUTS, OUTPUTS, panel);
                long groups = (long) INPUTS * OUTPUTS / Deviates.GROUP;
                deviates.fill(
                        Distribution.NORMAL,
                        1,
                        i,
                        0,
                        groups,
                        matrices[i].memory(),
                        0,
                        Deviates.GROUP);
            }
        }

        private float[] multiply(Panels matrix) {
            Products.multiply(x, INPUTS, rows, matrix, INPUTS, y, 0, OUTPUTS);
            return y;
        }
    }

    private final MemorySegment basis = Arena.ofAuto().allocate(DIRECTIONS * INPUTS * 4L, 64);
    private final float[] x = random(INPUTS);
    private final float[] y = new float[INPUTS];
    private final float[] hidden = random(OUTPUTS);
    private final float[] logits = random(50257);
    private final float[] keys = random(64 * 128);
    private final float[] scores = random(128);
    private final float[] coefficients = new float[DIRECTIONS];
    private final float[] partial = new float[8 * Sums.PARTIALS];

    private static float[] random(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    @Benchmark
    public float[] oneMatrix(Matrices m) {
        return m.multiply(m.matrices[0]);
    }

    @Benchmark
    public float[] manyMatrices(Matrices m) {
        m.next = (m.next + 1) % m.matrices.length;
        return m.multiply(m.matrices[m.next]);
    }

    /** 64 dot products of 768, a basis in the second cache (197 kB). */
    @Benchmark
    public float[] dots() {
        Sums.dots(basis, DIRECTIONS, INPUTS, x, coefficients, partial);
        return coefficients;
    }

    /** The same basis subtracted from a vector. */
    @Benchmark
    public float[] addRows() {
        Sums.addRows(basis, DIRECTIONS, INPUTS, -1, coefficients, y);
        return y;
    }

    @Benchmark
    public boolean layerNorm() {
        return LayerNorm.apply(x, 0, INPUTS, 1, 1e-5f, y, 0, partial);
    }

    /** Scores, softmax and mix of one head of width 64 over 100 positions. */
    @Benchmark
    public float[] attentionHead() {
        Attention.scores(x, 0, 64, keys, 0, 100, 0.125f, scores);
        Softmax.apply(scores, 0, 100, partial);
        Attention.mix(scores, 100, keys, 0, 64, y, 0);
        return y;
    }

    @Benchmark
    public int argmax() {
        return Elementwise.argmax(logits, 0, logits.length);
    }

    @Benchmark
    public boolean allFinite() {
        return Elementwise.allFinite(hidden, 0, hidden.length);
    }
}
