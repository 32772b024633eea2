package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.StreamKey;

import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Weights that are drawn where the forward pass looks at them; see {@link DeferredMatrix}. For
 * Gaussian priors.
 */
final class DeferredWeights implements Weights {
    private final Transformer model;
    private final Arena arena = Arena.ofShared();
    private final SegmentAllocator memory;
    private final Map<Matrix, DeferredMatrix>[] layers;
    private final DeferredHead head;
    private final Embeddings embeddings;
    private final @Nullable BasisAttention basisAttention;

    private Deviates deviates = new Deviates(new StreamKey(0), 0);

    /**
     * Allocates the weights.
     *
     * @param applications how often a matrix of a block will be applied at most
     * @param readings how often the head will be applied, and how many tokens will be read, at most
     * @param greedy whether the head will be asked for the largest logits only
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
    DeferredWeights(Transformer model, int applications, int readings, boolean greedy) {
        Check.check(
                model.gaussian(),
                "engine",
                "explicit with --init pytorch, whose weights are not Gaussian",
                "deferred");
        this.model = model;
        this.embeddings = new Embeddings(model);
        this.memory = Slab.allocate(arena, bytes(model, applications, readings, greedy));
        layers = new Map[model.layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = new EnumMap<>(Matrix.class);
            for (Matrix matrix : Matrix.values()) {
                if (matrix.present(model)) {
                    layers[layer].put(matrix, matrix(layer, matrix, applications));
                }
            }
        }
        head = head(readings, greedy);
        basisAttention =
                BasisAttention.possible(model, applications)
                        ? new BasisAttention(memory, model, attentionMatrices(), applications)
                        : null;
    }

    private DeferredHead head(int readings, boolean greedy) {
        int width = model.width();
        int tokens = model.vocabulary();
        double std = model.embeddingStd();
        int tensor = tied() ? Tensors.TOKENS : Tensors.HEAD;
        int reveals = tied() ? Math.min(readings, tokens) : 0;
        return greedy
                ? new GreedyHead(memory, width, tokens, std, tensor, readings, deviates)
                : new DeferredMatrix(
                        memory, width, tokens, std, tensor, readings, reveals, deviates);
    }

    private boolean tied() {
        return model.head() == Transformer.Head.TIED;
    }

    private DeferredMatrix[] attentionMatrices() {
        DeferredMatrix[] matrices = new DeferredMatrix[layers.length];
        Arrays.setAll(matrices, layer -> matrix(layer, Matrix.ATTENTION_IN));
        return matrices;
    }

    private DeferredMatrix matrix(int layer, Matrix matrix, int applications) {
        return new DeferredMatrix(
                memory,
                matrix.inputs(model),
                matrix.outputs(model),
                model.scale(matrix),
                Tensors.matrix(layer, matrix),
                applications,
                0,
                deviates);
    }

    /** Returns the bytes that the constructor would allocate. */
    static long bytes(Transformer model, int applications, int readings, boolean greedy) {
        long sum =
                greedy
                        ? GreedyHead.bytes(model.width(), model.vocabulary(), readings)
                        : DeferredMatrix.bytes(model.width(), model.vocabulary(), readings);
        sum +=
                BasisAttention.possible(model, applications)
                        ? BasisAttention.bytes(model, applications)
                        : 0;
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                sum +=
                        model.layers()
                                * DeferredMatrix.bytes(
                                        matrix.inputs(model), matrix.outputs(model), applications);
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
        deviates = new Deviates(key, sample);
        embeddings.draw(deviates);
        head.restart(deviates);
        for (Map<Matrix, DeferredMatrix> layer : layers) {
            layer.values().forEach(matrix -> matrix.restart(deviates));
        }
        if (basisAttention != null) {
            basisAttention.restart();
        }
    }

    @Override
    public void token(int token, float[] out, int at) {
        if (tied()) {
            head.token(token, out, at);
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
        Objects.requireNonNull(layers[layer].get(matrix)).apply(x, xStride, rows, y, yStride);
    }

    @Override
    public SelfAttention attention(int slots, int positions) {
        return basisAttention != null && slots == 1
                ? basisAttention
                : Weights.super.attention(slots, positions);
    }

    @Override
    public boolean hasLogits() {
        return head instanceof DeferredMatrix;
    }

    @Override
    public void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride) {
        if (!(head instanceof DeferredMatrix matrix)) {
            throw new IllegalStateException("a greedy head has no logits but the largest");
        }
        matrix.apply(h, hStride, rows, logits, logitsStride);
    }

    @Override
    public void greedy(
            float[] h, int hStride, int rows, float[] work, int workStride, int[] tokens) {
        if (head instanceof GreedyHead greedy) {
            greedy.greedy(h, hStride, rows, tokens);
        } else {
            Weights.super.greedy(h, hStride, rows, work, workStride, tokens);
        }
    }

    @Override
    public void keep(int rows) {
        for (Map<Matrix, DeferredMatrix> layer : layers) {
            layer.values().forEach(matrix -> matrix.keep(rows));
        }
    }

    @Override
    public void keepLogits(int rows) {
        head.keep(rows);
    }

    @Override
    public long drawn() {
        long sum = head.drawn();
        for (Map<Matrix, DeferredMatrix> layer : layers) {
            sum += layer.values().stream().mapToLong(DeferredMatrix::drawn).sum();
        }
        return sum;
    }

    /**
     * Returns an ordinary network that acts as this one did on everything that it has seen, up to
     * rounding.
     */
    ExplicitWeights materialise() {
        ExplicitWeights explicit = new ExplicitWeights(model);
        explicit.embeddings().draw(deviates);
        head.materialise(explicit.head());
        for (int layer = 0; layer < layers.length; layer++) {
            for (Map.Entry<Matrix, DeferredMatrix> entry : layers[layer].entrySet()) {
                entry.getValue().materialise(explicit.matrix(layer, entry.getKey()));
            }
        }
        return explicit;
    }

    DeferredMatrix matrix(int layer, Matrix matrix) {
        return Objects.requireNonNull(layers[layer].get(matrix));
    }

    /** The head's matrix, shape (C, V); with a tied head its columns are the token embeddings. */
    DeferredHead head() {
        return head;
    }

    /** Returns the largest element of |QᵀQ - I| over all matrices. */
    double orthogonalityError() {
        double worst = head.orthogonalityError();
        for (Map<Matrix, DeferredMatrix> layer : layers) {
            for (DeferredMatrix matrix : layer.values()) {
                worst = Math.max(worst, matrix.orthogonalityError());
            }
        }
        return worst;
    }

    @Override
    public void close() {
        arena.close();
    }
}
