package org.neuralredshift.nn;

import org.neuralredshift.simd.Attention;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Softmax;
import org.neuralredshift.simd.Sums;

/** Attention that keeps the keys and values of earlier positions, a sequence's in its own slot. */
final class CachedAttention implements SelfAttention {
    private final Weights weights;
    private final Transformer model;
    private final int positions;
    private final int keysLength; // floats a head
    private final int stride; // of queries
    private final float[] queries; // queries, keys and values, shape (ROWS, 3C)
    private final float[] scores; // shape (T)
    private final float[][][] keys; // slot, layer: H panels
    private final float[][][] values; // slot, layer: shape (H, T, D)
    private final float[] partial = new float[Sums.PARTIALS];

    /**
     * Allocates the keys and values of some sequences.
     *
     * @param positions T, how many positions of each
     */
    CachedAttention(Weights weights, int slots, int positions) {
        this.weights = weights;
        this.model = weights.model();
        this.positions = positions;
        this.keysLength = Attention.keysLength(model.headWidth(), positions);
        this.stride = Panels.pad(3 * model.width());
        queries = new float[Decoder.ROWS * stride];
        scores = new float[Attention.keysLength(1, positions)];
        keys = new float[slots][model.layers()][model.heads() * keysLength];
        values = new float[slots][model.layers()][positions * model.width()];
    }

    /** Returns the bytes of the heap that keys and values take. */
    static long bytes(Transformer model, int slots, int positions) {
        long cache = 2L * model.layers() * model.width() * Panels.pad(positions);
        return Float.BYTES * (slots * cache + (long) Decoder.ROWS * Panels.pad(3 * model.width()));
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
        weights.multiply(layer, Matrix.ATTENTION_IN, x, xStride, rows, queries, stride);
        for (int r = 0; r < rows; r++) {
            finite[r] = Elementwise.allFinite(queries, r * stride, 3 * model.width());
            remember(r, keys[slots[r]][layer], values[slots[r]][layer], positions[r]);
        }
        for (int r = 0; r < rows; r++) {
            float[] k = keys[slots[r]][layer];
            float[] v = values[slots[r]][layer];
            for (int head = 0; head < model.heads(); head++) {
                attend(r, head, k, v, positions[r] + 1, x, r * xStride);
            }
        }
    }

    /** Keeps a row's keys and values, which lie side by side behind its queries. */
    private void remember(int r, float[] k, float[] v, int position) {
        int d = model.headWidth();
        int at = r * stride + model.width();
        for (int head = 0; head < model.heads(); head++, at += d) {
            Attention.keep(queries, at, d, k, head * keysLength, position);
            int valuesAt = (head * positions + position) * d;
            System.arraycopy(queries, at + model.width(), v, valuesAt, d);
        }
    }

    private void attend(int r, int head, float[] k, float[] v, int seen, float[] out, int outAt) {
        int d = model.headWidth();
        float factor = (float) (1 / Math.sqrt(d));
        int queryAt = r * stride + head * d;
        Attention.scores(queries, queryAt, d, k, head * keysLength, seen, factor, scores);
        Softmax.apply(scores, 0, seen, partial);
        Attention.mix(scores, seen, v, head * positions * d, d, out, outAt + head * d);
    }
}
