package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.simd.Panels;

/**
 * The head of a network with deferred weights: a matrix of shape (C, V) that turns a final hidden
 * state into logits, and whose columns are the token embeddings where the head is tied.
 */
sealed interface DeferredHead permits DeferredMatrix, GreedyHead {
    /** Forgets the network and goes on with the streams of another sample. */
    void restart(Deviates deviates);

    /** Writes column i, a token's embedding, to {@code out[at …]}, length C. */
    void token(int i, float[] out, int at);

    /** Whether {@link #logits} may be asked. */
    boolean hasLogits();

    /**
     * Computes the logits of some rows.
     *
     * @param h final hidden states, shape (rows, C), row r from {@code r * hStride}
     * @param rows at most {@link Decoder#ROWS}
     * @param logits shape (rows, padded V); NaN for a row that is not finite
     */
    void logits(float[] h, int hStride, int rows, float[] logits, int logitsStride);

    /**
     * Finds the tokens of the rows' largest logits; see {@link Weights#greedy}.
     *
     * @param work shape (rows, padded V), overwritten; of any length where there are no logits
     */
    void greedy(float[] h, int hStride, int rows, float[] work, int workStride, int[] tokens);

    /** Of the rows given last, keeps what the first ones led to only. */
    void keep(int rows);

    /** Returns how many deviates the present network was made of, as far as it was looked at. */
    long drawn();

    /** Draws what was never looked at and writes the whole matrix, shape (C, V). */
    void materialise(Panels target);

    /** Returns the largest element of |QᵀQ - I| of the basis of the hidden states. */
    double orthogonalityError();
}
