package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.sequence.Normalisation;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What {@code score} says about one sequence.
 *
 * @param measures in the order of the output
 * @param alphabet the k of {@code c log_k(n) / n}, or null for no such columns
 * @param shuffles how many of them to divide by the mean of, or 0 for no such columns
 * @param seed of the shuffles, the same ones for every sequence of a length
 */
record SequenceRow(
        Set<SequenceMeasure> measures, @Nullable Integer alphabet, int shuffles, long seed) {
    /** Reading a symbol takes about as long as three of the units of {@code work}. */
    static final int READING = 3;

    private static final List<SequenceMeasure> BY_LOGARITHM =
            List.of(SequenceMeasure.LZ76, SequenceMeasure.LZ78);
    private static final List<SequenceMeasure> BY_SHUFFLES =
            List.of(SequenceMeasure.LZ76, SequenceMeasure.LZ78, SequenceMeasure.LZW);

    SequenceRow {
        if (alphabet != null && alphabet < 2) {
            throw new IllegalArgumentException(
                    "alphabet: expected at least 2, got %d".formatted(alphabet));
        }
        if (shuffles < 0) {
            throw new IllegalArgumentException(
                    "shuffles: expected at least 0, got %d".formatted(shuffles));
        }
    }

    /** Returns the work a symbol takes, reading included. */
    int work() {
        return READING + measures.stream().mapToInt(SequenceMeasure::work).sum();
    }

    /**
     * Adds n and the values of {@code symbols[from, to)} to a row.
     *
     * @param done hears of each measure's work when it is done
     */
    void score(SequenceScorer scorer, int[] symbols, int from, int to, Row row, IntConsumer done) {
        scorer.load(symbols, from, to);
        row.put("n", scorer.length());
        for (SequenceMeasure measure : measures) {
            put(row, measure, scorer.value(measure));
            done.accept(measure.work());
        }
        if (alphabet != null) {
            for (SequenceMeasure count : BY_LOGARITHM) {
                row.put(
                        count.id() + "_log_k",
                        Normalisation.logarithmic(scorer.value(count), to - from, alphabet));
            }
        }
        if (shuffles > 0) {
            int[] sequence = Arrays.copyOfRange(symbols, from, to);
            for (SequenceMeasure count : BY_SHUFFLES) {
                row.put(count.id() + "_over_shuffles", overShuffles(count, sequence));
            }
        }
    }

    private double overShuffles(SequenceMeasure count, int[] sequence) {
        StreamKey key = StreamKey.of(seed, "{\"command\":\"score\"}");
        return Normalisation.overShuffles(count, sequence, shuffles, new RandomStream(key, 0, 0));
    }

    private static void put(Row row, SequenceMeasure measure, double value) {
        switch (measure.kind()) {
            case COUNT -> row.put(measure.id(), (long) value);
            case FLAG -> row.put(measure.id(), value != 0);
            case REAL -> {
                if (Double.isNaN(value)) {
                    row.put(measure.id(), (String) null); // not defined for this sequence
                } else {
                    row.put(measure.id(), value);
                }
            }
        }
    }
}
