package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Claim;
import org.neuralredshift.metrics.stats.Interval;

import java.util.Locale;

/**
 * A claim and what the results say of it.
 *
 * @param claim as the study states it
 * @param statistic what was computed, in words
 * @param interval its value with a 95 % interval; NaN when the study has no such cells
 * @param networks samples that it rests on
 * @param verdict by the interval and the claim's bounds
 * @param note what a reader should know, such as a wide interval; may be empty
 */
public record Judgement(
        Claim claim,
        String statistic,
        Interval interval,
        int networks,
        Verdict verdict,
        String note) {
    /** What the interval says of a claim. */
    public enum Verdict {
        /** All of the interval keeps the claim's bounds. */
        SUPPORTED,
        /** Nothing of the interval keeps them. */
        CONTRADICTED,
        /** Some of it does, or there is no interval. */
        UNDECIDED;

        /** The verdict as a word. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the verdict of an interval. */
    static Verdict verdict(Claim.Bounds bounds, Interval interval) {
        if (Double.isNaN(interval.low()) || Double.isNaN(interval.high())) {
            return Verdict.UNDECIDED;
        }
        if (!bounds.meets(interval.low(), interval.high())) {
            return Verdict.CONTRADICTED;
        }
        return bounds.keeps(interval.low()) && bounds.keeps(interval.high())
                ? Verdict.SUPPORTED
                : Verdict.UNDECIDED;
    }
}
