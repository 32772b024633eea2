package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.GridScorer;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.neuralredshift.nn.FunctionSampler;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.GivenNetwork;
import org.neuralredshift.nn.NonFinite;
import org.neuralredshift.nn.Sequence;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Draws samples of a cell and scores them. A sample whose forward pass met a value that is not
 * finite, and one that failed, is a row like any other, with null for its measures.
 */
final class CellSampler {
    /** Takes rows; an exception that it throws ends the sampling. */
    interface Sink {
        void take(SampleRow row);
    }

    /** What the sink threw, which is no failure of a sample. */
    private static final class SinkFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        SinkFailed(RuntimeException cause) {
            super(cause);
        }
    }

    private final Study study;
    private final Checkpoints checkpoints;
    private final Cell cell;
    private final Sink sink;
    private int next;

    /**
     * Prepares to sample.
     *
     * @param checkpoints those that the cell needs, open
     */
    CellSampler(Study study, Checkpoints checkpoints, Cell cell, Sink sink) {
        this.study = study;
        this.checkpoints = checkpoints;
        this.cell = cell;
        this.sink = sink;
    }

    /** Draws samples {@code first … first + count - 1}, in that order. */
    void run(int first, int count) throws InterruptedException {
        next = first;
        Subject subject = cell.subject();
        while (next < first + count) {
            try {
                switch (subject) {
                    case Subject.Sequences s -> sequences(s, first + count - next);
                    case Subject.Functions f -> functions(f, first + count);
                }
            } catch (SinkFailed e) {
                throw (RuntimeException) e.getCause();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        give(fields("failed").append(",\"error\":").append(Json.text(reason)));
    }

    /** Gives a row and goes on to the next sample. */
    private void give(StringBuilder fields) {
        SampleRow row = SampleRow.of(cell.key(), next, fields.toString());
        next++;
        try {
            sink.take(row);
        } catch (RuntimeException e) {
            throw new SinkFailed(e);
        }
    }

    private StringBuilder fields(String status) {
        StringBuilder fields = new StringBuilder();
        fields.append("\"family\":\"").append(cell.family()).append('"');
        fields.append(",\"match\":").append(cell.match());
        cell.condition()
                .forEach((axis, value) -> {
                    fields.append(',')
                            .append(Json.text(axis))
                            .append(':')
                            .append(Json.value(value));
                });
        return fields.append(",\"status\":\"").append(status).append('"');
    }

    private void sequences(Subject.Sequences subject, int count) throws InterruptedException {
        SequenceScorer scorer = new SequenceScorer();
        List<SequenceMeasure> measures =
                study.measures(cell.family()).stream()
                        .map(id -> SequenceMeasure.byId(id).orElseThrow())
                        .toList();
        Checkpoint checkpoint = subject.checkpoint();
        GivenNetwork given = checkpoint == null ? null : checkpoints.network(checkpoint);
        new Generator(subject.generation(), subject.seed(), 1, Subject.Sequences.BATCH, given)
                .run(next, count, sequence -> sequence(subject, sequence, scorer, measures));
    }

    private void sequence(
            Subject.Sequences subject,
            Sequence sequence,
            SequenceScorer scorer,
            List<SequenceMeasure> measures) {
        NonFinite where = sequence.nonFinite();
        StringBuilder fields = fields(where == null ? "ok" : "nonfinite");
        if (where == null) {
            scorer.load(subject.prompted() ? joined(sequence) : sequence.tokens());
        }
        for (SequenceMeasure measure : measures) {
            double value = where == null ? scorer.value(measure) : Double.NaN;
            measure(fields, measure.id(), value, measure.kind() != SequenceMeasure.Kind.REAL);
        }
        place(fields, where);
        if (sequence.sample() < study.keep()) {
            fields.append(",\"prompt\":").append(tokens(sequence.prompt()));
            fields.append(",\"tokens\":").append(tokens(sequence.tokens()));
        }
        give(fields);
    }

    private static int[] joined(Sequence sequence) {
        int[] prompt = sequence.prompt();
        int[] all = Arrays.copyOf(prompt, prompt.length + sequence.tokens().length);
        System.arraycopy(sequence.tokens(), 0, all, prompt.length, sequence.tokens().length);
        return all;
    }

    private static String tokens(int[] tokens) {
        return Arrays.toString(tokens).replace(" ", "");
    }

    private static void measure(StringBuilder fields, String id, double value, boolean isCount) {
        fields.append(",\"").append(id).append("\":");
        if (!Double.isFinite(value)) {
            fields.append("null");
        } else if (isCount) {
            fields.append((long) value);
        } else {
            fields.append(value);
        }
    }

    private static void place(StringBuilder fields, @Nullable NonFinite where) {
        if (where != null) {
            fields.append(",\"nonfinite\":").append(Json.text(where.toString()));
        }
    }

    private void functions(Subject.Functions subject, int end) {
        FunctionSampler sampler = subject.model().sampler(subject.grid(), 1);
        GridScorer scorer = new GridScorer(subject.shape());
        float[] values = new float[subject.grid().points()];
        List<GridMeasure> measures =
                study.measures(cell.family()).stream()
                        .map(id -> GridMeasure.byId(id).orElseThrow())
                        .toList();
        while (next < end) {
            NonFinite where = sampler.sample(subject.model().key(subject.seed()), next, values);
            scorer.load(values);
            String status = scorer.status().name().toLowerCase(Locale.ROOT);
            // The output may be finite again: the network is no sample all the same.
            boolean isFinite = where == null && !status.equals("nonfinite");
            StringBuilder fields = fields(isFinite ? status : "nonfinite");
            for (GridMeasure measure : measures) {
                double value = isFinite ? scorer.value(measure) : Double.NaN;
                measure(fields, measure.id(), value, measure.isCount());
            }
            place(fields, where);
            if (next < study.keep() && isFinite) {
                fields.append(",\"picture\":\"").append(picture(values)).append('"');
            }
            give(fields);
        }
    }

    /** Returns one byte a point in base 64, from 0 at the least value to 255 at the greatest. */
    private static String picture(float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            double level = max == min ? 0 : 256 * ((values[i] - min) / (max - min));
            bytes[i] = (byte) Math.min(255, (int) level);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
