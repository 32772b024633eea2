package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;

import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * The network that writes one sample of a {@link Generation}, as tensors. With the explicit engine
 * they are the weights that the engine draws, bit for bit. With the others the sequence is written
 * first, so that it is known what the engine has looked at; the tensors agree with that and are
 * fresh elsewhere, so that they write the same sequence, up to rounding where two logits tie.
 *
 * <p>A tensor is drawn when it is read. Memory: the largest tensor, and what the engine keeps. Not
 * thread-safe.
 */
public final class SampledNetwork implements NetworkTensors {
    private final Transformer model;
    private final int[] prompt;
    private final Deviates deviates;
    private final Embeddings embeddings;
    private final @Nullable DeferredWeights deferred;
    private final @Nullable Sequence sequence;

    /**
     * Opens the network.
     *
     * @param seed as that of {@link Generator}
     * @param sample number of the sample, at least 0
     */
    public SampledNetwork(Generation generation, long seed, int sample) {
        Check.atLeast(0, sample, "sample");
        model = generation.model();
        StreamKey key = generation.key(seed);
        boolean shared = generation.weights() == Generation.WeightDraw.SHARED;
        int network = shared ? 0 : sample;
        prompt = generation.prompt().of(key, sample, model.vocabulary());
        deviates = new Deviates(key, network);
        if (generation.engine() == Engine.EXPLICIT) {
            deferred = null;
            sequence = null;
        } else {
            deferred = (DeferredWeights) generation.open();
            deferred.draw(key, network);
            sequence = new Writer(generation, key, deferred, 1).write(sample, 1)[0];
        }
        embeddings = new Embeddings(model);
        embeddings.draw(deviates);
    }

    /** Returns the bytes that the network of a generation needs while it is read. */
    public static long bytes(Generation generation) {
        Transformer model = generation.model();
        long tensor = Panels.bytes(model.width(), model.vocabulary());
        for (Matrix matrix : Matrix.values()) {
            tensor = Math.max(tensor, Panels.bytes(matrix.inputs(model), matrix.outputs(model)));
        }
        return generation.engine() == Engine.EXPLICIT ? tensor : 2 * tensor + generation.bytes(1);
    }

    @Override
    public Transformer model() {
        return model;
    }

    /** Returns the prompt of the sample. */
    public int[] prompt() {
        return prompt.clone();
    }

    /** Returns the sequence that was written; null with the explicit engine. */
    public @Nullable Sequence sequence() {
        return sequence;
    }

    @Override
    public void read(Tensor tensor, RowSink sink) {
        switch (tensor.role()) {
            case TOKENS -> tokens(sink);
            case POSITIONS -> {
                for (int t = 0; t < model.context(); t++) {
                    sink.take(t, embeddings.freshPosition(t));
                }
            }
            case ATTENTION_NORM_SCALE, MLP_NORM_SCALE -> sink.take(0, constant(model.blockGain()));
            case FINAL_NORM_SCALE -> sink.take(0, constant(model.finalGain()));
            case ATTENTION_NORM_OFFSET, MLP_NORM_OFFSET, FINAL_NORM_OFFSET ->
                    sink.take(0, constant(0));
            case ATTENTION_IN, ATTENTION_IN_BIAS -> matrix(tensor, Matrix.ATTENTION_IN, sink);
            case ATTENTION_OUT, ATTENTION_OUT_BIAS -> matrix(tensor, Matrix.ATTENTION_OUT, sink);
            case MLP_IN, MLP_IN_BIAS -> matrix(tensor, Matrix.MLP_IN, sink);
            case MLP_OUT, MLP_OUT_BIAS -> matrix(tensor, Matrix.MLP_OUT, sink);
            case HEAD -> head(sink);
        }
    }

    private float[] constant(float value) {
        float[] row = new float[model.width()];
        Arrays.fill(row, value);
        return row;
    }

    private void tokens(RowSink sink) {
        if (model.head() == Transformer.Head.TIED) {
            head(sink);
        } else {
            for (int token = 0; token < model.vocabulary(); token++) {
                sink.take(token, embeddings.freshToken(token));
            }
        }
    }

    /** Hands over the columns of the head's matrix, which are the rows of a tied embedding. */
    private void head(RowSink sink) {
        try (Arena arena = Arena.ofConfined()) {
            Panels head =
                    new Panels(arena, model.width(), model.vocabulary(), ExplicitWeights.PANEL);
            if (deferred == null) {
                ExplicitWeights.drawHead(model, deviates, head);
            } else {
                deferred.head().materialise(head);
            }
            float[] row = new float[model.width()];
            for (int token = 0; token < model.vocabulary(); token++) {
                head.column(token, row, 0);
                sink.take(token, row);
            }
        }
    }

    private void matrix(Tensor tensor, Matrix matrix, RowSink sink) {
        if (tensor.vector()) {
            sink.take(0, bias(tensor, matrix));
        } else if (matrix.present(model)) {
            drawn(tensor, matrix, sink);
        } else {
            float[] zeros = new float[tensor.columns(model)];
            for (int row = 0; row < tensor.rows(model); row++) {
                sink.take(row, zeros);
            }
        }
    }

    private float[] bias(Tensor tensor, Matrix matrix) {
        float[] bias = new float[tensor.columns(model)];
        if (matrix.present(model) && model.init() == Transformer.Init.PYTORCH) {
            ExplicitWeights.drawBias(model, deviates, tensor.layer(), matrix, bias);
        }
        return bias;
    }

    private void drawn(Tensor tensor, Matrix matrix, RowSink sink) {
        int rows = matrix.inputs(model);
        int columns = matrix.outputs(model);
        try (Arena arena = Arena.ofConfined()) {
            Panels weights = new Panels(arena, rows, columns, ExplicitWeights.PANEL);
            if (deferred == null) {
                ExplicitWeights.drawMatrix(model, deviates, tensor.layer(), matrix, weights);
            } else {
                deferred.matrix(tensor.layer(), matrix).materialise(weights);
            }
            float[] row = new float[columns];
            for (int i = 0; i < rows; i++) {
                weights.row(i, row, 0);
                sink.take(i, row);
            }
        }
    }

    @Override
    public void close() {
        if (deferred != null) {
            deferred.close();
        }
    }
}
