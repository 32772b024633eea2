package org.neuralredshift.metrics.stats;

import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Association of two samples by ranks. Tied values share the mean of their ranks. The coefficient
 * of a constant sample is NaN: it does not exist.
 */
public final class RankCorrelation {
    /** A residual shorter than this share of its vector is rounding: it holds no direction. */
    private static final double COLLINEAR = 1e-10;

    private RankCorrelation() {}

    /**
     * Computes the ranks 1 to n, ties averaged.
     *
     * @param values finite numbers
     */
    public static double[] ranks(double[] values) {
        Check.finite(values, 1, "values");
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(values);
    }

    /**
     * Computes Spearman's rho: Pearson's correlation of the ranks. Time O(n log n).
     *
     * @param x at least two finite numbers
     * @param y as many
     */
    public static double spearman(double[] x, double[] y) {
        check(x, y);
        return new PearsonsCorrelation().correlation(ranks(x), ranks(y));
    }

    /**
     * Computes Kendall's tau-b, which allows for ties in both samples. Time O(n log n), by Knight's
     * algorithm (1966, DOI 10.1080/01621459.1966.10480879).
     *
     * @param x at least two finite numbers
     * @param y as many
     */
    public static double kendall(double[] x, double[] y) {
        check(x, y);
        return new KendallsCorrelation().correlation(x, y);
    }

    /**
     * Computes Spearman's partial correlation: that of the ranks of x and y after the ranks of the
     * given samples have been regressed out of both. Given samples that repeat each other, or are
     * constant, count once. NaN when nothing of x or y is left.
     *
     * @param x at least two finite numbers
     * @param y as many
     * @param given any number of samples of that length
     */
    public static double partial(double[] x, double[] y, double[]... given) {
        check(x, y);
        double[][] basis = new double[given.length][];
        for (int g = 0; g < given.length; g++) {
            check(x, given[g]);
            basis[g] = residual(centred(ranks(given[g])), basis, g);
            normalise(basis[g]);
        }
        double[] rx = residual(centred(ranks(x)), basis, given.length);
        double[] ry = residual(centred(ranks(y)), basis, given.length);
        return dot(rx, ry) / Math.sqrt(dot(rx, rx) * dot(ry, ry));
    }

    private static void check(double[] x, double[] y) {
        Check.finite(x, 2, "x");
        Check.finite(y, 2, "y");
        Check.sameLength(x, y);
    }

    private static double[] centred(double[] ranks) {
        double mean = (ranks.length + 1) / 2.0;
        double[] centred = new double[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            centred[i] = ranks[i] - mean;
        }
        return centred;
    }

    /** What is left of v beside the first {@code size} directions; Gram-Schmidt, done twice. */
    private static double[] residual(double[] v, double[][] basis, int size) {
        double whole = dot(v, v);
        for (int pass = 0; pass < 2; pass++) {
            for (int b = 0; b < size; b++) {
                double along = dot(v, basis[b]);
                for (int i = 0; i < v.length; i++) {
                    v[i] -= along * basis[b][i];
                }
            }
        }
        return dot(v, v) > COLLINEAR * COLLINEAR * whole ? v : new double[v.length];
    }

    private static void normalise(double[] v) {
        double length = Math.sqrt(dot(v, v));
        for (int i = 0; i < v.length && length > 0; i++) {
            v[i] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
