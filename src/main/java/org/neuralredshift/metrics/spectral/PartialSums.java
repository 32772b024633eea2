package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

import java.util.Arrays;

/**
 * True sums over doubles. Order of every sum: partial sum j (of sixteen) starts at zero and takes
 * the terms j, j + 16, j + 32, …; then the partial sums are folded by halves: j with j + 8, with j
 * + 4, with j + 2, with j + 1. Vectors of 2, 4 and 8 lanes all keep that order. Not thread-safe: it
 * owns the partial sums.
 */
final class PartialSums {
    private static final int PARTIALS = 16;

    private final double[] partial = new double[PARTIALS];

    /** Returns Σ x over the first n elements. */
    double sum(double[] x, int n) {
        Arrays.fill(partial, 0);
        int whole = whole(n);
        for (int j = 0; j < PARTIALS && whole > 0; j += 2 * LANES) {
            DoubleVector a = DoubleVector.zero(D);
            DoubleVector b = DoubleVector.zero(D);
            for (int i = j; i < whole; i += PARTIALS) {
                a = a.add(DoubleVector.fromArray(D, x, i));
                b = b.add(DoubleVector.fromArray(D, x, i + LANES));
            }
            a.intoArray(partial, j);
            b.intoArray(partial, j + LANES);
        }
        for (int i = whole; i < n; i++) {
            partial[i % PARTIALS] += x[i];
        }
        return fold();
    }

    /** Returns Σ |x| over the first n elements. */
    double absolute(double[] x, int n) {
        Arrays.fill(partial, 0);
        int whole = whole(n);
        for (int j = 0; j < PARTIALS && whole > 0; j += 2 * LANES) {
            DoubleVector a = DoubleVector.zero(D);
            DoubleVector b = DoubleVector.zero(D);
            for (int i = j; i < whole; i += PARTIALS) {
                a = a.add(DoubleVector.fromArray(D, x, i).abs());
                b = b.add(DoubleVector.fromArray(D, x, i + LANES).abs());
            }
            a.intoArray(partial, j);
            b.intoArray(partial, j + LANES);
        }
        for (int i = whole; i < n; i++) {
            partial[i % PARTIALS] += Math.abs(x[i]);
        }
        return fold();
    }

    /** Returns Σ x y over the first n elements, each term by a fused multiply-add. */
    double dot(double[] x, double[] y, int n) {
        Arrays.fill(partial, 0);
        int whole = whole(n);
        for (int j = 0; j < PARTIALS && whole > 0; j += 2 * LANES) {
            DoubleVector a = DoubleVector.zero(D);
            DoubleVector b = DoubleVector.zero(D);
            for (int i = j; i < whole; i += PARTIALS) {
                DoubleVector u = DoubleVector.fromArray(D, x, i);
                DoubleVector v = DoubleVector.fromArray(D, x, i + LANES);
                a = u.fma(DoubleVector.fromArray(D, y, i), a);
                b = v.fma(DoubleVector.fromArray(D, y, i + LANES), b);
            }
            a.intoArray(partial, j);
            b.intoArray(partial, j + LANES);
        }
        for (int i = whole; i < n; i++) {
            partial[i % PARTIALS] = Math.fma(x[i], y[i], partial[i % PARTIALS]);
        }
        return fold();
    }

    private static int whole(int n) {
        return DoubleLanes.whole(n) & -PARTIALS;
    }

    private double fold() {
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] += partial[j + half];
            }
        }
        return partial[0];
    }
}
