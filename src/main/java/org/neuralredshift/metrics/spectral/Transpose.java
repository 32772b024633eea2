package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes matrices, in square tiles as wide as a vector. In a tile, lane i of row j goes to lane
 * j of row i, one bit of i and j after the other: halves, quarters, … that lie across the diagonal
 * change places (Eklundh 1972, IEEE Transactions on Computers C-21, 801-803). With two lanes there
 * is nothing to gain.
 */
final class Transpose {
    private static final VectorShuffle<Double> BY_1 = shuffle(1);
    private static final VectorShuffle<Double> BY_2 = shuffle(2);
    private static final VectorShuffle<Double> BY_4 = shuffle(4);
    private static final VectorMask<Double> ODD_1 = mask(1);
    private static final VectorMask<Double> ODD_2 = mask(2);
    private static final VectorMask<Double> ODD_4 = mask(4);
    private static final VectorMask<Double> EVEN_1 = mask(1).not();
    private static final VectorMask<Double> EVEN_2 = mask(2).not();
    private static final VectorMask<Double> EVEN_4 = mask(4).not();

    private Transpose() {}

    /** Lane i takes lane i ^ bit. */
    private static VectorShuffle<Double> shuffle(int bit) {
        return VectorShuffle.fromOp(D, i -> (i ^ bit) % LANES);
    }

    /** The lanes whose number has the bit. */
    private static VectorMask<Double> mask(int bit) {
        long bits = 0;
        for (int i = 0; i < LANES; i++) {
            bits |= (i & bit) != 0 ? 1L << i : 0;
        }
        return VectorMask.fromLong(D, bits);
    }

    /**
     * Writes the transpose of a part of a matrix to a part of another.
     *
     * @param from element (i, j) at fromAt + i * fromStride + j
     * @param to element (j, i) at toAt + j * toStride + i
     */
    static void apply(
            double[] from,
            int fromAt,
            int fromStride,
            double[] to,
            int toAt,
            int toStride,
            int rows,
            int columns) {
        int wholeRows = LANES < 4 ? 0 : DoubleLanes.whole(rows);
        int wholeColumns = wholeRows == 0 ? 0 : DoubleLanes.whole(columns);
        if (LANES == 8) {
            tiles8(from, fromAt, fromStride, to, toAt, toStride, wholeRows, wholeColumns);
        } else if (LANES == 4) {
            tiles4(from, fromAt, fromStride, to, toAt, toStride, wholeRows, wholeColumns);
        }
        scalar(from, fromAt, fromStride, to, toAt, toStride, wholeRows, rows, 0, wholeColumns);
        scalar(from, fromAt, fromStride, to, toAt, toStride, 0, rows, wholeColumns, columns);
    }

    private static void scalar(
            double[] from,
            int fromAt,
            int fromStride,
            double[] to,
            int toAt,
            int toStride,
            int i0,
            int i1,
            int j0,
            int j1) {
        for (int j = j0; j < j1; j++) {
            for (int i = i0; i < i1; i++) {
                to[toAt + j * toStride + i] = from[fromAt + i * fromStride + j];
            }
        }
    }

    private static void tiles4(
            double[] from,
            int fromAt,
            int fromStride,
            double[] to,
            int toAt,
            int toStride,
            int rows,
            int columns) {
        for (int j = 0; j < columns; j += 4) {
            for (int i = 0; i < rows; i += 4) {
                int x = fromAt + i * fromStride + j;
                int y = toAt + j * toStride + i;
                DoubleVector a0 = DoubleVector.fromArray(D, from, x);
                DoubleVector a1 = DoubleVector.fromArray(D, from, x + fromStride);
                DoubleVector a2 = DoubleVector.fromArray(D, from, x + 2 * fromStride);
                DoubleVector a3 = DoubleVector.fromArray(D, from, x + 3 * fromStride);
                DoubleVector b0 = a0.blend(a2.rearrange(BY_2), ODD_2);
                DoubleVector b1 = a1.blend(a3.rearrange(BY_2), ODD_2);
                DoubleVector b2 = a2.blend(a0.rearrange(BY_2), EVEN_2);
                DoubleVector b3 = a3.blend(a1.rearrange(BY_2), EVEN_2);
                DoubleVector c0 = b0.blend(b1.rearrange(BY_1), ODD_1);
                DoubleVector c1 = b1.blend(b0.rearrange(BY_1), EVEN_1);
                DoubleVector c2 = b2.blend(b3.rearrange(BY_1), ODD_1);
                DoubleVector c3 = b3.blend(b2.rearrange(BY_1), EVEN_1);
                c0.intoArray(to, y);
                c1.intoArray(to, y + toStride);
                c2.intoArray(to, y + 2 * toStride);
                c3.intoArray(to, y + 3 * toStride);
            }
        }
    }

    private static void tiles8(
            double[] from,
            int fromAt,
            int fromStride,
            double[] to,
            int toAt,
            int toStride,
            int rows,
            int columns) {
        for (int j = 0; j < columns; j += 8) {
            for (int i = 0; i < rows; i += 8) {
                int x = fromAt + i * fromStride + j;
                int y = toAt + j * toStride + i;
                DoubleVector a0 = DoubleVector.fromArray(D, from, x);
                DoubleVector a1 = DoubleVector.fromArray(D, from, x + fromStride);
                DoubleVector a2 = DoubleVector.fromArray(D, from, x + 2 * fromStride);
                DoubleVector a3 = DoubleVector.fromArray(D, from, x + 3 * fromStride);
                DoubleVector a4 = DoubleVector.fromArray(D, from, x + 4 * fromStride);
                DoubleVector a5 = DoubleVector.fromArray(D, from, x + 5 * fromStride);
                DoubleVector a6 = DoubleVector.fromArray(D, from, x + 6 * fromStride);
                DoubleVector a7 = DoubleVector.fromArray(D, from, x + 7 * fromStride);
                DoubleVector b0 = a0.blend(a4.rearrange(BY_4), ODD_4);
                DoubleVector b1 = a1.blend(a5.rearrange(BY_4), ODD_4);
                DoubleVector b2 = a2.blend(a6.rearrange(BY_4), ODD_4);
                DoubleVector b3 = a3.blend(a7.rearrange(BY_4), ODD_4);
                DoubleVector b4 = a4.blend(a0.rearrange(BY_4), EVEN_4);
                DoubleVector b5 = a5.blend(a1.rearrange(BY_4), EVEN_4);
                DoubleVector b6 = a6.blend(a2.rearrange(BY_4), EVEN_4);
                DoubleVector b7 = a7.blend(a3.rearrange(BY_4), EVEN_4);
                DoubleVector c0 = b0.blend(b2.rearrange(BY_2), ODD_2);
                DoubleVector c1 = b1.blend(b3.rearrange(BY_2), ODD_2);
                DoubleVector c2 = b2.blend(b0.rearrange(BY_2), EVEN_2);
                DoubleVector c3 = b3.blend(b1.rearrange(BY_2), EVEN_2);
                DoubleVector c4 = b4.blend(b6.rearrange(BY_2), ODD_2);
                DoubleVector c5 = b5.blend(b7.rearrange(BY_2), ODD_2);
                DoubleVector c6 = b6.blend(b4.rearrange(BY_2), EVEN_2);
                DoubleVector c7 = b7.blend(b5.rearrange(BY_2), EVEN_2);
                DoubleVector d0 = c0.blend(c1.rearrange(BY_1), ODD_1);
                DoubleVector d1 = c1.blend(c0.rearrange(BY_1), EVEN_1);
                DoubleVector d2 = c2.blend(c3.rearrange(BY_1), ODD_1);
                DoubleVector d3 = c3.blend(c2.rearrange(BY_1), EVEN_1);
                DoubleVector d4 = c4.blend(c5.rearrange(BY_1), ODD_1);
                DoubleVector d5 = c5.blend(c4.rearrange(BY_1), EVEN_1);
                DoubleVector d6 = c6.blend(c7.rearrange(BY_1), ODD_1);
                DoubleVector d7 = c7.blend(c6.rearrange(BY_1), EVEN_1);
                d0.intoArray(to, y);
                d1.intoArray(to, y + toStride);
                d2.intoArray(to, y + 2 * toStride);
                d3.intoArray(to, y + 3 * toStride);
                d4.intoArray(to, y + 4 * toStride);
                d5.intoArray(to, y + 5 * toStride);
                d6.intoArray(to, y + 6 * toStride);
                d7.intoArray(to, y + 7 * toStride);
            }
        }
    }
}
