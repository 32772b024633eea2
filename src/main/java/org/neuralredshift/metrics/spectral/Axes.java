package org.neuralredshift.metrics.spectral;

import java.util.Arrays;

/** Turns of a d-dimensional array, which let every transform work along its first axis. */
final class Axes {
    private static final int TILE = 8;

    private Axes() {}

    /**
     * Moves the first axis to the end: {@code to} is the transpose of {@code from}.
     *
     * @param from shape (rows, columns)
     * @param to shape (columns, rows), overwritten
     */
    static void rotate(double[] from, double[] to, int rows, int columns) {
        for (int i0 = 0; i0 < rows; i0 += TILE) {
            for (int j0 = 0; j0 < columns; j0 += TILE) {
                int i1 = Math.min(rows, i0 + TILE);
                int j1 = Math.min(columns, j0 + TILE);
                for (int j = j0; j < j1; j++) {
                    for (int i = i0; i < i1; i++) {
                        to[j * rows + i] = from[i * columns + j];
                    }
                }
            }
        }
    }

    /**
     * Multiplies along the first axis: {@code y[r][c] = Σ_k a[r][k] x[k][c]}, terms in the order k
     * = 0, 1, ….
     *
     * @param a shape (rows, inner)
     * @param x shape (inner, columns)
     * @param y shape (rows, columns), overwritten
     */
    static void multiply(double[][] a, double[] x, double[] y, int columns) {
        for (int r = 0; r < a.length; r++) {
            Arrays.fill(y, r * columns, (r + 1) * columns, 0);
            for (int k = 0; k < a[r].length; k++) {
                double factor = a[r][k];
                int from = k * columns;
                int to = r * columns;
                for (int c = 0; c < columns; c++) {
                    y[to + c] += factor * x[from + c];
                }
            }
        }
    }
}
