package org.neuralredshift.metrics.stats;

import java.util.Arrays;

/**
 * What a table shows of a sample.
 *
 * @param n number of values
 * @param mean arithmetic mean
 * @param standardDeviation unbiased, 0 for a single value
 * @param min least value
 * @param quartile1 quantile at 1/4
 * @param median quantile at 1/2
 * @param quartile3 quantile at 3/4
 * @param max greatest value
 */
public record Summary(
        int n,
        double mean,
        double standardDeviation,
        double min,
        double quartile1,
        double median,
        double quartile3,
        double max) {
    /**
     * Summarises a sample. Time O(n log n).
     *
     * @param values at least one finite number, in any order, unchanged
     */
    public static Summary of(double[] values) {
        double[] sorted = Check.finite(values, 1, "values").clone();
        Arrays.sort(sorted);
        return new Summary(
                values.length,
                Descriptive.mean(values),
                Descriptive.standardDeviation(values),
                sorted[0],
                Descriptive.sortedQuantile(sorted, 0.25),
                Descriptive.sortedQuantile(sorted, 0.5),
                Descriptive.sortedQuantile(sorted, 0.75),
                sorted[sorted.length - 1]);
    }
}
