package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;

import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Weights that are drawn where the forward pass looks at them; see {@link DeferredMatrix}. Matrices
 * that a {@link Split} names are drawn whole instead. For Gaussian priors.
 */
final class DeferredWeights implements Weights {
    private final Transformer model;
    private final Arena arena = Arena.ofShared();
    private final SegmentAllocator memory;
    private final Split split;
    private final Map<Matrix, AppliedMatrix>[] layers;
    private final DeferredHead head;
    private final Embeddings embeddings;
    private final @Nullable BasisAttention basisAttention;

    private Deviates deviates = new Deviates(new StreamKey(0), 0);

    /**
     * Allocates the weights.
     *
     * @param applications how often a matrix of a block will be applied at most
     * @param readings how often the head will be applied, and how many tokens will be read, at most
     * @param greedy whether the head will be asked for the largest logits only; not where it is
     *     drawn whole
     * @param split what is drawn whole
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
    DeferredWeights(
            Transformer model, int applications, int readings, boolean greedy, Split split) {
        Check.check(
                model.gaussian(),
                "engine",
                "explicit with --init pytorch, whose weights are not Gaussian",
                "deferred");
        this.model = model;
        this.split = split;
        this.embeddings = new Embeddings(model);
        this.memory = Slab.allocate(arena, bytes(model, applications, readings, greedy, split));
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
                basisAttention(model, applications, split)
                        ? new BasisAttention(memory, model, attentionMatrices(), applications)
                        : null;
    }

    /** Whether there is attention and it is a {@link BasisAttention}. */
    static boolean basisAttention(Transformer model, int applications, Split split) {
        return !split.whole(Matrix.ATTENTION_IN) && BasisAttention.possible(model, applications);
    }

    private DeferredHead head(int readings, boolean greedy) {
        int width = model.width();
        int tokens = model.vocabulary();
        double std = model.embeddingStd();
        int tensor = tied() ? Tensors.TOKENS : Tensors.HEAD;
        if (split.head()) {
            return new WholeMatrix(memory, width, tokens, std, tensor);
        }
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
        Arrays.setAll(matrices, layer -> (DeferredMatrix) matrix(layer, Matrix.ATTENTION_IN));
        return matrices;
    }

    private AppliedMatrix matrix(int layer, Matrix matrix, int applications) {
        int inputs = matrix.inputs(model);
        int outputs = matrix.outputs(model);
        double std = model.scale(matrix);
        int tensor = Tensors.matrix(layer, matrix);
        return split.whole(matrix)
                ? new WholeMatrix(memory, inputs, outputs, std, tensor)
                : new DeferredMatrix(
                        memory, inputs, outputs, std, tensor, applications, 0, deviates);
    }

    /** Returns the bytes that the constructor would allocate. */
    static long bytes(
            Transformer model, int applications, int readings, boolean greedy, Split split) {
        int width = model.width();
        int tokens = model.vocabulary();
        long sum =
                greedy
                        ? GreedyHead.bytes(width, tokens, readings)
                        : bytes(width, tokens, readings, split.head());
        sum +=
                basisAttention(model, applications, split)
                        ? BasisAttention.bytes(model, applications)
                        : 0;
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                int inputs = matrix.inputs(model);
                int outputs = matrix.outputs(model);
                sum += model.layers() * bytes(inputs, outputs, applications, split.whole(matrix));
            }
        }
        return sum;
    }

    private static long bytes(int n, int m, int applications, boolean whole) {
        return whole ? Panels.bytes(n, m) : DeferredMatrix.bytes(n, m, applications);
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
        for (Map<Matrix, AppliedMatrix> layer : layers) {
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
        return head instanceof AppliedMatrix;
    }

    @Override
    public void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride) {
        if (!(head instanceof AppliedMatrix matrix)) {
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
        for (Map<Matrix, AppliedMatrix> layer : layers) {
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
        for (Map<Matrix, AppliedMatrix> layer : layers) {
            sum += layer.values().stream().mapToLong(AppliedMatrix::drawn).sum();
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
            for (Map.Entry<Matrix, AppliedMatrix> entry : layers[layer].entrySet()) {
                entry.getValue().materialise(explicit.matrix(layer, entry.getKey()));
            }
        }
        return explicit;
    }

    AppliedMatrix matrix(int layer, Matrix matrix) {
        return Objects.requireNonNull(layers[layer].get(matrix));
    }

    /** The head's matrix, shape (C, V); with a tied head its columns are the token embeddings. */
    DeferredHead head() {
        return head;
    }

    /** Returns the largest element of |QᵀQ - I| over all matrices. */
    double orthogonalityError() {
        double worst = head.orthogonalityError();
        for (Map<Matrix, AppliedMatrix> layer : layers) {
            for (AppliedMatrix matrix : layer.values()) {
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
