package org.neuralredshift.metrics.stats;

/**
 * A confidence interval.
 *
 * @param estimate the statistic of the sample itself
 * @param low lower end
 * @param high upper end
 * @param level nominal coverage, for example 0.95
 * @param undefined resamples whose statistic was NaN and was left out
 */
public record Interval(double estimate, double low, double high, double level, int undefined) {
    /** Returns half the distance between the ends. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** Tells whether the value lies between the ends, both included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
