package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;

/**
 * How alike two measures of one family order its cells.
 *
 * @param first measure
 * @param second measure
 * @param cells with values of both
 * @param spearman rho of the cell means, with a 95 % interval by leaving out one activation at a
 *     time
 */
public record Agreement(Family family, String first, String second, int cells, Interval spearman) {}
