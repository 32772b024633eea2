package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * The tiles of {@link Products} for vectors of 256 bits, whose processors have sixteen registers
 * and not thirty-two: eight or twelve sums and their terms fill these, where the other tiles keep
 * sixteen sums. The order of each sum is that of {@link Products}.
 */
final class SmallTiles {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int LANES = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Columns that {@link #fourStreams} computes in each quarter of a matrix: one narrow panel. */
    static final int NARROW = 16;

    private SmallTiles() {}

    private static long bytes(Panels w, int column) {
        return w.index(0, column) * Float.BYTES;
    }

    private static FloatVector load(MemorySegment memory, long at) {
        return FloatVector.fromMemorySegment(F, memory, at, ORDER);
    }

    /**
     * One vector, or one a panel, by two neighbouring panels of {@value Panels#PAD} columns, whole
     * rows of them: each line of memory is read once. The sums are as many as the registers, and
     * keeping some of them in the first cache costs less than a second way through the panels.
     *
     * @param xStep distance between the vectors of both panels, 0 for the same
     */
    static void twoPanels(
            float[] x, int xAt, int xStep, Panels w, int terms, int o, float[] y, int yAt) {
        MemorySegment m = w.memory();
        long lane = (long) LANES * Float.BYTES;
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + Panels.PAD);
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s05 = FloatVector.zero(F);
        FloatVector s06 = FloatVector.zero(F);
        FloatVector s07 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        FloatVector s15 = FloatVector.zero(F);
        FloatVector s16 = FloatVector.zero(F);
        FloatVector s17 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = (long) k * Panels.PAD * Float.BYTES;
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(load(m, w0 + at), s00);
            s01 = a0.fma(load(m, w0 + at + lane), s01);
            s02 = a0.fma(load(m, w0 + at + 2 * lane), s02);
            s03 = a0.fma(load(m, w0 + at + 3 * lane), s03);
            s04 = a0.fma(load(m, w0 + at + 4 * lane), s04);
            s05 = a0.fma(load(m, w0 + at + 5 * lane), s05);
            s06 = a0.fma(load(m, w0 + at + 6 * lane), s06);
            s07 = a0.fma(load(m, w0 + at + 7 * lane), s07);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStep + k]);
            s10 = a1.fma(load(m, w1 + at), s10);
            s11 = a1.fma(load(m, w1 + at + lane), s11);
            s12 = a1.fma(load(m, w1 + at + 2 * lane), s12);
            s13 = a1.fma(load(m, w1 + at + 3 * lane), s13);
            s14 = a1.fma(load(m, w1 + at + 4 * lane), s14);
            s15 = a1.fma(load(m, w1 + at + 5 * lane), s15);
            s16 = a1.fma(load(m, w1 + at + 6 * lane), s16);
            s17 = a1.fma(load(m, w1 + at + 7 * lane), s17);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s02.intoArray(y, yAt + 2 * LANES);
        s03.intoArray(y, yAt + 3 * LANES);
        s04.intoArray(y, yAt + 4 * LANES);
        s05.intoArray(y, yAt + 5 * LANES);
        s06.intoArray(y, yAt + 6 * LANES);
        s07.intoArray(y, yAt + 7 * LANES);
        s10.intoArray(y, yAt + Panels.PAD);
        s11.intoArray(y, yAt + Panels.PAD + LANES);
        s12.intoArray(y, yAt + Panels.PAD + 2 * LANES);
        s13.intoArray(y, yAt + Panels.PAD + 3 * LANES);
        s14.intoArray(y, yAt + Panels.PAD + 4 * LANES);
        s15.intoArray(y, yAt + Panels.PAD + 5 * LANES);
        s16.intoArray(y, yAt + Panels.PAD + 6 * LANES);
        s17.intoArray(y, yAt + Panels.PAD + 7 * LANES);
    }

    /**
     * One vector by a panel of {@value #NARROW} columns in each quarter of W, so that each of four
     * streams runs through its quarter from one end to the other. Two terms a step, one after the
     * other.
     *
     * @param o the first column, in the first quarter
     * @param apart columns a quarter, whole panels
     */
    static void fourStreams(float[] x, Panels w, int terms, int o, int apart, float[] y, int yAt) {
        MemorySegment m = w.memory();
        long lane = (long) LANES * Float.BYTES;
        long step = (long) NARROW * Float.BYTES;
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + apart);
        long w2 = bytes(w, o + 2 * apart);
        long w3 = bytes(w, o + 3 * apart);
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        int k = 0;
        for (; k + 2 <= terms; k += 2) {
            long at = k * step;
            FloatVector a0 = FloatVector.broadcast(F, x[k]);
            s00 = a0.fma(load(m, w0 + at), s00);
            s01 = a0.fma(load(m, w0 + at + lane), s01);
            s10 = a0.fma(load(m, w1 + at), s10);
            s11 = a0.fma(load(m, w1 + at + lane), s11);
            s20 = a0.fma(load(m, w2 + at), s20);
            s21 = a0.fma(load(m, w2 + at + lane), s21);
            s30 = a0.fma(load(m, w3 + at), s30);
            s31 = a0.fma(load(m, w3 + at + lane), s31);
            long next = at + step;
            FloatVector a1 = FloatVector.broadcast(F, x[k + 1]);
            s00 = a1.fma(load(m, w0 + next), s00);
            s01 = a1.fma(load(m, w0 + next + lane), s01);
            s10 = a1.fma(load(m, w1 + next), s10);
            s11 = a1.fma(load(m, w1 + next + lane), s11);
            s20 = a1.fma(load(m, w2 + next), s20);
            s21 = a1.fma(load(m, w2 + next + lane), s21);
            s30 = a1.fma(load(m, w3 + next), s30);
            s31 = a1.fma(load(m, w3 + next + lane), s31);
        }
        if (k < terms) {
            long at = k * step;
            FloatVector a0 = FloatVector.broadcast(F, x[k]);
            s00 = a0.fma(load(m, w0 + at), s00);
            s01 = a0.fma(load(m, w0 + at + lane), s01);
            s10 = a0.fma(load(m, w1 + at), s10);
            s11 = a0.fma(load(m, w1 + at + lane), s11);
            s20 = a0.fma(load(m, w2 + at), s20);
            s21 = a0.fma(load(m, w2 + at + lane), s21);
            s30 = a0.fma(load(m, w3 + at), s30);
            s31 = a0.fma(load(m, w3 + at + lane), s31);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s10.intoArray(y, yAt + apart);
        s11.intoArray(y, yAt + apart + LANES);
        s20.intoArray(y, yAt + 2 * apart);
        s21.intoArray(y, yAt + 2 * apart + LANES);
        s30.intoArray(y, yAt + 3 * apart);
        s31.intoArray(y, yAt + 3 * apart + LANES);
    }

    /** Two vectors of each of four neighbouring panels, each multiplied by a vector of its own. */
    static void fourOfEach(
            float[] x,
            int xAt,
            int xStride,
            Panels w,
            int p,
            int o,
            float[] y,
            int yAt,
            int yStride) {
        MemorySegment m = w.memory();
        long lane = (long) LANES * Float.BYTES;
        long step = (long) w.width() * Float.BYTES;
        long w0 = bytes(w, p * w.width() + o);
        long w1 = bytes(w, (p + 1) * w.width() + o);
        long w2 = bytes(w, (p + 2) * w.width() + o);
        long w3 = bytes(w, (p + 3) * w.width() + o);
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        for (int k = 0; k < w.rows(); k++) {
            long at = k * step;
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(load(m, w0 + at), s00);
            s01 = a0.fma(load(m, w0 + at + lane), s01);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStride + k]);
            s10 = a1.fma(load(m, w1 + at), s10);
            s11 = a1.fma(load(m, w1 + at + lane), s11);
            FloatVector a2 = FloatVector.broadcast(F, x[xAt + 2 * xStride + k]);
            s20 = a2.fma(load(m, w2 + at), s20);
            s21 = a2.fma(load(m, w2 + at + lane), s21);
            FloatVector a3 = FloatVector.broadcast(F, x[xAt + 3 * xStride + k]);
            s30 = a3.fma(load(m, w3 + at), s30);
            s31 = a3.fma(load(m, w3 + at + lane), s31);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s10.intoArray(y, yAt + yStride);
        s11.intoArray(y, yAt + yStride + LANES);
        s20.intoArray(y, yAt + 2 * yStride);
        s21.intoArray(y, yAt + 2 * yStride + LANES);
        s30.intoArray(y, yAt + 3 * yStride);
        s31.intoArray(y, yAt + 3 * yStride + LANES);
    }

    /** Four vectors by two vectors of columns. */
    static void fourByTwo(
            float[] x,
            int xAt,
            int xStride,
            Panels w,
            int terms,
            int o,
            float[] y,
            int yAt,
            int yStride) {
        MemorySegment m = w.memory();
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + LANES);
        long step = (long) w.width() * Float.BYTES;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = k * step;
            FloatVector b0 = load(m, w0 + at);
            FloatVector b1 = load(m, w1 + at);
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStride + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(F, x[xAt + 2 * xStride + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(F, x[xAt + 3 * xStride + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s10.intoArray(y, yAt + yStride);
        s11.intoArray(y, yAt + yStride + LANES);
        s20.intoArray(y, yAt + 2 * yStride);
        s21.intoArray(y, yAt + 2 * yStride + LANES);
        s30.intoArray(y, yAt + 3 * yStride);
        s31.intoArray(y, yAt + 3 * yStride + LANES);
    }

    /** Six vectors by two vectors of columns. */
    static void sixByTwo(
            float[] x,
            int xAt,
            int xStride,
            Panels w,
            int terms,
            int o,
            float[] y,
            int yAt,
            int yStride) {
        MemorySegment m = w.memory();
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + LANES);
        long step = (long) w.width() * Float.BYTES;
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
        for (int k = 0; k < terms; k++) {
            long at = k * step;
            FloatVector b0 = load(m, w0 + at);
            FloatVector b1 = load(m, w1 + at);
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStride + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(F, x[xAt + 2 * xStride + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(F, x[xAt + 3 * xStride + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(F, x[xAt + 4 * xStride + k]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(F, x[xAt + 5 * xStride + k]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s10.intoArray(y, yAt + yStride);
        s11.intoArray(y, yAt + yStride + LANES);
        s20.intoArray(y, yAt + 2 * yStride);
        s21.intoArray(y, yAt + 2 * yStride + LANES);
        s30.intoArray(y, yAt + 3 * yStride);
        s31.intoArray(y, yAt + 3 * yStride + LANES);
        s40.intoArray(y, yAt + 4 * yStride);
        s41.intoArray(y, yAt + 4 * yStride + LANES);
        s50.intoArray(y, yAt + 5 * yStride);
        s51.intoArray(y, yAt + 5 * yStride + LANES);
    }
}
