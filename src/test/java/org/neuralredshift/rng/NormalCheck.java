package org.neuralredshift.rng;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/**
 * Moments, a histogram and its Kolmogorov-Smirnov distance for a large number of normal deviates.
 */
final class NormalCheck {
    private static final double EDGE = 7;
    private static final int BINS = 1 << 14;

    final long[] counts = new long[BINS];
    final double[] moments = new double[5];
    long n;
    double largest;

    static NormalCheck of(StreamKey key, long firstGroup, long groups) {
        NormalCheck check = new NormalCheck();
        Deviates deviates = new Deviates(key, 0);
        float[] block = new float[1 << 12];
        for (long g = 0; g < groups; g += block.length / 64) {
            deviates.fill(Distribution.NORMAL, 1, 0, firstGroup + g, block, block.length);
            check.add(block);
        }
        return check;
    }

    private void add(float[] block) {
        double[] sums = new double[5];
        for (float x : block) {
            double square = (double) x * x;
            sums[1] += x;
            sums[2] += square;
            sums[3] += square * x;
            sums[4] += square * square;
            largest = Math.max(largest, Math.abs(x));
            counts[(int) ((x + EDGE) * (BINS / (2 * EDGE)))]++;
        }
        Arrays.setAll(moments, k -> moments[k] + sums[k]);
        n += block.length;
    }

    NormalCheck plus(NormalCheck other) {
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
        Arrays.setAll(moments, i -> moments[i] + other.moments[i]);
        n += other.n;
        largest = Math.max(largest, other.largest);
        return this;
    }

    /** Deviation of the k-th moment from that of the normal law, in standard errors. */
    double moment(int k) {
        double[] expected = {1, 0, 1, 0, 3};
        double[] variance = {0, 1, 2, 15, 96};
        return (moments[k] / n - expected[k]) / Math.sqrt(variance[k] / n);
    }

    /**
     * sqrt(n) times the largest distance of the distribution functions at the edges of the bins.
     */
    double kolmogorov() {
        double below = 0;
        long seen = 0;
        double distance = 0;
        for (int i = 0; i < BINS; i++) {
            below += mass(i);
            seen += counts[i];
            distance = Math.max(distance, Math.abs((double) seen / n - below));
        }
        return distance * Math.sqrt(n);
    }

    /**
     * Chi-square over the bins that expect ten or more, less its degrees of freedom, in standard
     * deviations.
     */
    double chiSquare() {
        double chi = 0;
        int cells = 0;
        for (int i = 0; i < BINS; i++) {
            double expected = mass(i) * n;
            if (expected >= 10) {
                chi += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        return (chi - cells) / Math.sqrt(2.0 * cells);
    }

    /**
     * Probability of a bin by Gauss and Legendre's rule of three points, whose error is below 1e-15
     * here.
     */
    private static double mass(int bin) {
        double h = EDGE / BINS;
        double centre = -EDGE + (2 * bin + 1) * h;
        double side = Math.sqrt(0.6) * h;
        return h
                * (5 * density(centre - side) + 8 * density(centre) + 5 * density(centre + side))
                / 9;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    void assertWithin(double standardErrors) {
        for (int k = 1; k <= 4; k++) {
            assertTrue(Math.abs(moment(k)) < standardErrors, this::toString);
        }
        assertTrue(Math.abs(chiSquare()) < standardErrors, this::toString);
        assertTrue(kolmogorov() < 1.95, this::toString); // exceeded with probability 0.001
        assertTrue(largest <= Deviates.LARGEST_NORMAL, this::toString);
    }

    @Override
    public String toString() {
        return "n = %d, moments 1 to 4 off by %.2f, %.2f, %.2f, %.2f standard errors, sqrt(n) KS = %.3f, chi-square off by %.2f sd, largest %.4f"
                .formatted(
                        n,
                        moment(1),
                        moment(2),
                        moment(3),
                        moment(4),
                        kolmogorov(),
                        chiSquare(),
                        largest);
    }
}
