package org.neuralredshift.experiments;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a cell is: which samples are there, which are at work, and up to which number samples are
 * wanted so far. Not thread-safe.
 */
public final class CellState {
    private final Study study;
    private final Cell cell;
    private final BitSet done = new BitSet();
    private final BitSet taken = new BitSet();
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private int goal;

    CellState(Study study, Cell cell, Map<Integer, SampleRow> rows) {
        this.study = study;
        this.cell = cell;
        this.goal = study.sampling().least();
        rows.values().forEach(this::note);
        advance();
    }

    /** The cell. */
    public Cell cell() {
        return cell;
    }

    /** Number of samples that are wanted so far. */
    public int goal() {
        return goal;
    }

    /** Returns how many of the samples that are wanted so far are not there. */
    public int missing() {
        return goal - done.get(0, goal).cardinality();
    }

    /** Returns the numbers of those samples. */
    public List<Integer> missingSamples() {
        List<Integer> missing = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < goal; i = done.nextClearBit(i + 1)) {
            missing.add(i);
        }
        return missing;
    }

    boolean has(int sample) {
        return done.get(sample);
    }

    boolean hasUntaken() {
        return taken.nextClearBit(0) < goal;
    }

    /** Takes at most so many samples in a row, and returns the first and how many. */
    int[] take(int most) {
        int first = taken.nextClearBit(0);
        int next = taken.nextSetBit(first);
        int end = Math.min(goal, next < 0 ? goal : next);
        int count = Math.min(most, end - first);
        taken.set(first, first + count);
        return new int[] {first, count};
    }

    /** Notes a finished sample. */
    void note(SampleRow row) {
        done.set(row.sample());
        taken.set(row.sample());
        if (study.sampling().isFixed()) {
            return;
        }
        JsonNode fields = row.fields();
        for (String measure : study.measures(cell.family())) {
            if (study.sampling().halfWidths().containsKey(measure)) {
                JsonNode value = fields.path(measure);
                put(measure, row.sample(), value.isNumber() ? value.asDouble() : Double.NaN);
            }
        }
    }

    private void put(String measure, int sample, double value) {
        double[] column = values.getOrDefault(measure, new double[0]);
        if (sample >= column.length) {
            column = Arrays.copyOf(column, Math.max(sample + 1, 2 * column.length));
        }
        column[sample] = value;
        values.put(measure, column);
    }

    /** Raises the goal while all samples up to it are there and an interval is too wide. */
    boolean advance() {
        int before = goal;
        Sampling sampling = study.sampling();
        while (goal < sampling.most() && done.nextClearBit(0) >= goal && !isEnough()) {
            goal = sampling.next(goal);
        }
        return goal > before;
    }

    private boolean isEnough() {
        int size = goal;
        return values.entrySet().stream()
                .allMatch(e ->
                        study.sampling()
                                .isEnough(
                                        e.getKey(),
                                        Arrays.stream(e.getValue(), 0, size)
                                                .filter(Double::isFinite)
                                                .toArray()));
    }
}
