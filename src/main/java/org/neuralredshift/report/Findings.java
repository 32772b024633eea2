package org.neuralredshift.report;

import org.neuralredshift.comparison.Association;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.plot.Mark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What figures and sections of the page see of a study. Not thread-safe. */
final class Findings {
    private static final double LEVEL = 0.95;
    static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN, LEVEL, 0);

    private record Key(String cell, String measure) {}

    private final Results results;
    private final Comparison comparison;
    private final MeasureTable table;
    private final Map<Key, double[]> values = new HashMap<>();

    Findings(Results results, Comparison comparison) {
        this.results = results;
        this.comparison = comparison;
        this.table = MeasureTable.of(results);
    }

    Results results() {
        return results;
    }

    Study study() {
        return results.study();
    }

    Comparison comparison() {
        return comparison;
    }

    /** Returns the families that the study samples. */
    List<Family> families() {
        return Arrays.stream(Family.values()).filter(family -> !cells(family).isEmpty()).toList();
    }

    List<Cell> cells(Family family) {
        return study().cells().stream().filter(cell -> cell.family() == family).toList();
    }

    /** Returns the measure that speaks for a family: of the main association, or the first one. */
    String primary(Family family) {
        List<String> measures = study().measures(family);
        String first = measures.isEmpty() ? "" : measures.getFirst();
        return comparison.primary().map(main -> of(family, main)).orElse(first);
    }

    private static String of(Family family, Association association) {
        return switch (family) {
            case TRANSFORMER -> association.sequence();
            case MLP -> association.grid();
        };
    }

    MeasureTable.Counts counts(Cell cell) {
        return table.counts(cell);
    }

    /** Returns the finite values of a measure over cells, not to be changed. */
    double[] values(List<Cell> cells, String measure) {
        return cells.size() == 1
                ? values(cells.getFirst(), measure)
                : cells.stream()
                        .flatMapToDouble(cell -> Arrays.stream(values(cell, measure)))
                        .toArray();
    }

    private double[] values(Cell cell, String measure) {
        return values.computeIfAbsent(
                new Key(cell.key(), measure), _ -> table.values(cell, measure));
    }

    /**
     * Returns the mean with its interval by Student's t: over the networks of one cell, or over the
     * means of several cells that differ in their seed alone. Without values it is NaN, and a
     * single value has no interval.
     */
    Interval mean(List<Cell> cells, String measure) {
        double[] means =
                cells.size() == 1
                        ? values(cells, measure)
                        : cells.stream()
                                .map(cell -> values(cell, measure))
                                .filter(all -> all.length > 0)
                                .mapToDouble(Descriptive::mean)
                                .toArray();
        if (means.length == 0) {
            return NONE;
        }
        return means.length == 1
                ? new Interval(means[0], Double.NaN, Double.NaN, LEVEL, 0)
                : Descriptive.meanInterval(means, LEVEL);
    }

    /** Returns the end of an interval, or the estimate when it would press all else flat. */
    static double reach(double end, Interval mean) {
        double estimate = mean.estimate();
        return Math.abs(end - estimate) < Math.abs(estimate) ? end : estimate;
    }

    static Mark.Range range(Interval interval) {
        return new Mark.Range(interval.low(), interval.high());
    }
}
