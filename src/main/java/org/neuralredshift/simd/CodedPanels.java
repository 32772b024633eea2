package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * One byte for each element of a float matrix: a quarter of what {@link Panels} reads, for products
 * of which only a bound is needed. Element a is kept as the nearest whole number of units, a code
 * of -127 … 127.
 *
 * <p>Products of codes are approximations with a {@link #bound}: their bits may depend on the
 * vector width, so no result may depend on more than the bound.
 *
 * <p>A panel has 64 columns and a row of it 64 bytes, of which byte {@code 4 l + b} holds column
 * {@code 16 b + l}: shifts of a vector of ints give neighbouring columns.
 */
public final class CodedPanels {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final VectorSpecies<Integer> I = Lanes.INTS;
    private static final int LANES = F.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder FLOAT_ORDER = ByteOrder.nativeOrder();

    private static final int WIDTH = Panels.PAD;
    private static final int BYTES = Integer.BYTES;
    private static final int QUARTER = WIDTH / BYTES;
    private static final int LARGEST = 127;
    private static final float ROUNDING = 0x1.8p23f;

    private final MemorySegment memory;
    private final int rows;
    private final int columns;
    private final float unit;

    /**
     * Allocates a matrix of zeros.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param range largest size of an element that is kept, finite, above 0
     */
    public CodedPanels(SegmentAllocator memory, int rows, int columns, float range) {
        this.memory = memory.allocate(bytes(rows, columns), Panels.ALIGNMENT);
        this.rows = rows;
        this.columns = columns;
        this.unit = range / LARGEST;
    }

    /** Returns the bytes that a matrix of this shape takes. */
    public static long bytes(int rows, int columns) {
        return (long) rows * Panels.pad(columns);
    }

    /** Returns what a code of 1 stands for. */
    public float unit() {
        return unit;
    }

    /**
     * Keeps columns {@code [from, to)} of one row of a matrix of the same shape, whose elements are
     * within the range.
     *
     * @param from a multiple of the panels' width, as is {@code to} or else the end
     */
    public void keep(int row, int from, int to, Panels source) {
        for (int column = from; column < to; column += WIDTH) {
            long first = source.index(row, column) * Float.BYTES;
            for (int l = 0; l < QUARTER; l += LANES) {
                IntVector word = IntVector.zero(I);
                for (int b = 0; b < BYTES; b++) {
                    long at = first + (long) (b * QUARTER + l) * Float.BYTES;
                    FloatVector x =
                            FloatVector.fromMemorySegment(F, source.memory(), at, FLOAT_ORDER);
                    word = word.or(lowByte(x).lanewise(VectorOperators.LSHL, Byte.SIZE * b));
                }
                word.intoMemorySegment(memory, at(row, column) + (long) l * BYTES, ORDER);
            }
        }
    }

    /** A float of {@code ROUNDING + c} is rounded to a whole number, and ends in the bits of c. */
    private IntVector lowByte(FloatVector x) {
        return x.mul(1 / unit).add(ROUNDING).reinterpretAsInts().and(0xFF);
    }

    /** Keeps one element if it is within the range; returns whether it is. */
    public boolean keep(int row, int column, float value) {
        float units = value / unit;
        if (!(Math.abs(units) < LARGEST + 0.5f)) {
            return false;
        }
        int inPanel = column % WIDTH;
        int inRow = BYTES * (inPanel % QUARTER) + inPanel / QUARTER;
        memory.set(
                ValueLayout.JAVA_BYTE, at(row, column - inPanel) + inRow, (byte) Math.round(units));
        return true;
    }

    private long at(int row, int column) {
        return ((long) (column / WIDTH) * rows + row) * WIDTH;
    }

    /**
     * Returns how far a product may be from that of the elements, computed in float in any order,
     * in {@link #unit units}: half a unit an element, and the rounding of both sums.
     *
     * @param size sum of the sizes of the factors, not so large that products overflow
     */
    public static double bound(double size, int terms) {
        return size * (0.501 + 2 * (LARGEST + 1) * 0x1p-23 * terms);
    }

    /**
     * Computes {@code y = x C} in units, C the first {@code terms} rows of codes.
     *
     * @param x length terms
     * @param y length padded columns
     */
    public void multiply(float[] x, int terms, float[] y) {
        for (int column = 0; column < Panels.pad(columns); column += WIDTH) {
            for (int l = 0; l < QUARTER; l += LANES) {
                multiplyPanel(x, terms, at(0, column) + (long) l * BYTES, y, column + l);
            }
        }
    }

    private IntVector word(long from, int k) {
        return IntVector.fromMemorySegment(I, memory, from + (long) k * WIDTH, ORDER);
    }

    private static FloatVector codes(IntVector word, int b) {
        IntVector code =
                word.lanewise(VectorOperators.LSHL, Integer.SIZE - Byte.SIZE * (b + 1))
                        .lanewise(VectorOperators.ASHR, Integer.SIZE - Byte.SIZE);
        return (FloatVector) code.convert(VectorOperators.I2F, 0);
    }

    /** Two terms a step, one after the other. */
    private void multiplyPanel(float[] x, int terms, long from, float[] y, int yAt) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        int k = 0;
        for (; k + 2 <= terms; k += 2) {
            IntVector word = word(from, k);
            FloatVector a = FloatVector.broadcast(F, x[k]);
            s0 = a.fma(codes(word, 0), s0);
            s1 = a.fma(codes(word, 1), s1);
            s2 = a.fma(codes(word, 2), s2);
            s3 = a.fma(codes(word, 3), s3);
            IntVector next = word(from, k + 1);
            FloatVector b = FloatVector.broadcast(F, x[k + 1]);
            s0 = b.fma(codes(next, 0), s0);
            s1 = b.fma(codes(next, 1), s1);
            s2 = b.fma(codes(next, 2), s2);
            s3 = b.fma(codes(next, 3), s3);
        }
        if (k < terms) {
            IntVector word = word(from, k);
            FloatVector a = FloatVector.broadcast(F, x[k]);
            s0 = a.fma(codes(word, 0), s0);
            s1 = a.fma(codes(word, 1), s1);
            s2 = a.fma(codes(word, 2), s2);
            s3 = a.fma(codes(word, 3), s3);
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + QUARTER);
        s2.intoArray(y, yAt + 2 * QUARTER);
        s3.intoArray(y, yAt + 3 * QUARTER);
    }
}
