package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Descriptive;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Splits variances into those between draws of weights and those within a draw. */
final class Draws {
    private Draws() {}

    /** Returns those of all units of transformers with several draws and several samples a draw. */
    static List<DrawVariance> all(Study study, MeasureTable table) {
        return study.measures(Family.TRANSFORMER).stream()
                .flatMap(measure ->
                        Unit.of(study, table, Family.TRANSFORMER, measure).stream()
                                .filter(Draws::hasBoth)
                                .map(unit -> of(unit, measure)))
                .toList();
    }

    private static boolean hasBoth(Unit unit) {
        return unit.draws().length > 1 && Arrays.stream(unit.draws()).allMatch(d -> d.length > 1);
    }

    /**
     * The estimators of the one-way analysis of variance: within = MSW, between = (MSB - MSW) / n0
     * with n0 the draws' size, or its usual mean when sizes differ.
     */
    static DrawVariance of(Unit unit, String measure) {
        double[][] draws = unit.draws();
        double all = unit.samples();
        double grand = Arrays.stream(draws).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double sumWithin = 0;
        double sumBetween = 0;
        double squaredSizes = 0;
        for (double[] draw : draws) {
            double offset = Descriptive.mean(draw) - grand;
            sumBetween += draw.length * offset * offset;
            sumWithin += Descriptive.variance(draw) * (draw.length - 1);
            squaredSizes += (double) draw.length * draw.length;
        }
        double within = sumWithin / (all - draws.length);
        double size = (all - squaredSizes / all) / (draws.length - 1);
        double between = (sumBetween / (draws.length - 1) - within) / size;
        return new DrawVariance(
                label(unit.condition()),
                measure,
                draws.length,
                unit.samples(),
                Math.max(0, between),
                within);
    }

    private static String label(Map<String, String> condition) {
        return condition.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }
}
