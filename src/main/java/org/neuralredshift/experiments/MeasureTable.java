package org.neuralredshift.experiments;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The finite values of every measure of every cell, by columns: what statistics and figures read.
 * Memory: 8 bytes a value.
 */
public final class MeasureTable {
    /**
     * How the samples of a cell ended.
     *
     * @param ok those with values
     * @param nonFinite those whose forward pass left the numbers
     * @param failed those that ended with an error
     */
    public record Counts(int ok, int nonFinite, int failed) {}

    private record Column(Map<String, double[]> values, Counts counts) {}

    private final Map<String, Column> columns = new HashMap<>();

    private MeasureTable() {}

    /** Reads the rows of all cells. Time: O(bytes of the rows). */
    public static MeasureTable of(Results results) {
        MeasureTable table = new MeasureTable();
        for (Cell cell : results.study().cells()) {
            List<String> measures = results.study().measures(cell.family());
            table.columns.put(cell.key(), column(results.samples(cell), measures));
        }
        return table;
    }

    private static Column column(NavigableMap<Integer, SampleRow> rows, List<String> measures) {
        double[][] columns = new double[measures.size()][rows.size()];
        int[] sizes = new int[columns.length];
        int nonFinite = 0;
        int failed = 0;
        for (SampleRow row : rows.values()) {
            JsonNode fields = row.fields();
            String status = fields.path("status").asString();
            nonFinite += status.equals("nonfinite") ? 1 : 0;
            failed += status.equals("failed") ? 1 : 0;
            for (int m = 0; m < columns.length; m++) {
                JsonNode value = fields.path(measures.get(m));
                if (value.isNumber()) {
                    columns[m][sizes[m]++] = value.asDouble();
                }
            }
        }
        Map<String, double[]> values = new HashMap<>();
        for (int m = 0; m < columns.length; m++) {
            values.put(measures.get(m), Arrays.copyOf(columns[m], sizes[m]));
        }
        return new Column(values, new Counts(rows.size() - nonFinite - failed, nonFinite, failed));
    }

    /**
     * Returns the finite values of a measure in the order of the samples; empty when the cell has
     * none or its family is not measured so.
     */
    public double[] values(Cell cell, String measure) {
        return column(cell).values().getOrDefault(measure, new double[0]).clone();
    }

    /** Returns how the samples of a cell ended. */
    public Counts counts(Cell cell) {
        return column(cell).counts();
    }

    private Column column(Cell cell) {
        Column column = columns.get(cell.key());
        if (column == null) {
            throw new IllegalArgumentException(
                    "cell: expected one of the study, got " + cell.key());
        }
        return column;
    }
}
