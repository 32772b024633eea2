package org.neuralredshift.nn;

/** A random matrix of shape (n, m) that is multiplied by: deferred, or drawn whole. */
sealed interface AppliedMatrix extends RandomMatrix permits DeferredMatrix, WholeMatrix {
    /**
     * Computes {@code y = xᵀ W} for some rows, with the bits that they would give one after
     * another. A row that is not finite gives none that is.
     *
     * @param x shape (rows, n), row r from {@code r * xStride}
     * @param rows at most {@link Decoder#ROWS}
     * @param y shape (rows, padded m), row r from {@code r * yStride}
     */
    void apply(float[] x, int xStride, int rows, float[] y, int yStride);
}
