package org.neuralredshift.nn;

/**
 * The head of a network with deferred weights: a matrix of shape (C, V) that turns a final hidden
 * state into logits, and whose columns are the token embeddings where the head is tied.
 */
sealed interface DeferredHead extends RandomMatrix permits DeferredMatrix, GreedyHead, WholeMatrix {
    /** Writes column i, a token's embedding, to {@code out[at …]}, length C. */
    void token(int i, float[] out, int at);
}
