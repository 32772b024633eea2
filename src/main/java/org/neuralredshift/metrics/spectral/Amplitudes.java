package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Magnitudes of coefficients, those that are rounding set to 0. */
final class Amplitudes {
    private Amplitudes() {}

    /**
     * Writes |x|, or 0 where it is at most a least.
     *
     * @param y may be x
     */
    static void above(double least, double[] x, int n, double[] y) {
        int whole = DoubleLanes.whole(n);
        DoubleVector bound = DoubleVector.broadcast(D, least);
        for (int k = 0; k < whole; k += LANES) {
            DoubleVector a = DoubleVector.fromArray(D, x, k).abs();
            keep(a, bound).intoArray(y, k);
        }
        for (int k = whole; k < n; k++) {
            double a = Math.abs(x[k]);
            y[k] = a > least ? a : 0;
        }
    }

    /**
     * Writes half of √(re² + im²), or 0 where it is at most a least; the sum of squares by one
     * fused multiply-add.
     *
     * @param re shape (rows, columns), and im likewise
     * @param amplitude row k starts at at + k * stride
     */
    static void ofTwice(
            double[] re,
            double[] im,
            int rows,
            int columns,
            double least,
            double[] amplitude,
            int at,
            int stride) {
        int whole = DoubleLanes.whole(columns);
        DoubleVector bound = DoubleVector.broadcast(D, least);
        for (int k = 0; k < rows; k++) {
            int x = k * columns;
            int y = at + k * stride;
            for (int b = 0; b < whole; b += LANES) {
                DoubleVector r = DoubleVector.fromArray(D, re, x + b);
                DoubleVector i = DoubleVector.fromArray(D, im, x + b);
                DoubleVector a = r.fma(r, i.mul(i)).sqrt().mul(0.5);
                keep(a, bound).intoArray(amplitude, y + b);
            }
            for (int b = whole; b < columns; b++) {
                double r = re[x + b];
                double i = im[x + b];
                double a = 0.5 * Math.sqrt(Math.fma(r, r, i * i));
                amplitude[y + b] = a > least ? a : 0;
            }
        }
    }

    /** Writes x². */
    static void square(double[] x, double[] y) {
        for (int k = 0; k < x.length; k++) {
            y[k] = x[k] * x[k];
        }
    }

    /**
     * Returns a where it is above the bound, else 0. The sign of bound - a, all over the lane, says
     * which: comparisons of two lanes are not compiled to vectors.
     */
    private static DoubleVector keep(DoubleVector a, DoubleVector bound) {
        LongVector above = bound.sub(a).reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
        return above.and(a.reinterpretAsLongs()).reinterpretAsDoubles();
    }
}
