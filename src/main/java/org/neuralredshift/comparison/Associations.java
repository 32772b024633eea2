package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Holm;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.metrics.stats.Permutation;
import org.neuralredshift.metrics.stats.RankCorrelation;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.List;

/** Computes the association of every pair of measures of the two families. */
final class Associations {
    /** Eight activations are enumerated; more are drawn. */
    static final Permutation PERMUTATION =
            new Permutation(40_320, Permutation.Alternative.TWO_SIDED);

    private final Study study;
    private final MeasureTable table;

    Associations(Study study, MeasureTable table) {
        this.study = study;
        this.table = table;
    }

    /** Returns those of all pairs, the primary one first; none with one family. */
    List<Association> all() {
        List<String> sequences = study.measures(Family.TRANSFORMER);
        List<String> grids = study.measures(Family.MLP);
        List<Names> names = new ArrayList<>();
        sequences.forEach(s -> grids.forEach(g -> names.add(new Names(s, g, names.isEmpty()))));
        List<Association> raw = names.parallelStream().map(this::one).toList();
        double[] adjusted = Holm.adjusted(raw.stream().mapToDouble(Association::p).toArray());
        List<Association> all = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            all.add(raw.get(i).withAdjusted(adjusted[i]));
        }
        return all;
    }

    private record Names(String sequence, String grid, boolean isPrimary) {}

    private Association one(Names names) {
        String sequence = names.sequence();
        String grid = names.grid();
        Pairs pairs =
                new Pairs(
                        Unit.of(study, table, Family.TRANSFORMER, sequence),
                        Unit.of(study, table, Family.MLP, grid));
        List<String> given = pairs.orderedAxes();
        Pairs.Statistic partial = pairs.partial(given);
        List<Pairs.Statistic> statistics =
                List.of((x, y, _) -> Pairs.spearman(x, y), (x, y, _) -> kendall(x, y), partial);
        List<Interval> intervals = statistics.stream().map(pairs::interval).toList();
        List<Interval> bootstrap =
                names.isPrimary()
                        ? pairs.bootstrap(
                                Bootstrap.STANDARD,
                                statistics,
                                random(study, "association", sequence, grid))
                        : List.of();
        double p = pairs.p(PERMUTATION, partial, random(study, "permutation", sequence, grid));
        List<Association.Stratum> within = new ArrayList<>();
        given.forEach(axis -> within.addAll(pairs.within(axis)));
        return new Association(
                sequence,
                grid,
                names.isPrimary(),
                pairs.size(),
                pairs.blockCount(),
                intervals.get(0),
                intervals.get(1),
                intervals.get(2),
                given,
                p,
                p,
                bootstrap,
                within);
    }

    private static double kendall(double[] x, double[] y) {
        return x.length < 3 ? Double.NaN : RankCorrelation.kendall(x, y);
    }

    /**
     * Returns the stream of a step, which depends on the study's seed and the step's name alone.
     */
    static RandomStream random(Study study, String... step) {
        String name = "comparison " + String.join(" ", step);
        return new RandomStream(StreamKey.of(study.seed(), name), 0, 0);
    }
}
