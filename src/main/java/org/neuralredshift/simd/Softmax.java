package org.neuralredshift.simd;

/**
 * Softmax: {@code p_i = exp(x_i - max x) / Σ exp(x_j - max x)}, the sum in the order of {@link
 * Sums}.
 */
public final class Softmax {
    private Softmax() {}

    /**
     * Replaces {@code x[at …]} by its softmax.
     *
     * @param n at least 1
     * @param partial work space of {@value Sums#PARTIALS} floats
     */
    public static void apply(float[] x, int at, int n, float[] partial) {
        float max = Elementwise.max(x, at, n);
        Elementwise.shift(x, at, n, -max);
        Functions.exp(x, at, at + n);
        float sum = Sums.sum(x, at, n, partial);
        Elementwise.scale(x, at, n, 1 / sum);
    }
}
