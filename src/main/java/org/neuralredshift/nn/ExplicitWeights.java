package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Weights that are all drawn, straight into the layout that the products read: panels of 16
 * columns. Deviate number {@code (o / 16 * inputs + i) * 16 + o % 16} of a matrix's stream is its
 * element (i, o), so the numbering follows the memory and the memory is not part of the result.
 */
final class ExplicitWeights implements Weights {
    /** Columns a panel. */
    static final int PANEL = 16;

    private final Transformer model;
    private final Arena arena = Arena.ofShared();
    private final Map<Matrix, Panels>[] layers;
    private final Map<Matrix, float[]>[] biases;
    private final Panels head;
    private final Embeddings embeddings;

    /** Allocates the weights, all 0. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of maps
    ExplicitWeights(Transformer model) {
        this.model = model;
        this.embeddings = new Embeddings(model);
        SegmentAllocator memory = Slab.allocate(arena, bytes(model));
        layers = new Map[model.layers()];
        biases = new Map[model.layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = new EnumMap<>(Matrix.class);
            biases[layer] = new EnumMap<>(Matrix.class);
            for (Matrix matrix : Matrix.values()) {
                if (matrix.present(model)) {
                    int outputs = matrix.outputs(model);
                    layers[layer].put(
                            matrix, new Panels(memory, matrix.inputs(model), outputs, PANEL));
                    if (model.init() == Transformer.Init.PYTORCH) {
                        biases[layer].put(matrix, new float[outputs]);
                    }
                }
            }
        }
        head = new Panels(memory, model.width(), model.vocabulary(), PANEL);
    }

    /** Returns the bytes that the constructor would allocate. */
    static long bytes(Transformer model) {
        long sum = Panels.bytes(model.width(), model.vocabulary());
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                sum += model.layers() * Panels.bytes(matrix.inputs(model), matrix.outputs(model));
            }
        }
        return sum;
    }

    @Override
    public Transformer model() {
        return model;
    }

    @Override
    public void draw(StreamKey key, int sample) {
        Deviates deviates = new Deviates(key, sample);
        embeddings.draw(deviates);
        for (int layer = 0; layer < layers.length; layer++) {
            for (Map.Entry<Matrix, Panels> entry : layers[layer].entrySet()) {
                Matrix matrix = entry.getKey();
                drawMatrix(model, deviates, layer, matrix, entry.getValue());
                float[] bias = biases[layer].get(matrix);
                if (bias != null) {
                    drawBias(model, deviates, layer, matrix, bias);
                }
            }
        }
        drawHead(model, deviates, head);
    }

    private static Distribution distribution(Transformer model) {
        return model.init() == Transformer.Init.PYTORCH
                ? Distribution.UNIFORM
                : Distribution.NORMAL;
    }

    /** Draws a block's matrix, panels of 16 columns. */
    static void drawMatrix(
            Transformer model, Deviates deviates, int layer, Matrix matrix, Panels target) {
        float scale = (float) model.scale(matrix);
        fill(deviates, distribution(model), scale, Tensors.matrix(layer, matrix), target);
    }

    /** Draws the bias of a block's matrix; only the prior of PyTorch has one. */
    static void drawBias(
            Transformer model, Deviates deviates, int layer, Matrix matrix, float[] bias) {
        float scale = (float) model.scale(matrix);
        int tensor = Tensors.bias(layer, matrix);
        deviates.fill(distribution(model), scale, tensor, 0, bias, bias.length);
    }

    /** Draws the head's matrix, shape (C, V), panels of 16 columns; tied or not. */
    static void drawHead(Transformer model, Deviates deviates, Panels head) {
        if (model.head() == Transformer.Head.TIED) {
            fill(deviates, Distribution.NORMAL, (float) model.embeddingStd(), Tensors.TOKENS, head);
        } else if (model.init() == Transformer.Init.PYTORCH) {
            float range = (float) (1 / Math.sqrt(model.width()));
            fill(deviates, Distribution.UNIFORM, range, Tensors.HEAD, head);
        } else {
            fill(deviates, Distribution.NORMAL, (float) model.initStd(), Tensors.HEAD, head);
        }
    }

    /** Draws a whole matrix; its padded columns are drawn too. */
    static void fill(
            Deviates deviates, Distribution distribution, float scale, int tensor, Panels target) {
        long groups = (long) target.rows() * target.paddedColumns() / Deviates.GROUP;
        deviates.fill(distribution, scale, tensor, 0, groups, target.memory(), 0, Deviates.GROUP);
    }

    Panels matrix(int layer, Matrix matrix) {
        return Objects.requireNonNull(layers[layer].get(matrix), "a matrix that the model has");
    }

    float bias(int layer, Matrix matrix, int output) {
        float[] bias = biases[layer].get(matrix);
        return bias == null ? 0 : bias[output];
    }

    /** The head's matrix, shape (C, V); with a tied head its columns are the token embeddings. */
    Panels head() {
        return head;
    }

    Embeddings embeddings() {
        return embeddings;
    }

    @Override
    public void token(int token, float[] out, int at) {
        if (model.head() == Transformer.Head.TIED) {
            head.column(token, out, at);
        } else {
            embeddings.token(token, out, at);
        }
    }

    @Override
    public void addPosition(int position, float[] out, int at) {
        embeddings.addPosition(position, out, at);
    }

    @Override
    public void multiply(
            int layer, Matrix matrix, float[] x, int xStride, int rows, float[] y, int yStride) {
        Panels w = matrix(layer, matrix);
        Products.multiply(x, xStride, rows, w, w.rows(), y, 0, yStride);
        float[] bias = biases[layer].get(matrix);
        if (bias != null) {
            for (int r = 0; r < rows; r++) {
                Elementwise.add(bias, 0, bias.length, y, r * yStride);
            }
        }
    }

    @Override
    public void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride) {
        Products.multiply(h, hStride, rows, head, head.rows(), logits, 0, logitsStride);
    }

    @Override
    public long drawn() {
        return model.parameters();
    }

    @Override
    public void close() {
        arena.close();
    }
}
