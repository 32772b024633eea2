package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Sums;

import java.util.Arrays;

/**
 * The forward pass of a {@link Transformer}, for up to {@value #ROWS} rows at once: a row is one
 * position of one sequence. A sequence has a slot, in which {@link SelfAttention} keeps what it
 * needs of earlier positions.
 *
 * <p>Rows computed together give the bits of rows computed alone. Not thread-safe.
 */
final class Decoder {
    /** Rows that are computed together at most. */
    static final int ROWS = 16;

    private final Weights weights;
    private final Transformer model;
    private final int width;

    private final @Nullable SelfAttention attention;
    private final Norm[] attentionNorms;
    private final Norm[] mlpNorms;
    private final Norm finalNorm;

    private final float[] x; // residual stream, shape (ROWS, C)
    private final float[] normed; // shape (ROWS, C)
    private final float[] hidden; // inside the MLP, shape (ROWS, 4C)
    private final float[] out; // what a sublayer adds, shape (ROWS, C)
    private final float[][] last; // slot: final hidden state of its last position, shape (C)
    private final float[] partial = new float[Sums.PARTIALS];
    private final @Nullable NonFinite[] failures; // slot
    private final @Nullable NonFinite[] rowFailures = new NonFinite[ROWS];

    private final boolean[] finite = new boolean[ROWS];
    private final int[] slotOf = new int[ROWS];
    private final int[] positionOf = new int[ROWS];
    private int rows;
    private boolean logitsOfRows;

    /**
     * Allocates the state of some sequences.
     *
     * @param slots how many sequences
     * @param positions T, how many positions of each
     */
    Decoder(Weights weights, int slots, int positions) {
        this.weights = weights;
        this.model = weights.model();
        this.width = model.width();
        attentionNorms = new Norm[model.layers()];
        Arrays.setAll(attentionNorms, layer -> weights.norm(Norm.Place.ATTENTION, layer));
        mlpNorms = new Norm[model.layers()];
        Arrays.setAll(mlpNorms, layer -> weights.norm(Norm.Place.MLP, layer));
        finalNorm = weights.norm(Norm.Place.FINAL, -1);
        attention = model.attention() ? weights.attention(slots, positions) : null;
        x = new float[ROWS * stride(width)];
        normed = new float[ROWS * stride(width)];
        hidden = new float[ROWS * stride(4 * width)];
        out = new float[ROWS * stride(width)];
        last = new float[slots][stride(width)];
        failures = new NonFinite[slots];
    }

    private static int stride(int columns) {
        return Panels.pad(columns);
    }

    /** Returns the bytes of the heap that the rows take. */
    static long bytes(Transformer model) {
        return (long) Float.BYTES * ROWS * 7 * stride(model.width());
    }

    /** Empties a slot for a new sequence. */
    void reset(int slot) {
        failures[slot] = null;
    }

    /** Returns where the slot's sequence met its first value that is not finite, if it did. */
    @Nullable NonFinite failure(int slot) {
        return failures[slot];
    }

    /**
     * Reads tokens {@code [from, to)} of a sequence into a slot, at positions {@code position,
     * position + 1, …}.
     */
    void read(int slot, int[] tokens, int from, int to, int position) {
        for (int t = from; t < to; t++) {
            add(slot, position + t - from, tokens[t]);
            if (rows == ROWS || t == to - 1) {
                advance();
            }
        }
    }

    /** Adds a row to those that {@link #forward} computes next. */
    void add(int slot, int position, int token) {
        slotOf[rows] = slot;
        positionOf[rows] = position;
        rowFailures[rows] = null;
        int at = rows * stride(width);
        weights.token(token, x, at);
        weights.addPosition(position, x, at);
        rows++;
    }

    /** Computes the rows added and keeps them all. */
    void advance() {
        forward();
        keep(rows);
    }

    /** Computes the rows added. Nothing counts until {@link #keep}. */
    void forward() {
        check(x, stride(width), width, "embedding", -1);
        for (int layer = 0; layer < model.layers(); layer++) {
            if (attention != null) {
                normalise(attentionNorms[layer], "attention norm", layer);
                attend(attention, layer);
                merge("attention", layer);
            }
            if (model.mlp()) {
                normalise(mlpNorms[layer], "mlp norm", layer);
                mlp(layer);
                merge("mlp", layer);
            }
        }
        normalise(finalNorm, "final norm", -1);
    }

    /**
     * Keeps the first rows computed and forgets the others. Each slot's last row leaves its final
     * hidden state for {@link #logits}, and its first failure is the slot's.
     */
    void keep(int count) {
        weights.keep(count);
        if (logitsOfRows) {
            weights.keepLogits(count);
            logitsOfRows = false;
        }
        for (int r = 0; r < count; r++) {
            System.arraycopy(normed, r * stride(width), last[slotOf[r]], 0, width);
            if (failures[slotOf[r]] == null) {
                failures[slotOf[r]] = rowFailures[r];
            }
        }
        rows = 0;
    }

    /** Computes the logits that follow each of the rows computed, shape (rows, padded V). */
    void rowLogits(float[] logits) {
        weights.logits(normed, stride(width), rows, logits, stride(model.vocabulary()));
        check(logits, stride(model.vocabulary()), model.vocabulary(), "logits", -1);
        logitsOfRows = true;
    }

    /**
     * Finds the most likely token after each of the rows computed.
     *
     * @param work shape (rows, padded V), overwritten
     * @param tokens receives the tokens; what stands for a row with a failure means nothing
     */
    void rowTokens(float[] work, int[] tokens) {
        weights.greedy(normed, stride(width), rows, work, stride(model.vocabulary()), tokens);
        for (int r = 0; r < rows; r++) {
            if (tokens[r] < 0) {
                fail(r, "logits", -1);
            }
        }
        logitsOfRows = true;
    }

    /** Returns where a computed row met its first value that is not finite, if it did. */
    @Nullable NonFinite rowFailure(int row) {
        return rowFailures[row];
    }

    private void normalise(Norm norm, String where, int layer) {
        for (int r = 0; r < rows; r++) {
            int at = r * stride(width);
            if (!model.layerNorm()) {
                System.arraycopy(x, at, normed, at, width);
            } else if (!norm.apply(x, at, width, normed, partial)) {
                fail(r, where, layer);
            }
        }
    }

    private void attend(SelfAttention attention, int layer) {
        attention.apply(layer, normed, stride(width), rows, slotOf, positionOf, finite);
        for (int r = 0; r < rows; r++) {
            if (!finite[r]) {
                fail(r, "attention", layer);
            }
        }
        weights.multiply(
                layer, Matrix.ATTENTION_OUT, normed, stride(width), rows, out, stride(width));
    }

    private void mlp(int layer) {
        int stride = stride(4 * width);
        weights.multiply(layer, Matrix.MLP_IN, normed, stride(width), rows, hidden, stride);
        check(hidden, stride, 4 * width, "mlp", layer);
        for (int r = 0; r < rows; r++) {
            model.activation().apply(hidden, r * stride, r * stride + 4 * width);
        }
        check(hidden, stride, 4 * width, "activation", layer);
        weights.multiply(layer, Matrix.MLP_OUT, hidden, stride, rows, out, stride(width));
    }

    /** Adds a sublayer's output to the residual stream, or puts it in its place. */
    private void merge(String where, int layer) {
        for (int r = 0; r < rows; r++) {
            int at = r * stride(width);
            if (model.residual()) {
                Elementwise.add(out, at, width, x, at);
            } else {
                System.arraycopy(out, at, x, at, width);
            }
        }
        check(x, stride(width), width, where, layer);
    }

    private void check(float[] a, int stride, int length, String where, int layer) {
        for (int r = 0; r < rows; r++) {
            if (!Elementwise.allFinite(a, r * stride, length)) {
                fail(r, where, layer);
            }
        }
    }

    private void fail(int r, String where, int layer) {
        if (rowFailures[r] == null) {
            rowFailures[r] = new NonFinite(where, layer, positionOf[r]);
        }
    }

    /**
     * Computes the logits that follow the last position of some slots.
     *
     * @param slots which slots, at most {@value #ROWS}
     * @param count how many of them
     * @param logits shape (count, padded V)
     */
    void logits(int[] slots, int count, float[] logits) {
        recall(slots, count);
        int stride = stride(model.vocabulary());
        weights.logits(normed, stride(width), count, logits, stride);
        for (int i = 0; i < count; i++) {
            if (!Elementwise.allFinite(logits, i * stride, model.vocabulary())) {
                failLogits(slots[i]);
            }
        }
    }

    /**
     * Finds the most likely token after the last position of some slots.
     *
     * @param work shape (count, padded V), overwritten
     * @param tokens receives the tokens; what stands for a slot with a failure means nothing
     */
    void tokens(int[] slots, int count, float[] work, int[] tokens) {
        recall(slots, count);
        weights.greedy(normed, stride(width), count, work, stride(model.vocabulary()), tokens);
        for (int i = 0; i < count; i++) {
            if (tokens[i] < 0) {
                failLogits(slots[i]);
            }
        }
    }

    private void recall(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(last[slots[i]], 0, normed, i * stride(width), width);
        }
    }

    private void failLogits(int slot) {
        if (failures[slot] == null) {
            failures[slot] = new NonFinite("logits", -1, -1);
        }
    }
}
