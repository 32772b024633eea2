package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Softmax;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

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
 * kept of a position is its row of R. The keys k_j alone are kept once more, those of sixteen
 * directions side by side, so that lanes run over directions. It pays where a sequence's positions
 * are about as many as its directions. For one sequence, whose heads are {@value Panels#PAD} wide:
 * a panel of images.
 */
final class BasisAttention implements SelfAttention {
    /** Directions whose keys stand side by side. */
    private static final int BLOCK = 16;

    private final DeferredMatrix[] matrices;
    private final Panels[][] keys; // layer, block of directions: shape (D, H BLOCK), a panel a head
    private final int[] known; // layer: directions whose keys are there
    private final Panels[] byPosition; // R, shape (T, K)
    private final Panels[] byDirection; // its transpose
    private final int width;
    private final int heads;
    private final int capacity; // K
    private final int stride; // of projections, scores, weights
    private final float[] queries; // shape (ROWS, C)
    private final float[] key; // shape (C)
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
        keys = new Panels[matrices.length][Math.ceilDiv(capacity, BLOCK)];
        known = new int[matrices.length];
        byPosition = new Panels[matrices.length];
        byDirection = new Panels[matrices.length];
        for (int layer = 0; layer < matrices.length; layer++) {
            for (int block = 0; block < keys[layer].length; block++) {
                keys[layer][block] = new Panels(memory, Panels.PAD, heads * BLOCK, BLOCK);
            }
            byPosition[layer] = new Panels(memory, positions, capacity, Panels.PAD);
            byDirection[layer] = new Panels(memory, capacity, positions, Panels.PAD);
        }
        queries = new float[Decoder.ROWS * width];
        key = new float[width];
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
        long keys = Panels.bytes(Panels.PAD, model.heads() * BLOCK);
        return model.layers()
                * (Math.ceilDiv(capacity, BLOCK) * keys
                        + Panels.bytes(positions, capacity)
                        + Panels.bytes(capacity, positions));
    }

    /** Forgets the network. */
    void restart() {
        Arrays.fill(known, 0);
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
        for (; known[layer] < matrix.directions(); known[layer]++) {
            takeKeys(layer, images, known[layer]);
        }
        float[] c = matrix.coefficients();
        Panels queryImages = images.part(0, width);
        Products.multiply(c, capacity, rows, queryImages, matrix.directions(), queries, 0, width);
        Panels valueImages = images.part(2 * width, width);
        for (int r = 0; r < rows; r++) {
            byPosition[layer].setRow(positions[r], c, r * capacity);
            byDirection[layer].setColumn(positions[r], c, r * capacity);
            int directions = matrix.directions(r);
            finite[r] = matrix.valid(r);
            project(layer, directions, r);
            for (int head = 0; head < heads && finite[r]; head++) {
                finite[r] = Elementwise.allFinite(projections, head * stride, directions);
            }
            weigh(layer, directions, positions[r] + 1);
            Products.multiplyBlocks(projections, stride, valueImages, directions, x, r * xStride);
        }
    }

    /** Puts the keys of a direction beside the others: the transpose of what the images hold. */
    private void takeKeys(int layer, Panels images, int direction) {
        images.part(width, width).row(direction, key, 0);
        Panels block = keys[layer][direction / BLOCK];
        for (int head = 0; head < heads; head++) {
            block.setColumn(head * BLOCK + direction % BLOCK, key, head * Panels.PAD);
        }
    }

    /** Computes u; what stands behind the directions means nothing. */
    private void project(int layer, int directions, int r) {
        for (int block = 0; block * BLOCK < directions; block++) {
            Products.multiplyPanels(
                    queries,
                    r * width,
                    Panels.PAD,
                    keys[layer][block],
                    projections,
                    block * BLOCK,
                    stride);
        }
    }

    /** Computes s, p and w, which takes the place of u. */
    private void weigh(int layer, int directions, int seen) {
        float factor = (float) (1 / Math.sqrt(Panels.PAD));
        Panels transpose = byDirection[layer].part(0, seen);
        Products.multiply(projections, stride, heads, transpose, directions, scores, 0, stride);
        for (int head = 0; head < heads; head++) {
            Elementwise.scale(scores, head * stride, seen, factor);
            Softmax.apply(scores, head * stride, seen, partial);
        }
        Panels coefficients = byPosition[layer].part(0, directions);
        Products.multiply(scores, stride, heads, coefficients, seen, projections, 0, stride);
    }
}
