package org.neuralredshift.metrics.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bootstrap confidence intervals (Efron and Tibshirani 1993; Efron 1987, DOI
 * 10.1080/01621459.1987.10478410).
 *
 * <p>The general methods take a {@link Resampling}, which says what is drawn again, and a statistic
 * of the drawn indices, so that pairs, clusters and whole tables can be resampled; the short ones
 * take a sample and a statistic of a sample. Resamples whose statistic is NaN are left out and
 * counted; when all are, the interval is NaN. One random generator in the same state gives the same
 * interval.
 *
 * @param resamples number of resamples, at least 1; ends in the tails need 1000 or more
 * @param level nominal coverage, inside (0, 1)
 */
public record Bootstrap(int resamples, double level) {
    /** 2000 resamples at 95 %. */
    public static final Bootstrap STANDARD = new Bootstrap(2000, 0.95);

    /** Checks both. */
    public Bootstrap {
        Check.atLeast(1, resamples, "resamples");
        Check.inside(0, level, 1, "level");
    }

    /**
     * Computes the percentile interval: the quantiles of the statistic over resamples.
     *
     * @param values at least one finite number
     */
    public Interval percentile(
            double[] values, ToDoubleFunction<double[]> statistic, RandomGenerator random) {
        return percentile(single(values), at(values, statistic), random);
    }

    /** As {@link #percentile(double[], ToDoubleFunction, RandomGenerator)}, for any resampling. */
    public Interval percentile(
            Resampling resampling, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
        double estimate = statistic.applyAsDouble(resampling.all());
        double[] sorted = replicates(resampling, statistic, random);
        double tail = (1 - level) / 2;
        return interval(estimate, sorted, tail, 1 - tail);
    }

    /**
     * Computes the bias-corrected and accelerated interval. The correction for bias is the share of
     * resamples below the estimate, ties counted half; the acceleration is the jackknife's over the
     * groups. When either is undefined (all resamples equal, one group), this is the percentile
     * interval.
     *
     * @param values at least one finite number
     */
    public Interval bca(
            double[] values, ToDoubleFunction<double[]> statistic, RandomGenerator random) {
        return bca(single(values), at(values, statistic), random);
    }

    /** As {@link #bca(double[], ToDoubleFunction, RandomGenerator)}, for any resampling. */
    public Interval bca(
            Resampling resampling, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
        double estimate = statistic.applyAsDouble(resampling.all());
        double[] sorted = replicates(resampling, statistic, random);
        NormalDistribution normal = new NormalDistribution();
        double tail = (1 - level) / 2;
        double bias = normal.inverseCumulativeProbability(shareBelow(estimate, sorted));
        double acceleration = acceleration(resampling, statistic);
        if (!Double.isFinite(bias) || !Double.isFinite(acceleration)) {
            return interval(estimate, sorted, tail, 1 - tail);
        }
        return interval(
                estimate,
                sorted,
                adjusted(tail, bias, acceleration, normal),
                adjusted(1 - tail, bias, acceleration, normal));
    }

    /**
     * Draws the statistic of {@link #resamples} resamples, sorted, without those that are NaN.
     *
     * @return at most {@link #resamples} numbers, ascending
     */
    public double[] replicates(
            Resampling resampling, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
        double[] replicates = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            replicates[b] = statistic.applyAsDouble(resampling.draw(random));
        }
        return Arrays.stream(replicates).filter(x -> !Double.isNaN(x)).sorted().toArray();
    }

    /**
     * Computes the percentile interval of replicates that the caller has drawn, with the ends moved
     * outwards for few independent groups: the quantile of the normal is replaced by that of
     * Student's t with groups - 1 degrees of freedom, times sqrt(groups / (groups - 1)) (the
     * 'expanded percentile' interval, Hesterberg 2015, DOI 10.1080/00031305.2015.1089789). A plain
     * percentile interval over few groups is too narrow.
     *
     * @param estimate the statistic of the sample itself
     * @param replicates of the statistic, in any order; NaN are left out and counted
     * @param groups independent units that were resampled; with one there is no interval
     */
    public Interval expanded(double estimate, double[] replicates, int groups) {
        double[] sorted =
                Arrays.stream(replicates).filter(x -> !Double.isNaN(x)).sorted().toArray();
        int undefined = replicates.length - sorted.length;
        if (groups < 2 || sorted.length == 0) {
            return new Interval(estimate, Double.NaN, Double.NaN, level, undefined);
        }
        double t = new TDistribution(groups - 1.0).inverseCumulativeProbability((1 - level) / 2);
        double wide = t * Math.sqrt(groups / (groups - 1.0));
        double tail = new NormalDistribution().cumulativeProbability(wide);
        return new Interval(
                estimate,
                Descriptive.sortedQuantile(sorted, tail),
                Descriptive.sortedQuantile(sorted, 1 - tail),
                level,
                undefined);
    }

    private static Resampling single(double[] values) {
        return Resampling.single(Check.finite(values, 1, "values").length);
    }

    private static ToDoubleFunction<int[]> at(
            double[] values, ToDoubleFunction<double[]> statistic) {
        return drawn -> {
            double[] resample = new double[drawn.length];
            Arrays.setAll(resample, i -> values[drawn[i]]);
            return statistic.applyAsDouble(resample);
        };
    }

    private Interval interval(double estimate, double[] sorted, double low, double high) {
        int undefined = resamples - sorted.length;
        if (sorted.length == 0) {
            return new Interval(estimate, Double.NaN, Double.NaN, level, undefined);
        }
        return new Interval(
                estimate,
                Descriptive.sortedQuantile(sorted, low),
                Descriptive.sortedQuantile(sorted, high),
                level,
                undefined);
    }

    private static double shareBelow(double estimate, double[] sorted) {
        double below = 0;
        for (double replicate : sorted) {
            below += replicate < estimate ? 1 : replicate == estimate ? 0.5 : 0;
        }
        return sorted.length == 0 ? 0 : below / sorted.length;
    }

    private static double acceleration(Resampling resampling, ToDoubleFunction<int[]> statistic) {
        if (resampling.groups() < 2) {
            return Double.NaN;
        }
        double[] left =
                IntStream.range(0, resampling.groups())
                        .mapToDouble(g -> statistic.applyAsDouble(resampling.without(g)))
                        .toArray();
        double mean = Arrays.stream(left).average().getAsDouble();
        double squares = 0;
        double cubes = 0;
        for (double value : left) {
            double d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }
        return cubes / (6 * squares * Math.sqrt(squares));
    }

    private static double adjusted(
            double p, double bias, double acceleration, NormalDistribution normal) {
        double z = bias + normal.inverseCumulativeProbability(p);
        return normal.cumulativeProbability(bias + z / (1 - acceleration * z));
    }
}
