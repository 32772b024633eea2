package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;

import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The weights of one given network, such as a trained one, in the layout of {@link
 * ExplicitWeights}, with its biases and with the scales and offsets of its layer norms. Nothing is
 * drawn. Biases of zeros cost nothing, and a network that was drawn by {@link ExplicitWeights} has
 * the same bits again.
 */
final class GivenWeights implements Weights {
    private final Transformer model;
    private final Arena arena = Arena.ofShared();
    private final ExplicitWeights matrices;
    private final Map<Matrix, float[]>[] biases;
    private final Norm[] attentionNorms;
    private final Norm[] mlpNorms;
    private final Norm finalNorm;
    private final Panels positions;
    private final @Nullable Panels tokens; // null where the head is tied

    /** Copies a network. Time and memory O(weights). */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
    GivenWeights(NetworkTensors given) {
        model = given.model();
        SegmentAllocator memory = Slab.allocate(arena, embeddingBytes(model));
        matrices = new ExplicitWeights(model);
        biases = new Map[model.layers()];
        attentionNorms = new Norm[model.layers()];
        mlpNorms = new Norm[model.layers()];
        for (int layer = 0; layer < biases.length; layer++) {
            biases[layer] = new EnumMap<>(Matrix.class);
            for (Matrix matrix : Matrix.values()) {
                if (matrix.present(model)) {
                    copy(given, layer, matrix);
                }
            }
            attentionNorms[layer] =
                    norm(
                            given,
                            new Tensor(Tensor.Role.ATTENTION_NORM_SCALE, layer),
                            new Tensor(Tensor.Role.ATTENTION_NORM_OFFSET, layer));
            mlpNorms[layer] =
                    norm(
                            given,
                            new Tensor(Tensor.Role.MLP_NORM_SCALE, layer),
                            new Tensor(Tensor.Role.MLP_NORM_OFFSET, layer));
        }
        finalNorm =
                norm(
                        given,
                        Tensor.of(Tensor.Role.FINAL_NORM_SCALE),
                        Tensor.of(Tensor.Role.FINAL_NORM_OFFSET));
        boolean tied = model.head() == Transformer.Head.TIED;
        columns(given, tied ? Tensor.Role.TOKENS : Tensor.Role.HEAD, matrices.head());
        positions = columns(given, Tensor.Role.POSITIONS, memory, model.context());
        tokens = tied ? null : columns(given, Tensor.Role.TOKENS, memory, model.vocabulary());
    }

    private void copy(NetworkTensors given, int layer, Matrix matrix) {
        Panels target = matrices.matrix(layer, matrix);
        given.read(
                new Tensor(matrix.weights(), layer),
                (row, values) -> target.setRow(row, values, 0));
        float[] bias = given.vector(new Tensor(matrix.biases(), layer));
        if (!Arrays.equals(bias, new float[bias.length])) {
            biases[layer].put(matrix, bias);
        }
    }

    private static Norm norm(NetworkTensors given, Tensor scale, Tensor offset) {
        return Norm.of(given.vector(scale), given.vector(offset));
    }

    private Panels columns(
            NetworkTensors given, Tensor.Role role, SegmentAllocator memory, int columns) {
        Panels target = new Panels(memory, model.width(), columns, ExplicitWeights.PANEL);
        columns(given, role, target);
        return target;
    }

    /** Copies the rows of a tensor to the columns of a matrix. */
    private static void columns(NetworkTensors given, Tensor.Role role, Panels target) {
        given.read(Tensor.of(role), (row, values) -> target.setColumn(row, values, 0));
    }

    /** Returns the bytes that the constructor would allocate off the heap. */
    static long bytes(Transformer model) {
        return ExplicitWeights.bytes(model) + embeddingBytes(model);
    }

    private static long embeddingBytes(Transformer model) {
        long tied = Panels.bytes(model.width(), model.context());
        return model.head() == Transformer.Head.TIED
                ? tied
                : tied + Panels.bytes(model.width(), model.vocabulary());
    }

    @Override
    public Transformer model() {
        return model;
    }

    @Override
    public void draw(StreamKey key, int sample) {
        throw new IllegalStateException("a given network is not drawn");
    }

    @Override
    public Norm norm(Norm.Place place, int layer) {
        return switch (place) {
            case ATTENTION -> attentionNorms[layer];
            case MLP -> mlpNorms[layer];
            case FINAL -> finalNorm;
        };
    }

    @Override
    public void token(int token, float[] out, int at) {
        (tokens == null ? matrices.head() : tokens).column(token, out, at);
    }

    @Override
    public void addPosition(int position, float[] out, int at) {
        float[] row = new float[model.width()];
        positions.column(position, row, 0);
        Elementwise.add(row, 0, row.length, out, at);
    }

    @Override
    public void multiply(
            int layer, Matrix matrix, float[] x, int xStride, int rows, float[] y, int yStride) {
        matrices.multiply(layer, matrix, x, xStride, rows, y, yStride);
        float[] bias = biases[layer].get(matrix);
        if (bias != null) {
            for (int r = 0; r < rows; r++) {
                Elementwise.add(bias, 0, bias.length, y, r * yStride);
            }
        }
    }

    @Override
    public void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride) {
        matrices.logits(h, hStride, rows, logits, logitsStride);
    }

    @Override
    public long drawn() {
        return 0;
    }

    @Override
    public void close() {
        matrices.close();
        arena.close();
    }
}
