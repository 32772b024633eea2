package org.neuralredshift.cli;

import org.neuralredshift.simd.Lanes;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Locale;

/**
 * Speed of the product of a vector and a matrix on one thread, beside a plain loop that no compiler
 * may turn into vector code.
 *
 * @param inCache GFLOP/s with a matrix of 256 x 256
 * @param plain GFLOP/s of the plain loop on it
 * @param fromMemory GB/s read from a matrix of 64 MB
 */
record KernelSpeed(double inCache, double plain, double fromMemory) {
    private static final int SMALL = 256;
    private static final int LARGE = 4096;
    private static final long SETTLED = 400_000_000;
    private static final long ENOUGH = 3_000_000_000L;
    private static final long COMPILED = 10_000_000_000L; // by then, if ever

    /** Vector code is at least so many times as fast as the plain loop. */
    private static final double VECTORS = 2;

    /** Keeps a result in use, so that its computation can't be left out. */
    private static final class Sink {
        float value;
    }

    /**
     * Measures for a few seconds, and longer where the vector code is slow: a slow machine's
     * compiler may only not be done with it.
     */
    static KernelSpeed measure() {
        Sink sink = new Sink();
        long end = System.nanoTime() + COMPILED;
        try (Arena arena = Arena.ofConfined()) {
            double plain = 2e-9 * SMALL * SMALL * rate(plain(sink));
            Runnable small = product(arena, SMALL, sink);
            double inCache;
            do {
                inCache = 2e-9 * SMALL * SMALL * rate(small);
            } while (inCache < VECTORS * plain && !Lanes.SCALAR && System.nanoTime() < end);
            double fromMemory = 4e-9 * LARGE * LARGE * rate(product(arena, LARGE, sink));
            if (Float.isNaN(sink.value)) {
                throw new IllegalStateException("products of ones are finite");
            }
            return new KernelSpeed(inCache, plain, fromMemory);
        }
    }

    private static Runnable product(Arena arena, int size, Sink sink) {
        Panels matrix = new Panels(arena, size, size, 64);
        matrix.memory().fill((byte) 1);
        float[] x = ones(size);
        float[] y = new float[size];
        return () -> {
            Products.multiply(x, 0, 1, matrix, size, y, 0, 0);
            sink.value += y[0];
        };
    }

    private static Runnable plain(Sink sink) {
        float[] x = ones(SMALL);
        float[] w = ones(SMALL * SMALL);
        return () -> {
            for (int o = 0; o < SMALL; o++) {
                float sum = 0;
                for (int i = 0; i < SMALL; i++) {
                    sum = Math.fma(x[i], w[o * SMALL + i], sum);
                }
                sink.value += sum;
            }
        };
    }

    /**
     * Returns the runs a second of the fastest run, which other programs disturb least. Goes on
     * until no run has been faster for a while, since the compiler may come late.
     */
    private static double rate(Runnable work) {
        long start = System.nanoTime();
        long faster = start;
        long best = Long.MAX_VALUE;
        for (long before = start; before - faster < SETTLED && before - start < ENOUGH; ) {
            work.run();
            long now = System.nanoTime();
            if (now - before < 0.95 * best) {
                faster = now;
            }
            best = Math.min(best, now - before);
            before = now;
        }
        return 1e9 / best;
    }

    private static float[] ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Returns the reading.
     *
     * @param forcedScalar whether the vector kernels were switched off
     */
    Finding finding(boolean forcedScalar) {
        String value =
                String.format(
                        Locale.ROOT,
                        "product %.1f GFLOP/s in cache, %.1f times a plain loop; %.1f GB/s from"
                                + " memory; one thread",
                        inCache,
                        inCache / plain,
                        fromMemory);
        if (forcedScalar) {
            return Finding.slow(
                    "speed",
                    value,
                    "because redshift.simd=scalar switches the vector kernels off; remove it from"
                            + " REDSHIFT_JAVA_OPTS");
        }
        return inCache < VECTORS * plain
                ? Finding.slow(
                        "speed",
                        value,
                        "because vector code does not become vector instructions; give Java no"
                                + " -Xint and no -XX:TieredStopAtLevel, and take a HotSpot JDK")
                : Finding.fine("speed", value);
    }
}
