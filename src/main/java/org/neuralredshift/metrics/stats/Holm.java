package org.neuralredshift.metrics.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests (1979). */
public final class Holm {
    private Holm() {}

    /**
     * Computes adjusted p values, which hold the probability of any false rejection: the k-th
     * smallest of n is multiplied by n - k + 1, made monotone, and cut at 1. NaN stays NaN and does
     * not count among the n.
     *
     * @param pValues shape (n), in [0, 1] or NaN
     * @return shape (n), in the order given
     */
    public static double[] adjusted(double... pValues) {
        double[] adjusted = pValues.clone();
        int[] order =
                IntStream.range(0, pValues.length)
                        .filter(i -> !Double.isNaN(pValues[i]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> pValues[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double least = 0;
        for (int k = 0; k < order.length; k++) {
            least = Math.max(least, pValues[order[k]] * (order.length - k));
            adjusted[order[k]] = Math.min(1, least);
        }
        return adjusted;
    }
}
