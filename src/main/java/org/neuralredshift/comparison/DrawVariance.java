package org.neuralredshift.comparison;

/**
 * Variance of a measure between draws of the weights and within one draw (prompts through the same
 * network), of cells that share one draw and differ in nothing but their seed: the components of a
 * one-way random-effects analysis of variance.
 *
 * @param condition what the cells have in common
 * @param measure which
 * @param draws networks
 * @param sequences of all draws
 * @param between variance between draws, 0 when the estimate is negative
 * @param within mean variance within a draw
 */
public record DrawVariance(
        String condition, String measure, int draws, int sequences, double between, double within) {
    /** Returns the share of the variance that lies between draws: the intraclass correlation. */
    public double share() {
        return between + within == 0 ? 0 : between / (between + within);
    }
}
