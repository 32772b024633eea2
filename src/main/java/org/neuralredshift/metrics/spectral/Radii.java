package org.neuralredshift.metrics.spectral;

import java.util.function.IntUnaryOperator;

/** Tables of the order of each element of a d-dimensional spectrum. */
final class Radii {
    private Radii() {}

    /** The Euclidean length of the frequencies along the axes, shape (side, …, side). */
    static double[] of(int dimensions, int side, IntUnaryOperator frequency) {
        double[] squares =
                sums(
                        dimensions,
                        side,
                        k -> Math.multiplyExact(frequency.applyAsInt(k), frequency.applyAsInt(k)));
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Math.sqrt(squares[i]);
        }
        return squares;
    }

    /** The sum over the axes of a whole number that depends on the index, shape (side, …, side). */
    static double[] sums(int dimensions, int side, IntUnaryOperator number) {
        double[] sums = {0};
        for (int axis = 0; axis < dimensions; axis++) {
            double[] grown = new double[sums.length * side];
            for (int i = 0; i < grown.length; i++) {
                grown[i] = sums[i / side] + number.applyAsInt(i % side);
            }
            sums = grown;
        }
        return sums;
    }
}
