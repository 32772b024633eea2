package org.neuralredshift.nn;

import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Elementwise;

/**
 * The weights of one random transformer at a time, as its forward pass uses them. Rows of several
 * sequences or positions are multiplied together where that is faster; it never changes a bit.
 */
sealed interface Weights extends AutoCloseable
        permits ExplicitWeights, DeferredWeights, GivenWeights {
    Transformer model();

    /** Starts the network of a sample; what was drawn before is forgotten. */
    void draw(StreamKey key, int sample);

    /** Writes a token's embedding to {@code out[at …]}, length C. */
    void token(int token, float[] out, int at);

    /** Adds a position's embedding to {@code out[at …]}, length C. */
    void addPosition(int position, float[] out, int at);

    /**
     * Computes {@code y = x W + b} for each row, in the order of the rows.
     *
     * @param x shape (rows, inputs), row r at {@code r * xStride}
     * @param y shape (rows, padded outputs), row r at {@code r * yStride}
     */
    void multiply(
            int layer, Matrix matrix, float[] x, int xStride, int rows, float[] y, int yStride);

    /** Whether {@link #logits} may be asked. */
    default boolean hasLogits() {
        return true;
    }

    /**
     * Computes the logits of each row.
     *
     * @param h final hidden states, shape (rows, C)
     * @param logits shape (rows, padded V)
     */
    void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride);

    /**
     * Finds the token of the largest logit of each row, the lowest of equals.
     *
     * @param h final hidden states, shape (rows, C)
     * @param work shape (rows, padded V), overwritten; of any length where there are no logits
     * @param tokens receives a token a row, or -1 where a logit is not finite
     */
    default void greedy(
            float[] h, int hStride, int rows, float[] work, int workStride, int[] tokens) {
        logits(h, hStride, rows, work, workStride);
        for (int r = 0; r < rows; r++) {
            tokens[r] = Elementwise.finiteArgmax(work, r * workStride, model().vocabulary());
        }
    }

    /**
     * Returns the heads of all blocks for some sequences.
     *
     * @param slots how many sequences
     * @param positions how many positions of each at most
     */
    default SelfAttention attention(int slots, int positions) {
        return new CachedAttention(this, slots, positions);
    }

    /** Returns what a layer norm does after it has normalised. */
    default Norm norm(Norm.Place place, int layer) {
        return Norm.constant(place == Norm.Place.FINAL ? model().finalGain() : model().blockGain());
    }

    /**
     * Says that of the rows given last to each matrix, only the first ones count: what the others
     * led to is forgotten.
     */
    default void keep(int rows) {}

    /** Says the same of the rows given last to the head. */
    default void keepLogits(int rows) {}

    /** Returns the number of weights drawn for the present network so far. */
    long drawn();

    @Override
    void close();
}
