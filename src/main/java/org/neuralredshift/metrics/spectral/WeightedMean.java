package org.neuralredshift.metrics.spectral;

/** The mean order of a spectrum. */
final class WeightedMean {
    /** Amplitudes up to this share of the scale that a measure names are rounding. */
    static final double ROUNDING = 1e-12;

    private WeightedMean() {}

    /** Computes Σ a w / Σ a over all elements but the first, the constant; 0 when Σ a is 0. */
    static double of(double[] amplitude, double[] weight) {
        double weighted = 0;
        double total = 0;
        for (int k = 1; k < weight.length; k++) {
            weighted += amplitude[k] * weight[k];
            total += amplitude[k];
        }
        return total > 0 ? weighted / total : 0;
    }
}
