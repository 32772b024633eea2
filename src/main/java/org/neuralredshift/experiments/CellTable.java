package org.neuralredshift.experiments;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;

import tools.jackson.databind.JsonNode;

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
        for (Cell cell : study.cells()) {
            csv.append(line(results, cell, axes, measures));
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

    private static String line(Results results, Cell cell, Set<String> axes, Set<String> measures) {
        List<JsonNode> rows =
                results.samples(cell).values().stream().map(SampleRow::fields).toList();
        long failed = count(rows, "failed");
        long nonFinite = count(rows, "nonfinite");
        List<String> fields = new ArrayList<>();
        fields.add(cell.key());
        fields.add(cell.family().toString());
        fields.add(Integer.toString(cell.match()));
        axes.forEach(axis -> fields.add(quoted(cell.condition().getOrDefault(axis, ""))));
        fields.add(Long.toString(rows.size() - failed - nonFinite));
        fields.add(Long.toString(nonFinite));
        fields.add(Long.toString(failed));
        for (String measure : measures) {
            fields.addAll(summary(rows, measure));
        }
        return String.join(",", fields) + "\n";
    }

    private static long count(List<JsonNode> rows, String status) {
        return rows.stream().filter(r -> r.path("status").asString().equals(status)).count();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static List<String> summary(List<JsonNode> rows, String measure) {
        double[] values =
                rows.stream()
                        .map(row -> row.path(measure))
                        .filter(JsonNode::isNumber)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray();
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
