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

    /** Of the rows given last, keeps what the first ones led to only. */
    void keep(int rows);

    /** Returns how many deviates the present network was made of, as far as it was looked at. */
    long drawn();

    /** Draws what was never looked at and writes the whole matrix, shape (C, V). */
    void materialise(Panels target);

    /** Returns the largest element of |QᵀQ - I| of the basis of the hidden states. */
    double orthogonalityError();
}
