package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * True sums over floats, and the operations of an orthonormal basis.
 *
 * <p>Order of every sum: partial sum j (of sixteen) starts at zero and takes the terms j, j + 16, j
 * + 32, …; then the partial sums are folded by halves: j with j + 8, with j + 4, with j + 2, with j
 * + 1. Vectors of 4, 8 and 16 lanes all keep that order.
 */
public final class Sums {
    /** Number of partial sums. Rows of a basis are padded with zeros to a multiple of it. */
    public static final int PARTIALS = 16;

    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int LANES = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Parts of the rows of a basis that are read side by side. */
    private static final int STREAMS = Lanes.FEW_REGISTERS ? 6 : 8;

    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(F, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(F, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(F, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(F, 1, 1, true);

    private static final VectorSpecies<Float> QUARTER = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> QUARTER_BY_2 =
            VectorShuffle.iota(QUARTER, 2, 1, true);
    private static final VectorShuffle<Float> QUARTER_BY_1 =
            VectorShuffle.iota(QUARTER, 1, 1, true);

    private Sums() {}

    /** Returns a length rounded up to a multiple of {@value #PARTIALS}. */
    public static int pad(int length) {
        return Math.ceilDiv(length, PARTIALS) * PARTIALS;
    }

    /** Folds sixteen partial sums that start at {@code at}; they may be overwritten. */
    static float fold(float[] partial, int at) {
        return Lanes.SCALAR ? scalarFold(partial, at) : vectorFold(partial, at);
    }

    private static float scalarFold(float[] partial, int at) {
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int j = at; j < at + half; j++) {
                partial[j] += partial[j + half];
            }
        }
        return partial[at];
    }

    /**
     * Whole vectors first, then lanes: lane j takes lane j + half, and only the lower half counts
     * from then on.
     */
    private static float vectorFold(float[] partial, int at) {
        if (LANES == 8) {
            return quarterFold(partial, at);
        }
        for (int half = PARTIALS / 2; half >= LANES; half /= 2) {
            for (int j = at; j < at + half; j += LANES) {
                FloatVector.fromArray(F, partial, j)
                        .add(FloatVector.fromArray(F, partial, j + half))
                        .intoArray(partial, j);
            }
        }
        FloatVector s = FloatVector.fromArray(F, partial, at);
        s = LANES < 16 ? s : s.add(s.rearrange(BY_8));
        s = LANES < 8 ? s : s.add(s.rearrange(BY_4));
        s = s.add(s.rearrange(BY_2));
        return s.add(s.rearrange(BY_1)).lane(0);
    }

    /** The same in vectors of four lanes, whose lanes move sooner than those of eight. */
    private static float quarterFold(float[] partial, int at) {
        FloatVector lower =
                FloatVector.fromArray(QUARTER, partial, at)
                        .add(FloatVector.fromArray(QUARTER, partial, at + 8));
        FloatVector upper =
                FloatVector.fromArray(QUARTER, partial, at + 4)
                        .add(FloatVector.fromArray(QUARTER, partial, at + 12));
        FloatVector s = lower.add(upper);
        s = s.add(s.rearrange(QUARTER_BY_2));
        return s.add(s.rearrange(QUARTER_BY_1)).lane(0);
    }

    /**
     * Returns the sum of {@code x[from …]}.
     *
     * @param partial work space of {@value #PARTIALS} floats
     */
    public static float sum(float[] x, int from, int length, float[] partial) {
        int whole = length - length % PARTIALS;
        for (int j = 0; j < PARTIALS; j += Lanes.SCALAR ? 1 : LANES) {
            if (Lanes.SCALAR) {
                float sum = 0;
                for (int i = j; i < whole; i += PARTIALS) {
                    sum += x[from + i];
                }
                partial[j] = sum;
            } else {
                FloatVector sum = FloatVector.zero(F);
                for (int i = j; i < whole; i += PARTIALS) {
                    sum = sum.add(FloatVector.fromArray(F, x, from + i));
                }
                sum.intoArray(partial, j);
            }
        }
        for (int i = whole; i < length; i++) {
            partial[i - whole] += x[from + i];
        }
        return fold(partial, 0);
    }

    /**
     * Returns the sum of {@code (x - shift)²}, each term by one subtraction and one fused
     * multiply-add.
     *
     * @param partial work space of {@value #PARTIALS} floats
     */
    public static float squares(float[] x, int from, int length, float shift, float[] partial) {
        int whole = length - length % PARTIALS;
        for (int j = 0; j < PARTIALS; j += Lanes.SCALAR ? 1 : LANES) {
            if (Lanes.SCALAR) {
                float sum = 0;
                for (int i = j; i < whole; i += PARTIALS) {
                    float d = x[from + i] - shift;
                    sum = Math.fma(d, d, sum);
                }
                partial[j] = sum;
            } else {
                FloatVector sum = FloatVector.zero(F);
                for (int i = j; i < whole; i += PARTIALS) {
                    FloatVector d = FloatVector.fromArray(F, x, from + i).sub(shift);
                    sum = d.fma(d, sum);
                }
                sum.intoArray(partial, j);
            }
        }
        for (int i = whole; i < length; i++) {
            float d = x[from + i] - shift;
            partial[i - whole] = Math.fma(d, d, partial[i - whole]);
        }
        return fold(partial, 0);
    }

    /**
     * Computes the dot products of x with the first {@code rows} rows of a basis.
     *
     * @param basis shape (at least rows, stride), row-major, padded with zeros
     * @param stride floats a row, a multiple of {@value #PARTIALS}
     * @param x length at least stride, padded with zeros
     * @param out receives one product a row
     * @param partial work space of 8 x {@value #PARTIALS} floats
     */
    public static void dots(
            MemorySegment basis, int rows, int stride, float[] x, float[] out, float[] partial) {
        dots(basis, 0, rows, stride, x, 0, out, 0, partial);
    }

    /**
     * Computes the dot products of {@code x[xAt …]} with some rows of floats.
     *
     * @param memory holds the rows one behind the other
     * @param from where the first row starts, in floats
     * @param stride floats a row, a multiple of {@value #PARTIALS}
     * @param out receives one product a row, from {@code outAt}
     * @param partial work space of 8 x {@value #PARTIALS} floats
     */
    public static void dots(
            MemorySegment memory,
            long from,
            int rows,
            int stride,
            float[] x,
            int xAt,
            float[] out,
            int outAt,
            float[] partial) {
        if (Lanes.SCALAR) {
            for (int row = 0; row < rows; row++) {
                out[outAt + row] =
                        scalarDot(memory, from + (long) row * stride, stride, x, xAt, partial);
            }
        } else if (rows < STREAMS) {
            for (int row = 0; row < rows; row++) {
                oneDot(memory, from + (long) row * stride, stride, x, xAt, partial);
                out[outAt + row] = fold(partial, 0);
            }
        } else {
            int each = Math.ceilDiv(rows, STREAMS);
            for (int row = 0; row < each; row++) {
                if (Lanes.FEW_REGISTERS) {
                    sixDots(memory, from, rows, each, row, stride, x, xAt, partial);
                } else {
                    eightDots(memory, from, rows, each, row, stride, x, xAt, partial);
                }
                for (int r = 0; r < STREAMS; r++) {
                    out[outAt + first(r, rows, each) + row] = fold(partial, r * PARTIALS);
                }
            }
        }
    }

    /** The parts of the rows begin here; they overlap, and rows done twice have the same bits. */
    private static int first(int part, int rows, int each) {
        return Math.min(part * each, rows - each);
    }

    /**
     * Returns the dot product of two arrays.
     *
     * @param length a multiple of {@value #PARTIALS}
     * @param partial work space of {@value #PARTIALS} floats
     */
    public static float dot(float[] a, float[] b, int length, float[] partial) {
        for (int j = 0; j < PARTIALS; j += Lanes.SCALAR ? 1 : LANES) {
            if (Lanes.SCALAR) {
                float sum = 0;
                for (int i = j; i < length; i += PARTIALS) {
                    sum = Math.fma(a[i], b[i], sum);
                }
                partial[j] = sum;
            } else {
                FloatVector sum = FloatVector.zero(F);
                for (int i = j; i < length; i += PARTIALS) {
                    sum = FloatVector.fromArray(F, a, i).fma(FloatVector.fromArray(F, b, i), sum);
                }
                sum.intoArray(partial, j);
            }
        }
        return fold(partial, 0);
    }

    static float scalarDot(
            MemorySegment memory, long from, int length, float[] x, int xAt, float[] partial) {
        for (int j = 0; j < PARTIALS; j++) {
            float sum = 0;
            for (int i = j; i < length; i += PARTIALS) {
                sum = Math.fma(at(memory, from + i), x[xAt + i], sum);
            }
            partial[j] = sum;
        }
        return fold(partial, 0);
    }

    private static void oneDot(
            MemorySegment memory, long from, int length, float[] x, int xAt, float[] partial) {
        for (int j = 0; j < PARTIALS; j += LANES) {
            FloatVector s = FloatVector.zero(F);
            for (int i = j; i < length; i += PARTIALS) {
                FloatVector v = FloatVector.fromArray(F, x, xAt + i);
                s = load(memory, (from + i) * Float.BYTES).fma(v, s);
            }
            s.intoArray(partial, j);
        }
    }

    /** One row of each of eight parts: eight streams from memory, far from each other. */
    private static void eightDots(
            MemorySegment memory,
            long from,
            int rows,
            int each,
            int row,
            int stride,
            float[] x,
            int xAt,
            float[] partial) {
        long first = from + (long) row * stride;
        for (int j = 0; j < PARTIALS; j += LANES) {
            long q = (first + j) * Float.BYTES;
            long length = (long) stride * Float.BYTES;
            long q1 = q + first(1, rows, each) * length;
            long q2 = q + first(2, rows, each) * length;
            long q3 = q + first(3, rows, each) * length;
            long q4 = q + first(4, rows, each) * length;
            long q5 = q + first(5, rows, each) * length;
            long q6 = q + first(6, rows, each) * length;
            long q7 = q + first(7, rows, each) * length;
            FloatVector s0 = FloatVector.zero(F);
            FloatVector s1 = FloatVector.zero(F);
            FloatVector s2 = FloatVector.zero(F);
            FloatVector s3 = FloatVector.zero(F);
            FloatVector s4 = FloatVector.zero(F);
            FloatVector s5 = FloatVector.zero(F);
            FloatVector s6 = FloatVector.zero(F);
            FloatVector s7 = FloatVector.zero(F);
            for (int i = 0; i < stride; i += PARTIALS) {
                long at = (long) i * Float.BYTES;
                FloatVector v = FloatVector.fromArray(F, x, xAt + j + i);
                s0 = load(memory, q + at).fma(v, s0);
                s1 = load(memory, q1 + at).fma(v, s1);
                s2 = load(memory, q2 + at).fma(v, s2);
                s3 = load(memory, q3 + at).fma(v, s3);
                s4 = load(memory, q4 + at).fma(v, s4);
                s5 = load(memory, q5 + at).fma(v, s5);
                s6 = load(memory, q6 + at).fma(v, s6);
                s7 = load(memory, q7 + at).fma(v, s7);
            }
            s0.intoArray(partial, j);
            s1.intoArray(partial, PARTIALS + j);
            s2.intoArray(partial, 2 * PARTIALS + j);
            s3.intoArray(partial, 3 * PARTIALS + j);
            s4.intoArray(partial, 4 * PARTIALS + j);
            s5.intoArray(partial, 5 * PARTIALS + j);
            s6.intoArray(partial, 6 * PARTIALS + j);
            s7.intoArray(partial, 7 * PARTIALS + j);
        }
    }

    /**
     * One row of each of six parts, both halves of the partial sums at once, so that each line of
     * memory is read once: for vectors of eight lanes.
     */
    private static void sixDots(
            MemorySegment memory,
            long from,
            int rows,
            int each,
            int row,
            int stride,
            float[] x,
            int xAt,
            float[] partial) {
        long q = (from + (long) row * stride) * Float.BYTES;
        long length = (long) stride * Float.BYTES;
        long lane = (long) LANES * Float.BYTES;
        long q1 = q + first(1, rows, each) * length;
        long q2 = q + first(2, rows, each) * length;
        long q3 = q + first(3, rows, each) * length;
        long q4 = q + first(4, rows, each) * length;
        long q5 = q + first(5, rows, each) * length;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s41 = FloatVector.zero(F);
        FloatVector s50 = FloatVector.zero(F);
        FloatVector s51 = FloatVector.zero(F);
        for (int i = 0; i < stride; i += PARTIALS) {
            long at = (long) i * Float.BYTES;
            FloatVector v0 = FloatVector.fromArray(F, x, xAt + i);
            FloatVector v1 = FloatVector.fromArray(F, x, xAt + i + LANES);
            s00 = load(memory, q + at).fma(v0, s00);
            s01 = load(memory, q + at + lane).fma(v1, s01);
            s10 = load(memory, q1 + at).fma(v0, s10);
            s11 = load(memory, q1 + at + lane).fma(v1, s11);
            s20 = load(memory, q2 + at).fma(v0, s20);
            s21 = load(memory, q2 + at + lane).fma(v1, s21);
            s30 = load(memory, q3 + at).fma(v0, s30);
            s31 = load(memory, q3 + at + lane).fma(v1, s31);
            s40 = load(memory, q4 + at).fma(v0, s40);
            s41 = load(memory, q4 + at + lane).fma(v1, s41);
            s50 = load(memory, q5 + at).fma(v0, s50);
            s51 = load(memory, q5 + at + lane).fma(v1, s51);
        }
        s00.intoArray(partial, 0);
        s01.intoArray(partial, LANES);
        s10.intoArray(partial, PARTIALS);
        s11.intoArray(partial, PARTIALS + LANES);
        s20.intoArray(partial, 2 * PARTIALS);
        s21.intoArray(partial, 2 * PARTIALS + LANES);
        s30.intoArray(partial, 3 * PARTIALS);
        s31.intoArray(partial, 3 * PARTIALS + LANES);
        s40.intoArray(partial, 4 * PARTIALS);
        s41.intoArray(partial, 4 * PARTIALS + LANES);
        s50.intoArray(partial, 5 * PARTIALS);
        s51.intoArray(partial, 5 * PARTIALS + LANES);
    }

    /**
     * Adds {@code sign c[0] q_0, sign c[1] q_1, …} to x, in that order, by one fused multiply-add
     * each.
     *
     * @param basis shape (at least rows, stride), row-major
     * @param sign 1 or -1
     */
    public static void addRows(
            MemorySegment basis, int rows, int stride, float sign, float[] c, float[] x) {
        addRows(basis, 0, rows, stride, sign, c, 0, x);
    }

    /**
     * Adds {@code sign c[cAt] row_0, sign c[cAt + 1] row_1, …} to {@code x[0 … stride - 1]}, in
     * that order, by one fused multiply-add each.
     *
     * @param memory holds the rows one behind the other
     * @param from where the first row starts, in floats
     * @param stride floats a row, a multiple of {@value #PARTIALS}
     * @param sign 1 or -1
     */
    public static void addRows(
            MemorySegment memory,
            long from,
            int rows,
            int stride,
            float sign,
            float[] c,
            int cAt,
            float[] x) {
        if (Lanes.SCALAR) {
            for (int i = 0; i < stride; i++) {
                for (int row = 0; row < rows; row++) {
                    float term = at(memory, from + (long) row * stride + i);
                    x[i] = Math.fma(sign * c[cAt + row], term, x[i]);
                }
            }
        } else {
            int i = 0;
            for (; i + 8 * LANES <= stride; i += 8 * LANES) {
                addEight(memory, from + i, rows, stride, sign, c, cAt, x, i);
            }
            for (; i < stride; i += LANES) {
                addOne(memory, from + i, rows, stride, sign, c, cAt, x, i);
            }
        }
    }

    private static void addOne(
            MemorySegment memory,
            long from,
            int rows,
            int stride,
            float sign,
            float[] c,
            int cAt,
            float[] x,
            int i) {
        FloatVector v = FloatVector.fromArray(F, x, i);
        for (int row = 0; row < rows; row++) {
            long at = (from + (long) row * stride) * Float.BYTES;
            v = load(memory, at).fma(FloatVector.broadcast(F, sign * c[cAt + row]), v);
        }
        v.intoArray(x, i);
    }

    private static void addEight(
            MemorySegment memory,
            long from,
            int rows,
            int stride,
            float sign,
            float[] c,
            int cAt,
            float[] x,
            int i) {
        FloatVector v0 = FloatVector.fromArray(F, x, i);
        FloatVector v1 = FloatVector.fromArray(F, x, i + LANES);
        FloatVector v2 = FloatVector.fromArray(F, x, i + 2 * LANES);
        FloatVector v3 = FloatVector.fromArray(F, x, i + 3 * LANES);
        FloatVector v4 = FloatVector.fromArray(F, x, i + 4 * LANES);
        FloatVector v5 = FloatVector.fromArray(F, x, i + 5 * LANES);
        FloatVector v6 = FloatVector.fromArray(F, x, i + 6 * LANES);
        FloatVector v7 = FloatVector.fromArray(F, x, i + 7 * LANES);
        long lane = (long) LANES * Float.BYTES;
        for (int row = 0; row < rows; row++) {
            long at = (from + (long) row * stride) * Float.BYTES;
            FloatVector s = FloatVector.broadcast(F, sign * c[cAt + row]);
            v0 = load(memory, at).fma(s, v0);
            v1 = load(memory, at + lane).fma(s, v1);
            v2 = load(memory, at + 2 * lane).fma(s, v2);
            v3 = load(memory, at + 3 * lane).fma(s, v3);
            v4 = load(memory, at + 4 * lane).fma(s, v4);
            v5 = load(memory, at + 5 * lane).fma(s, v5);
            v6 = load(memory, at + 6 * lane).fma(s, v6);
            v7 = load(memory, at + 7 * lane).fma(s, v7);
        }
        v0.intoArray(x, i);
        v1.intoArray(x, i + LANES);
        v2.intoArray(x, i + 2 * LANES);
        v3.intoArray(x, i + 3 * LANES);
        v4.intoArray(x, i + 4 * LANES);
        v5.intoArray(x, i + 5 * LANES);
        v6.intoArray(x, i + 6 * LANES);
        v7.intoArray(x, i + 7 * LANES);
    }

    private static FloatVector load(MemorySegment memory, long at) {
        return FloatVector.fromMemorySegment(F, memory, at, ORDER);
    }

    private static float at(MemorySegment memory, long index) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
