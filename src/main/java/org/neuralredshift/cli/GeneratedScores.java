package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Sequence;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Scores sequences one by one and, at the end, all of them. Sequences cut short by a non-finite
 * value are left out.
 */
final class GeneratedScores {
    /** Always scored. */
    static final Set<SequenceMeasure> STANDARD =
            Set.of(
                    SequenceMeasure.DISTINCT,
                    SequenceMeasure.LZ76,
                    SequenceMeasure.LZ78,
                    SequenceMeasure.LZW);

    private static final int STRIPS = 40;

    private final List<SequenceMeasure> measures;
    private final Generation generation;
    private final long seed;
    private final @Nullable String checkpoint;
    private final SequenceScorer scorer = new SequenceScorer();
    private final List<double[]> values = new ArrayList<>();
    private final List<Sequence> shown = new ArrayList<>();
    private int nonFinite;

    /**
     * Begins.
     *
     * @param checkpoint folder of the network that writes all sequences, or null
     */
    GeneratedScores(
            Set<SequenceMeasure> measures,
            Generation generation,
            long seed,
            @Nullable String checkpoint) {
        this.checkpoint = checkpoint;
        this.measures = measures.stream().sorted().toList();
        this.generation = generation;
        this.seed = seed;
    }

    /** Scores one sequence and returns its row. */
    Row add(Sequence sequence) {
        scorer.load(sequence.tokens());
        Row row =
                new Row()
                        .put("sample", sequence.sample())
                        .put("seed", seed)
                        .put("engine", sequence.engine().toString());
        named(row).put("status", sequence.nonFinite() == null ? "ok" : "nonfinite");
        double[] scores = new double[measures.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scorer.value(measures.get(i));
            put(row, measures.get(i), scores[i]);
        }
        if (sequence.nonFinite() == null) {
            values.add(scores);
        } else {
            nonFinite++;
        }
        if (shown.size() < STRIPS) {
            shown.add(sequence);
        }
        return row.put(
                        "nonfinite",
                        sequence.nonFinite() == null ? null : sequence.nonFinite().toString())
                .put("prompt", sequence.prompt())
                .put("tokens", sequence.tokens());
    }

    private Row named(Row row) {
        return checkpoint == null ? row : row.put("checkpoint", checkpoint);
    }

    private static void put(Row row, SequenceMeasure measure, double value) {
        switch (measure.kind()) {
            case COUNT -> row.put(measure.id(), (long) value);
            case FLAG -> row.put(measure.id(), value != 0);
            case REAL -> row.put(measure.id(), value);
        }
    }

    /** Returns the coloured strips of the first sequences, each behind its number. */
    List<String> strips(int columns) {
        return shown.stream()
                .map(s ->
                        String.format(Locale.ROOT, "%6d ", s.sample())
                                + SymbolStrip.of(s.tokens(), columns - 8))
                .toList();
    }

    /**
     * Returns one row for all sequences: the setting, and of each measure mean, standard deviation
     * and interval.
     */
    Row summary() {
        Transformer model = generation.model();
        Row row =
                new Row()
                        .put("activation", model.activation().label())
                        .put("gain", model.gain())
                        .put("layers", model.layers())
                        .put("width", model.width())
                        .put("vocabulary", model.vocabulary())
                        .put("length", generation.length())
                        .put("engine", generation.engine().toString())
                        .put("seed", seed);
        named(row).put("n", values.size()).put("nonfinite", nonFinite);
        for (int i = 0; i < measures.size(); i++) {
            String id = measures.get(i).id();
            double[] column = column(i);
            Interval interval = interval(column);
            row.put(id + "_mean", interval.estimate())
                    .put(
                            id + "_sd",
                            column.length == 0 ? Double.NaN : Descriptive.standardDeviation(column))
                    .put(id + "_low", interval.low())
                    .put(id + "_high", interval.high());
        }
        return row;
    }

    /** Returns the means with their intervals as text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < measures.size() && values.size() > 1; i++) {
            Interval interval = interval(column(i));
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-10s mean %8.2f   95 %% interval %8.2f to %8.2f   (%d sequences,"
                                    + " bootstrap)",
                            measures.get(i).id(),
                            interval.estimate(),
                            interval.low(),
                            interval.high(),
                            values.size()));
        }
        if (nonFinite > 0) {
            lines.add(
                    "%d sequences met a value that is not finite and are not in the means"
                            .formatted(nonFinite));
        }
        return lines;
    }

    private double[] column(int i) {
        return values.stream().mapToDouble(scores -> scores[i]).toArray();
    }

    private Interval interval(double[] column) {
        if (column.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, Bootstrap.STANDARD.level(), 0);
        }
        RandomStream random =
                new RandomStream(
                        StreamKey.of(seed, "bootstrap of " + generation.canonical()), 0, 0);
        return Bootstrap.STANDARD.percentile(column, Descriptive::mean, random);
    }
}
