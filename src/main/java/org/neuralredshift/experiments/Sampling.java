package org.neuralredshift.experiments;

import org.neuralredshift.metrics.stats.Descriptive;

import java.util.Map;

/**
 * How many samples a cell gets: {@code least}, or as many more as confidence intervals ask for, up
 * to {@code most}. How many is a function of the samples alone, never of the order in which they
 * came: looks are at the sizes least, then half as many again each time.
 *
 * @param halfWidths measure to half the width of the 95 % interval of its mean that is narrow
 *     enough; empty for a fixed number
 */
public record Sampling(int least, int most, Map<String, Double> halfWidths) {
    /** Returns the plan of a fixed number. */
    static Sampling fixed(int samples) {
        return new Sampling(samples, samples, Map.of());
    }

    /** Tells whether every cell gets the same number. */
    public boolean isFixed() {
        return halfWidths.isEmpty();
    }

    /** Returns the size after one at which an interval was too wide. */
    int next(int size) {
        return (int) Math.min(most, size + Math.max(1L, (size + 1L) / 2));
    }

    /**
     * Tells whether the mean of a measure is known well enough.
     *
     * @param values its finite values
     */
    boolean isEnough(String measure, double[] values) {
        Double halfWidth = halfWidths.get(measure);
        return halfWidth == null
                || values.length >= 2
                        && Descriptive.meanInterval(values, 0.95).halfWidth() <= halfWidth;
    }
}
