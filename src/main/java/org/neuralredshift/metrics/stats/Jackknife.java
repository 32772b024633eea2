package org.neuralredshift.metrics.stats;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.util.FastMath;

import java.util.Arrays;

/**
 * Intervals of correlations over few independent groups, by leaving out one group at a time
 * (Quenouille 1956; Tukey 1958; Miller 1974, DOI 10.1093/biomet/61.1.1).
 */
public final class Jackknife {
    /** Correlations beyond it count as it: Fisher's z of 1 is infinite. */
    private static final double MOST = 0.9999;

    private Jackknife() {}

    /**
     * Computes the interval of a correlation on Fisher's scale z = artanh r: with G groups, the
     * pseudo-values G z - (G - 1) z<sub>(g)</sub> are taken as a sample, and the interval of their
     * mean by Student's t with G - 1 degrees of freedom is carried back to r. The mean of the
     * pseudo-values also takes away the first order of the bias, so the centre of the interval is
     * not quite the estimate. Nothing is drawn at random.
     *
     * @param estimate the correlation of all groups, in [-1, 1] or NaN
     * @param without the correlation without each of the G groups
     * @param level coverage, inside (0, 1)
     * @return NaN ends with fewer than three groups, or when some correlation does not exist
     */
    public static Interval correlation(double estimate, double[] without, double level) {
        Check.inside(0, level, 1, "level");
        int groups = without.length;
        if (groups < 3
                || Double.isNaN(estimate)
                || Arrays.stream(without).anyMatch(Double::isNaN)) {
            return new Interval(estimate, Double.NaN, Double.NaN, level, 0);
        }
        double[] pseudo = new double[groups];
        Arrays.setAll(pseudo, g -> groups * z(estimate) - (groups - 1) * z(without[g]));
        double mean = Descriptive.mean(pseudo);
        double t = new TDistribution(groups - 1.0).inverseCumulativeProbability((1 + level) / 2);
        double half = t * Descriptive.standardError(pseudo);
        return new Interval(
                estimate, FastMath.tanh(mean - half), FastMath.tanh(mean + half), level, 0);
    }

    private static double z(double correlation) {
        return FastMath.atanh(Math.clamp(correlation, -MOST, MOST));
    }
}
