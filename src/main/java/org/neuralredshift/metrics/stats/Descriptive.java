package org.neuralredshift.metrics.stats;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

import java.util.Arrays;

/** Mean, spread and quantiles of one sample. */
public final class Descriptive {
    private Descriptive() {}

    /**
     * Computes the mean, with one correction pass for rounding.
     *
     * @param values at least one finite number
     */
    public static double mean(double[] values) {
        return StatUtils.mean(Check.finite(values, 1, "values"));
    }

    /**
     * Computes the unbiased variance, divisor n - 1; of a single number it is 0.
     *
     * @param values at least one finite number
     */
    public static double variance(double[] values) {
        return StatUtils.variance(Check.finite(values, 1, "values"));
    }

    /** Computes the standard deviation: the square root of {@link #variance}. */
    public static double standardDeviation(double[] values) {
        return Math.sqrt(variance(values));
    }

    /** Computes the standard error of the mean: the standard deviation divided by sqrt(n). */
    public static double standardError(double[] values) {
        return Math.sqrt(variance(values) / values.length);
    }

    /**
     * Computes the confidence interval of the mean by Student's t with n - 1 degrees of freedom:
     * exact for normal values, close for the mean of many others. Of a single value it is the whole
     * line.
     *
     * @param values at least one finite number
     * @param level coverage, between 0 and 1
     */
    public static Interval meanInterval(double[] values, double level) {
        Check.inside(0, level, 1, "level");
        double mean = mean(values);
        if (values.length == 1) {
            return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level, 0);
        }
        double t =
                new TDistribution(values.length - 1).inverseCumulativeProbability((1 + level) / 2);
        double half = t * standardError(values);
        return new Interval(mean, mean - half, mean + half, level, 0);
    }

    /** Computes the median: the quantile at 1/2. */
    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /**
     * Computes a quantile by linear interpolation between order statistics at h = (n - 1) p, type 7
     * of Hyndman and Fan (1996, DOI 10.1080/00031305.1996.10473566), the default of R and NumPy.
     *
     * @param values at least one finite number, in any order, unchanged
     * @param p in [0, 1]
     */
    public static double quantile(double[] values, double p) {
        double[] sorted = Check.finite(values, 1, "values").clone();
        Arrays.sort(sorted);
        return sortedQuantile(sorted, p);
    }

    /** As {@link #quantile}, of numbers that are sorted already. */
    static double sortedQuantile(double[] sorted, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "p: expected a probability between 0 and 1, got " + p);
        }
        double h = (sorted.length - 1) * p;
        int below = (int) h;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        return low == high ? low : low + (h - below) * (high - low);
    }
}
