package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Softmax;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.SegmentAllocator;

/**
 * Attention through a deferred matrix, without keys and values. The input of position i is {@code
 * x_i = Σ_j R_ij q_j} in the basis, so its key is {@code Σ_j R_ij k_j} and its value {@code Σ_j
 * R_ij v_j}, with k_j and v_j the key and value parts of the images. Both sums commute with those
 * of attention: for a query z,
 *
 * <pre>{@code
 * u_j = z · k_j        s_i = Σ_j R_ij u_j / √D
 * p   = softmax(s)     w_j = Σ_i p_i R_ij        output = Σ_j w_j v_j
 * }</pre>
 *
 * <p>So the images are read once, keys and values are never formed, written or read, and what is
 * kept of a position is its row of R. It pays where a sequence's positions are about as many as its
 * directions. For one sequence, whose heads are {@value Panels#PAD} wide: a panel of images.
 */
final class BasisAttention implements SelfAttention {
    /** Directions whose keys are multiplied together. */
    private static final int TOGETHER = 8;

    private final DeferredMatrix[] matrices;
    private final Panels[] byPosition; // R, shape (T, K)
    private final Panels[] byDirection; // its transpose
    private final int width;
    private final int heads;
    private final int capacity; // K
    private final int stride; // of projections, scores, weights
    private final float[] queries; // shape (ROWS, C)
    private final float[] projections; // u, then w, shape (H, K)
    private final float[] scores; // shape (H, T)
    private final float[] partial = new float[8 * Sums.PARTIALS];

    /**
     * Allocates the coefficients.
     *
     * @param matrices a block's matrix of queries, keys and values
     * @param positions T, how many positions at most
     */
    BasisAttention(
            SegmentAllocator memory, Transformer model, DeferredMatrix[] matrices, int positions) {
        this.matrices = matrices;
        this.width = model.width();
        this.heads = model.heads();
        this.capacity = matrices[0].capacity();
        this.stride = Math.max(Panels.pad(capacity), Panels.pad(positions));
        byPosition = new Panels[matrices.length];
        byDirection = new Panels[matrices.length];
        for (int layer = 0; layer < matrices.length; layer++) {
            byPosition[layer] = new Panels(memory, positions, capacity, Panels.PAD);
            byDirection[layer] = new Panels(memory, capacity, positions, Panels.PAD);
        }
        queries = new float[Decoder.ROWS * width];
        projections = new float[heads * stride];
        scores = new float[heads * stride];
    }

    /** Whether a model's attention may be computed so. */
    static boolean possible(Transformer model, int applications) {
        return model.attention()
                && model.headWidth() == Panels.PAD
                && applications <= model.context();
    }

    /** Returns the bytes off the heap that the constructor allocates. */
    static long bytes(Transformer model, int positions) {
        int capacity = Math.min(model.width(), positions);
        return model.layers()
                * (Panels.bytes(positions, capacity) + Panels.bytes(capacity, positions));
    }

    @Override
    public void apply(
            int layer,
            float[] x,
            int xStride,
            int rows,
            int[] slots,
            int[] positions,
            boolean[] finite) {
        DeferredMatrix matrix = matrices[layer];
        matrix.decompose(x, xStride, rows);
        Panels images = matrix.images();
        float[] c = matrix.coefficients();
        Panels queryImages = images.part(0, width);
        Products.multiply(c, capacity, rows, queryImages, matrix.directions(), queries, 0, width);
        Panels valueImages = images.part(2 * width, width);
        for (int r = 0; r < rows; r++) {
            byPosition[layer].setRow(positions[r], c, r * capacity);
            byDirection[layer].setColumn(positions[r], c, r * capacity);
            int known = matrix.directions(r);
            finite[r] = matrix.valid(r);
            project(images, known, r);
            for (int head = 0; head < heads && finite[r]; head++) {
                finite[r] = Elementwise.allFinite(projections, head * stride, known);
            }
            weigh(layer, known, positions[r] + 1);
            Products.multiplyBlocks(projections, stride, valueImages, known, x, r * xStride);
        }
    }

    /** Computes u, some rows of every head in turn: as many streams from memory as heads. */
    private void project(Panels images, int known, int r) {
        for (int row = 0; row < known; row += TOGETHER) {
            int first = Math.max(0, Math.min(row, known - TOGETHER)); // twice: the same bits
            int count = Math.min(TOGETHER, known);
            for (int head = 0; head < heads; head++) {
                int from = head * Panels.PAD;
                Sums.dots(
                        images.memory(),
                        images.index(first, width + from),
                        count,
                        Panels.PAD,
                        queries,
                        r * width + from,
                        projections,
                        head * stride + first,
                        partial);
            }
        }
    }

    /** Computes s, p and w, which takes the place of u. */
    private void weigh(int layer, int known, int seen) {
        float factor = (float) (1 / Math.sqrt(Panels.PAD));
        Panels transpose = byDirection[layer].part(0, seen);
        Products.multiply(projections, stride, heads, transpose, known, scores, 0, stride);
        for (int head = 0; head < heads; head++) {
            Elementwise.scale(scores, head * stride, seen, factor);
            Softmax.apply(scores, head * stride, seen, partial);
        }
        Panels coefficients = byPosition[layer].part(0, known);
        Products.multiply(scores, stride, heads, coefficients, seen, projections, 0, stride);
    }
}
