package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

import java.util.Arrays;

/**
 * Products of a matrix with the first axis of an array: {@code y[r][c] = Σ_k a[r][k] x[k][c]},
 * terms in the order k = 0, 1, … by fused multiply-adds. Lanes run over the columns c.
 */
final class AxisProduct {
    /** The vector kernel computes blocks of so many rows and columns. */
    private static final int ROWS = 4;

    private static final int COLUMNS = 2 * LANES;

    private AxisProduct() {}

    /**
     * Computes the product.
     *
     * @param a shape (rows, inner)
     * @param x shape (inner, columns)
     * @param y shape (rows, columns), overwritten
     */
    static void apply(double[] a, double[] x, double[] y, int rows, int inner, int columns) {
        if (rows < ROWS || columns < COLUMNS || DoubleLanes.whole(columns) == 0) {
            scalar(a, x, y, rows, inner, columns);
        } else {
            vector(a, x, y, rows, inner, columns);
        }
    }

    static void scalar(double[] a, double[] x, double[] y, int rows, int inner, int columns) {
        Arrays.fill(y, 0, rows * columns, 0);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < inner; k++) {
                double factor = a[r * inner + k];
                for (int c = 0; c < columns; c++) {
                    int at = r * columns + c;
                    y[at] = Math.fma(x[k * columns + c], factor, y[at]);
                }
            }
        }
    }

    /** The last blocks may overlap those before: what is done twice has the same bits. */
    static void vector(double[] a, double[] x, double[] y, int rows, int inner, int columns) {
        int lastColumns = columns - COLUMNS;
        for (int row = 0; row < rows; row += ROWS) {
            int r = Math.min(row, rows - ROWS);
            fourRows(a, x, y, r, inner, columns, 0, lastColumns);
            fourRows(a, x, y, r, inner, columns, lastColumns, columns);
        }
    }

    /** The blocks of columns that start at from, from + COLUMNS, …, below to. */
    private static void fourRows(
            double[] a, double[] x, double[] y, int r, int inner, int columns, int from, int to) {
        int a0 = r * inner;
        int a1 = a0 + inner;
        int a2 = a1 + inner;
        int a3 = a2 + inner;
        for (int c = from; c < to; c += COLUMNS) {
            DoubleVector s0 = DoubleVector.zero(D);
            DoubleVector t0 = DoubleVector.zero(D);
            DoubleVector s1 = DoubleVector.zero(D);
            DoubleVector t1 = DoubleVector.zero(D);
            DoubleVector s2 = DoubleVector.zero(D);
            DoubleVector t2 = DoubleVector.zero(D);
            DoubleVector s3 = DoubleVector.zero(D);
            DoubleVector t3 = DoubleVector.zero(D);
            for (int k = 0; k < inner; k++) {
                DoubleVector v = DoubleVector.fromArray(D, x, k * columns + c);
                DoubleVector w = DoubleVector.fromArray(D, x, k * columns + c + LANES);
                DoubleVector f0 = DoubleVector.broadcast(D, a[a0 + k]);
                s0 = v.fma(f0, s0);
                t0 = w.fma(f0, t0);
                DoubleVector f1 = DoubleVector.broadcast(D, a[a1 + k]);
                s1 = v.fma(f1, s1);
                t1 = w.fma(f1, t1);
                DoubleVector f2 = DoubleVector.broadcast(D, a[a2 + k]);
                s2 = v.fma(f2, s2);
                t2 = w.fma(f2, t2);
                DoubleVector f3 = DoubleVector.broadcast(D, a[a3 + k]);
                s3 = v.fma(f3, s3);
                t3 = w.fma(f3, t3);
            }
            int at = r * columns + c;
            s0.intoArray(y, at);
            t0.intoArray(y, at + LANES);
            s1.intoArray(y, at + columns);
            t1.intoArray(y, at + columns + LANES);
            s2.intoArray(y, at + 2 * columns);
            t2.intoArray(y, at + 2 * columns + LANES);
            s3.intoArray(y, at + 3 * columns);
            t3.intoArray(y, at + 3 * columns + LANES);
        }
    }
}
