package org.neuralredshift.nn;

/**
 * Numbers of the random tensors of one sample, part of every value's address. They are frozen with
 * the stream version: new tensors take new numbers.
 */
final class Tensors {
    /** Token embedding, and with it a tied head. */
    static final int TOKENS = 0;

    /** Position embedding. */
    static final int POSITIONS = 1;

    /** Head with a matrix of its own. */
    static final int HEAD = 2;

    /** Random prompt. */
    static final int PROMPT = 3;

    /** Draws of sampled decoding, one a token. */
    static final int DECODING = 4;

    private static final int FIRST_LAYER = 16;
    private static final int PER_LAYER = 16;

    /** Added for the part of a deferred matrix that was never looked at. */
    static final int UNSEEN = 1 << 24;

    /** Added for the rows of a deferred embedding, which are drawn when a token is read. */
    static final int ROWS = 1 << 25;

    /** Added to the number of a reading of a {@link GreedyHead}: columns that may be the winner. */
    static final int CANDIDATES = 1 << 26;

    /** Added to it for all else that decides the winner. */
    static final int WINNERS = 1 << 27;

    private Tensors() {}

    static int matrix(int layer, Matrix matrix) {
        return FIRST_LAYER + PER_LAYER * layer + matrix.ordinal();
    }

    static int bias(int layer, Matrix matrix) {
        return matrix(layer, matrix) + PER_LAYER / 2;
    }
}
