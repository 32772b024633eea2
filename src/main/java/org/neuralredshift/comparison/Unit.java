package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.rng.RandomStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one measure under one condition. Cells that differ in nothing but their seed are
 * one unit: each is a draw, and draws are independent while the samples of a draw may share
 * weights.
 *
 * @param family which
 * @param match number of the condition in the study, that of the first draw
 * @param condition axis to value, without the seed
 * @param draws shape (draws, samples), at least one draw, none empty
 */
record Unit(Family family, int match, Map<String, String> condition, double[][] draws) {
    /** Returns the units of a family that have values of the measure, in the order of the study. */
    static List<Unit> of(Study study, MeasureTable table, Family family, String measure) {
        Map<Map<String, String>, List<Cell>> groups = new LinkedHashMap<>();
        for (Cell cell : study.cells()) {
            if (cell.family() == family) {
                groups.computeIfAbsent(cell.conditionWithoutSeed(), _ -> new ArrayList<>())
                        .add(cell);
            }
        }
        List<Unit> units = new ArrayList<>();
        groups.forEach((condition, cells) -> {
            double[][] draws =
                    cells.stream()
                            .map(cell -> table.values(cell, measure))
                            .filter(values -> values.length > 0)
                            .toArray(double[][]::new);
            if (draws.length > 0) {
                units.add(new Unit(family, cells.getFirst().match(), condition, draws));
            }
        });
        return units;
    }

    /** Returns the mean over draws of the means of their samples. */
    double mean() {
        return Arrays.stream(draws).mapToDouble(Descriptive::mean).average().orElseThrow();
    }

    /** Returns the mean of a resample: draws first, where there are several, then their samples. */
    double resampledMean(RandomStream random) {
        double sum = 0;
        for (int d = 0; d < draws.length; d++) {
            double[] from = draws.length == 1 ? draws[0] : draws[random.nextInt(draws.length)];
            double inner = 0;
            for (int i = 0; i < from.length; i++) {
                inner += from[random.nextInt(from.length)];
            }
            sum += inner / from.length;
        }
        return sum / draws.length;
    }

    /** Returns the number of independent values: draws, or the samples of the only one. */
    int independent() {
        return draws.length > 1 ? draws.length : draws[0].length;
    }

    /** Returns the number of samples. */
    int samples() {
        return Arrays.stream(draws).mapToInt(d -> d.length).sum();
    }
}
