package org.neuralredshift.metrics.spectral;

/** The mean order of a spectrum. */
final class WeightedMean {
    /** Amplitudes up to this share of the scale that a measure names are rounding. */
    static final double ROUNDING = 1e-12;

    private WeightedMean() {}

    /**
     * Computes Σ a w / Σ a, or 0 when Σ a is 0. No measure counts the constant: its a must be 0.
     *
     * @param weight the order of each element
     */
    static double of(PartialSums sums, double[] amplitude, double[] weight) {
        double total = sums.sum(amplitude, weight.length);
        return total > 0 ? sums.dot(amplitude, weight, weight.length) / total : 0;
    }

    /**
     * Computes Σ a w / Σ a c, or 0 when Σ a c is 0.
     *
     * @param weight the order of each element, times its count
     * @param count how often it counts
     */
    static double of(PartialSums sums, double[] amplitude, double[] weight, double[] count) {
        double total = sums.dot(amplitude, count, count.length);
        return total > 0 ? sums.dot(amplitude, weight, weight.length) / total : 0;
    }
}
