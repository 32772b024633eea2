package org.neuralredshift.metrics.stats;

import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.hipparchus.stat.inference.MannWhitneyUTest;

import java.util.Arrays;

/** Comparisons of two independent samples. */
public final class TwoSample {
    /** Up to this product of sizes the Kolmogorov-Smirnov p value is exact. */
    private static final long EXACT_PRODUCT = 4_000_000;

    private TwoSample() {}

    /**
     * Tests by Mann and Whitney whether one of two samples tends to be greater, two-sided. The
     * statistic is U of x: the number of pairs with x above y, ties counted half. The p value is
     * exact when there are no ties and at most 50 numbers in all, else a normal approximation with
     * the variance corrected for ties, and a correction for continuity; it is 1 when all are equal.
     *
     * @param x at least one finite number
     * @param y at least one finite number
     */
    public static TestResult mannWhitney(double[] x, double[] y) {
        check(x, y);
        double u = pairsAbove(x, y);
        boolean constant = Arrays.stream(x).allMatch(v -> v == x[0]);
        if (constant && Arrays.stream(y).allMatch(v -> v == x[0])) {
            return new TestResult(u, 1);
        }
        return new TestResult(u, new MannWhitneyUTest().mannWhitneyUTest(x, y));
    }

    /**
     * Computes Cliff's delta: the share of pairs with x above y minus that with x below y, in [-1,
     * 1] (Cliff 1993, DOI 10.1037/0033-2909.114.3.494). Time O(n log n).
     */
    public static double cliffsDelta(double[] x, double[] y) {
        return 2 * superiority(x, y) - 1;
    }

    /**
     * Computes the probability that x is above y, ties counted half, in [0, 1] (A12 of Vargha and
     * Delaney 2000, DOI 10.3102/10769986025002101).
     */
    public static double superiority(double[] x, double[] y) {
        check(x, y);
        return pairsAbove(x, y) / ((double) x.length * y.length);
    }

    /**
     * Computes the shift of Hodges and Lehmann: the median of all differences x - y. Time and
     * memory O(|x| |y|).
     */
    public static double shift(double[] x, double[] y) {
        check(x, y);
        double[] differences = new double[Math.multiplyExact(x.length, y.length)];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                differences[i * y.length + j] = x[i] - y[j];
            }
        }
        return Descriptive.median(differences);
    }

    /**
     * Tests by Kolmogorov and Smirnov whether two samples have one distribution, two-sided. The
     * statistic is the greatest distance D of the empirical distribution functions.
     *
     * <p>Up to |x| |y| = 4,000,000 the p value is exact: the share of all orders of the pooled
     * sample, its ties kept, whose distance is at least D; time O(|x| |y|). Beyond that it is the
     * limit distribution of sqrt(nm/(n+m)) D (Smirnov 1948), which ignores ties and is then too
     * large.
     *
     * @param x at least one finite number
     * @param y at least one finite number
     */
    public static TestResult kolmogorovSmirnov(double[] x, double[] y) {
        check(x, y);
        double[] pooled = pooled(x, y);
        long greatest = greatestDistance(x, y, pooled);
        double d = greatest / ((double) x.length * y.length);
        double p =
                (long) x.length * y.length <= EXACT_PRODUCT
                        ? shareOfOrdersReaching(greatest, x.length, y.length, pooled)
                        : new KolmogorovSmirnovTest().approximateP(d, x.length, y.length);
        return new TestResult(d, Math.clamp(p, 0, 1));
    }

    private static void check(double[] x, double[] y) {
        Check.finite(x, 1, "x");
        Check.finite(y, 1, "y");
    }

    private static double pairsAbove(double[] x, double[] y) {
        double[] ranks = RankCorrelation.ranks(concatenated(x, y));
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += ranks[i];
        }
        return sum - x.length * (x.length + 1.0) / 2;
    }

    private static double[] concatenated(double[] x, double[] y) {
        double[] both = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, both, x.length, y.length);
        return both;
    }

    private static double[] pooled(double[] x, double[] y) {
        double[] pooled = concatenated(x, y);
        // Adding 0 turns -0 into +0: the two are one value.
        Arrays.setAll(pooled, i -> pooled[i] + 0.0);
        Arrays.sort(pooled);
        return pooled;
    }

    /** The greatest |i m - j n| after each group of ties, with i of x and j of y up to there. */
    private static long greatestDistance(double[] x, double[] y, double[] pooled) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        long greatest = 0;
        int i = 0;
        for (int end = 1; end <= pooled.length; end++) {
            if (isInsideTie(pooled, end)) {
                continue;
            }
            while (i < sorted.length && sorted[i] <= pooled[end - 1]) {
                i++;
            }
            long distance = Math.abs((long) i * y.length - (long) (end - i) * x.length);
            greatest = Math.max(greatest, distance);
        }
        return greatest;
    }

    private static boolean isInsideTie(double[] pooled, int end) {
        return end < pooled.length && pooled[end] == pooled[end - 1];
    }

    /**
     * Walks the lattice of orders: {@code reached[j]} is the share of paths to (i, j) that have
     * been at the distance at the end of some tie.
     */
    private static double shareOfOrdersReaching(long distance, int n, int m, double[] pooled) {
        if (distance == 0) {
            return 1;
        }
        double[] reached = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                boolean outside = Math.abs((long) i * m - (long) j * n) >= distance;
                if (outside && !(i + j > 0 && isInsideTie(pooled, i + j))) {
                    reached[j] = 1;
                } else if (i + j > 0) {
                    double fromX = i == 0 ? 0 : reached[j] * i;
                    double fromY = j == 0 ? 0 : reached[j - 1] * j;
                    reached[j] = (fromX + fromY) / (i + j);
                }
            }
        }
        return reached[m];
    }
}
