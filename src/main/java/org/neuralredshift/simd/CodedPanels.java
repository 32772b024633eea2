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
 * of which only a bound is needed.
 *
 * <p>Products of codes are approximations with a {@link #bound}: their bits may depend on the
 * vector width, so no result may depend on more than the bound.
 *
 * <p>A panel has 64 columns and a row of it 16 words, of which word l holds columns l, l + 16, l +
 * 32 and l + 48, from its lowest byte up. An element is read as the word shifted left until its
 * byte is the highest, in units of 2^24: one shift and one conversion, as the lower bytes stay as a
 * fraction. A byte is chosen so that with this fraction it is the nearest to its element, half a
 * unit away at most.
 */
public final class CodedPanels {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final VectorSpecies<Integer> I = Lanes.INTS;
    private static final int LANES = F.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT.withOrder(ORDER);
    private static final ByteOrder FLOAT_ORDER = ByteOrder.nativeOrder();

    private static final int WIDTH = Panels.PAD;
    private static final int BYTES = Integer.BYTES;
    private static final int QUARTER = WIDTH / BYTES;
    private static final int LARGEST = 127;
    private static final float ROUNDING = 0x1.8p23f;
    private static final float HIGHEST_BYTE = 0x1p24f;

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
                    FloatVector lower = (FloatVector) word.convert(VectorOperators.I2F, 0);
                    FloatVector units =
                            lower.fma(FloatVector.broadcast(F, fraction(b)), x.mul(1 / unit));
                    IntVector code = units.add(ROUNDING).reinterpretAsInts().and(0xFF);
                    word = word.or(code.lanewise(VectorOperators.LSHL, Byte.SIZE * b));
                }
                word.intoMemorySegment(memory, at(row, column) + (long) l * BYTES, ORDER);
            }
        }
    }

    /** What the word of the bytes below byte b counts for in units of byte b, negative. */
    private static float fraction(int b) {
        return -1f / (1 << Byte.SIZE * b);
    }

    /**
     * Keeps one element anew if it is within the range; returns whether it is.
     *
     * @param source as for the whole row
     */
    public boolean keep(int row, int column, Panels source) {
        int inPanel = column % WIDTH;
        int l = inPanel % QUARTER;
        int word = 0;
        for (int b = 0; b < BYTES; b++) {
            float x = source.at(row, column - inPanel + b * QUARTER + l);
            float units = Math.fma(fraction(b), word, x * (1 / unit));
            int code = Float.floatToRawIntBits(units + ROUNDING) & 0xFF;
            word |= code << Byte.SIZE * b;
        }
        memory.set(WORD, at(row, column - inPanel) + (long) l * BYTES, word);
        return Math.abs(source.at(row, column)) <= LARGEST * unit;
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
        int column = 0;
        for (; column + 2 * WIDTH <= Panels.pad(columns); column += 2 * WIDTH) {
            for (int l = 0; l < QUARTER; l += LANES) {
                multiplyTwo(x, terms, at(0, column) + (long) l * BYTES, y, column + l);
            }
        }
        for (; column < Panels.pad(columns); column += WIDTH) {
            for (int l = 0; l < QUARTER; l += LANES) {
                multiplyPanel(x, terms, at(0, column) + (long) l * BYTES, y, column + l);
            }
        }
    }

    private static IntVector word(MemorySegment m, long from, int k) {
        return IntVector.fromMemorySegment(I, m, from + (long) k * WIDTH, ORDER);
    }

    private static FloatVector codes(IntVector word, int b) {
        IntVector code = word.lanewise(VectorOperators.LSHL, Integer.SIZE - Byte.SIZE * (b + 1));
        return (FloatVector) code.convert(VectorOperators.I2F, 0);
    }

    /** Two terms a step, one after the other. */
    private void multiplyPanel(float[] x, int terms, long from, float[] y, int yAt) {
        MemorySegment m = memory;
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        int k = 0;
        for (; k + 2 <= terms; k += 2) {
            IntVector word = word(m, from, k);
            FloatVector a = FloatVector.broadcast(F, x[k]);
            s0 = a.fma(codes(word, 0), s0);
            s1 = a.fma(codes(word, 1), s1);
            s2 = a.fma(codes(word, 2), s2);
            s3 = a.fma(codes(word, 3), s3);
            IntVector next = word(m, from, k + 1);
            FloatVector b = FloatVector.broadcast(F, x[k + 1]);
            s0 = b.fma(codes(next, 0), s0);
            s1 = b.fma(codes(next, 1), s1);
            s2 = b.fma(codes(next, 2), s2);
            s3 = b.fma(codes(next, 3), s3);
        }
        if (k < terms) {
            IntVector word = word(m, from, k);
            FloatVector a = FloatVector.broadcast(F, x[k]);
            s0 = a.fma(codes(word, 0), s0);
            s1 = a.fma(codes(word, 1), s1);
            s2 = a.fma(codes(word, 2), s2);
            s3 = a.fma(codes(word, 3), s3);
        }
        s0.mul(1 / HIGHEST_BYTE).intoArray(y, yAt);
        s1.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + QUARTER);
        s2.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + 2 * QUARTER);
        s3.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + 3 * QUARTER);
    }

    /** Two neighbouring panels: as many streams from memory. */
    private void multiplyTwo(float[] x, int terms, long from, float[] y, int yAt) {
        MemorySegment m = memory;
        long other = from + (long) rows * WIDTH;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            FloatVector a = FloatVector.broadcast(F, x[k]);
            IntVector w0 = word(m, from, k);
            s00 = a.fma(codes(w0, 0), s00);
            s01 = a.fma(codes(w0, 1), s01);
            s02 = a.fma(codes(w0, 2), s02);
            s03 = a.fma(codes(w0, 3), s03);
            IntVector w1 = word(m, other, k);
            s10 = a.fma(codes(w1, 0), s10);
            s11 = a.fma(codes(w1, 1), s11);
            s12 = a.fma(codes(w1, 2), s12);
            s13 = a.fma(codes(w1, 3), s13);
        }
        s00.mul(1 / HIGHEST_BYTE).intoArray(y, yAt);
        s01.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + QUARTER);
        s02.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + 2 * QUARTER);
        s03.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + 3 * QUARTER);
        s10.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + WIDTH);
        s11.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + WIDTH + QUARTER);
        s12.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + WIDTH + 2 * QUARTER);
        s13.mul(1 / HIGHEST_BYTE).intoArray(y, yAt + WIDTH + 3 * QUARTER);
    }
}
