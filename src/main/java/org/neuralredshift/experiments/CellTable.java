package org.neuralredshift.experiments;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of cells, {@code cells.csv}: a line a cell with what is varied, the number of finite
 * samples and of the others, and of each measure mean, standard deviation, the ends of the 95 %
 * interval of the mean (Student's t) and five quantiles. What a cell does not have is empty.
 */
final class CellTable {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private CellTable() {}

    static String csv(Results results) {
        Study study = results.study();
        Set<String> axes = new LinkedHashSet<>();
        study.cells().forEach(cell -> axes.addAll(cell.condition().keySet()));
        Set<String> measures = new LinkedHashSet<>();
        for (Family family : Family.values()) {
            measures.addAll(study.measures(family));
        }
        StringBuilder csv = new StringBuilder(header(axes, measures));
        MeasureTable table = MeasureTable.of(results);
        for (Cell cell : study.cells()) {
            csv.append(line(table, cell, axes, measures));
        }
        return csv.toString();
    }

    private static String header(Set<String> axes, Set<String> measures) {
        List<String> names = new ArrayList<>(List.of("cell", "family", "match"));
        names.addAll(axes);
        names.addAll(List.of("n", "nonfinite", "failed"));
        for (String measure : measures) {
            for (String part :
                    List.of("mean", "sd", "low", "high", "q05", "q25", "q50", "q75", "q95")) {
                names.add(measure + "_" + part);
            }
        }
        return String.join(",", names) + "\n";
    }

    private static String line(
            MeasureTable table, Cell cell, Set<String> axes, Set<String> measures) {
        MeasureTable.Counts counts = table.counts(cell);
        List<String> fields = new ArrayList<>();
        fields.add(cell.key());
        fields.add(cell.family().toString());
        fields.add(Integer.toString(cell.match()));
        axes.forEach(axis -> fields.add(quoted(cell.condition().getOrDefault(axis, ""))));
        fields.add(Integer.toString(counts.ok()));
        fields.add(Integer.toString(counts.nonFinite()));
        fields.add(Integer.toString(counts.failed()));
        for (String measure : measures) {
            fields.addAll(summary(table.values(cell, measure)));
        }
        return String.join(",", fields) + "\n";
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static List<String> summary(double[] values) {
        if (values.length == 0) {
            return Collections.nCopies(4 + QUANTILES.length, "");
        }
        Interval mean = Descriptive.meanInterval(values, 0.95);
        boolean isOne = values.length == 1;
        List<String> summary = new ArrayList<>();
        summary.add(Double.toString(mean.estimate()));
        summary.add(isOne ? "" : Double.toString(Descriptive.standardDeviation(values)));
        summary.add(isOne ? "" : Double.toString(mean.low()));
        summary.add(isOne ? "" : Double.toString(mean.high()));
        for (double p : QUANTILES) {
            summary.add(Double.toString(Descriptive.quantile(values, p)));
        }
        return summary;
    }
}
