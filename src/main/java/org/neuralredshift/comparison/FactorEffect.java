package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;

import java.util.Map;

/**
 * What changing one factor does to the primary measure of each family, all else equal. A change is
 * counted in ranks: from 0, the least complex cell of the family, to 1, the most complex one, so
 * that families with different scales can be compared.
 *
 * @param factor axis of the study
 * @param from its lowest value, or the first one when the values are words
 * @param to its highest value, or another word
 * @param pairs pairs of conditions that differ in nothing else
 * @param change family to the mean change in rank share over these pairs, with a 95 % interval over
 *     networks
 * @param agreement share of the pairs whose change has the same sign in both families; NaN with one
 *     family
 */
public record FactorEffect(
        String factor,
        String from,
        String to,
        int pairs,
        Map<Family, Interval> change,
        double agreement) {}
