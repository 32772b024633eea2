package org.neuralredshift.comparison;

import org.neuralredshift.metrics.stats.Interval;

import java.util.List;

/**
 * How a measure of the transformers' sequences goes with one of the MLPs' functions over matched
 * cells. The value of a cell is the mean over its networks.
 *
 * @param sequence measure of the transformers
 * @param grid measure of the MLPs
 * @param isPrimary whether both are the first measures of their family in the study: the pair that
 *     answers the question
 * @param cells matched pairs of cells that have values in both families
 * @param blocks activations, the clusters of the bootstrap and the blocks of the test; single pairs
 *     of cells when the study has one activation
 * @param spearman rho with its 95 % interval, by leaving out one activation at a time
 * @param kendall tau-b with its 95 % interval
 * @param partial rho given {@code given}, with its 95 % interval: the number that bears the claim,
 *     since a common trend in the magnitude alone gives a high rho
 * @param given numeric axes that the partial correlation holds fixed
 * @param p two-sided probability of a partial rho at least as far from 0 when activations are
 *     exchanged as whole blocks
 * @param adjusted the same after Holm's correction over all pairs of measures
 * @param bootstrap intervals of rho, tau-b and partial rho, in this order, by the hierarchical
 *     bootstrap (networks within cells, then activations), with ends for few groups; beside the
 *     others for comparison, and of the primary pair only, else empty
 * @param within rho among the cells that share one value of one axis
 */
public record Association(
        String sequence,
        String grid,
        boolean isPrimary,
        int cells,
        int blocks,
        Interval spearman,
        Interval kendall,
        Interval partial,
        List<String> given,
        double p,
        double adjusted,
        List<Interval> bootstrap,
        List<Stratum> within) {
    Association withAdjusted(double value) {
        return new Association(
                sequence, grid, isPrimary, cells, blocks, spearman, kendall, partial, given, p,
                value, bootstrap, within);
    }

    /**
     * Cells that share a value of an axis.
     *
     * @param cells matched pairs
     * @param spearman rho over them, NaN when it does not exist
     */
    public record Stratum(String axis, String value, int cells, double spearman) {}
}
