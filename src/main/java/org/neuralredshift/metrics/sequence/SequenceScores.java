package org.neuralredshift.metrics.sequence;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The values of several measures of one sequence.
 *
 * <pre>{@code
 * SequenceScores scores = SequenceScores.of(tokens, Set.of(LZ76, LZ78));
 * double phrases = scores.value(LZ78);
 * }</pre>
 *
 * @param length n, in symbols
 * @param values in the order of {@link SequenceMeasure}; each in its measure's unit
 */
public record SequenceScores(int length, Map<SequenceMeasure, Double> values) {
    public SequenceScores {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * Computes the chosen measures of a sequence of any integers. For many short sequences {@link
     * SequenceScorer} does it without allocation.
     */
    public static SequenceScores of(int[] symbols, Set<SequenceMeasure> measures) {
        SequenceScorer scorer = new SequenceScorer();
        scorer.load(symbols);
        Map<SequenceMeasure, Double> values = new EnumMap<>(SequenceMeasure.class);
        for (SequenceMeasure measure : SequenceMeasure.values()) {
            if (measures.contains(measure)) {
                values.put(measure, scorer.value(measure));
            }
        }
        return new SequenceScores(symbols.length, values);
    }

    /** Computes every measure of a sequence, the compressors included. */
    public static SequenceScores of(int[] symbols) {
        return of(symbols, Set.of(SequenceMeasure.values()));
    }

    /**
     * Returns one of the computed values.
     *
     * @throws IllegalArgumentException if the measure was not among the chosen ones
     */
    public double value(SequenceMeasure measure) {
        Double value = values.get(measure);
        if (value == null) {
            throw new IllegalArgumentException(
                    "measure: expected one of %s, got %s".formatted(values.keySet(), measure));
        }
        return value;
    }
}
