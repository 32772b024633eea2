package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Layer normalisation without offset: {@code y = (x - mean) * gain / sqrt(variance + epsilon)},
 * with the biased variance.
 *
 * <p>Both sums take the order of {@link Sums}; the factor is computed once in float. Source: Ba,
 * Kiros, Hinton, Layer normalization, arXiv 1607.06450.
 */
public final class LayerNorm {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;

    private LayerNorm() {}

    /**
     * Normalises {@code x[xAt …]} into {@code y[yAt …]}.
     *
     * @param n number of elements, at least 1
     * @param partial work space of {@value Sums#PARTIALS} floats
     * @return whether the variance is finite; if not, y is of no use
     */
    public static boolean apply(
            float[] x,
            int xAt,
            int n,
            float gain,
            float epsilon,
            float[] y,
            int yAt,
            float[] partial) {
        float mean = Sums.sum(x, xAt, n, partial) / n;
        float variance = Sums.squares(x, xAt, n, mean, partial) / n;
        float factor = gain / (float) Math.sqrt(variance + epsilon);
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                FloatVector.fromArray(F, x, xAt + i).sub(mean).mul(factor).intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            y[yAt + i] = (x[xAt + i] - mean) * factor;
        }
        return Float.isFinite(variance) && Float.isFinite(factor);
    }
}
