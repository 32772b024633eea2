package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Vector-matrix and matrix-matrix products.
 *
 * <p>Order: {@code y[r][o]} starts at zero and takes the terms k = 0, 1, 2, … by one fused
 * multiply-add each. Lanes run over outputs, never over the sum, so the bits are those of the
 * scalar twin at every vector width and for every number of rows computed together.
 */
public final class Products {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int LANES = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Columns of the wide panels that are read together. */
    private static final int TOGETHER = 4 * Panels.PAD;

    /** From so many rows on, arithmetic would hold back the reading of wide panels. */
    private static final int READ_FIRST = 4;

    private static final int LINE = 64;

    private Products() {}

    /**
     * Computes {@code y = x W} for the first {@code terms} rows of W.
     *
     * @param x shape (rows, terms), row r starting at {@code r * xStride}
     * @param rows number of vectors multiplied together
     * @param w at least {@code terms} rows
     * @param terms number of terms of each sum
     * @param y shape (rows, padded columns), row r starting at {@code yAt + r * yStride},
     *     overwritten up to the padding
     */
    public static void multiply(
            float[] x,
            int xStride,
            int rows,
            Panels w,
            int terms,
            float[] y,
            int yAt,
            int yStride) {
        if (Lanes.SCALAR) {
            scalar(x, xStride, rows, w, terms, y, yAt, yStride);
        } else {
            vector(x, xStride, rows, w, terms, y, yAt, yStride);
        }
    }

    static void scalar(
            float[] x,
            int xStride,
            int rows,
            Panels w,
            int terms,
            float[] y,
            int yAt,
            int yStride) {
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < w.paddedColumns(); o++) {
                float sum = 0;
                for (int k = 0; k < terms; k++) {
                    sum = Math.fma(x[r * xStride + k], w.at(k, o), sum);
                }
                y[yAt + r * yStride + o] = sum;
            }
        }
    }

    static void vector(
            float[] x,
            int xStride,
            int rows,
            Panels w,
            int terms,
            float[] y,
            int yAt,
            int yStride) {
        int done = 0;
        if (rows == 1) {
            done =
                    w.width() == Panels.PAD
                            ? panelsTogether(x, 0, w, terms, y, yAt)
                            : panelsApart(x, w, terms, y, yAt);
        }
        boolean readFirst = rows >= READ_FIRST && w.width() == Panels.PAD;
        for (int o = done; o < w.paddedColumns(); o += 4 * LANES) {
            int to = yAt + o;
            if (readFirst && o % TOGETHER == 0 && o + TOGETHER <= w.paddedColumns()) {
                y[to] = read(w, o, terms); // anything: it is overwritten below
            }
            int r =
                    Lanes.FEW_REGISTERS
                            ? smallTiles(x, xStride, rows, w, terms, o, y, to, yStride)
                            : 0;
            for (; r + 8 <= rows; r += 8) {
                for (int half = 0; half < 4 * LANES; half += 2 * LANES) {
                    int at = to + r * yStride + half;
                    eightByTwo(x, r * xStride, xStride, w, terms, o + half, y, at, yStride);
                }
            }
            for (; r + 4 <= rows; r += 4) {
                fourByFour(x, r * xStride, xStride, w, terms, o, y, to + r * yStride, yStride);
            }
            for (; r + 2 <= rows; r += 2) {
                twoByFour(x, r * xStride, xStride, w, terms, o, y, to + r * yStride, yStride);
            }
            for (; r < rows; r++) {
                oneByFour(x, r * xStride, w, terms, o, LANES, 2 * LANES, y, to + r * yStride);
            }
        }
    }

    /**
     * Multiplies six or four vectors at a time by four vectors of columns, so many that at most
     * three are left. Returns the vectors done.
     */
    private static int smallTiles(
            float[] x,
            int xStride,
            int rows,
            Panels w,
            int terms,
            int o,
            float[] y,
            int yAt,
            int yStride) {
        int r = 0;
        for (; r + 6 <= rows && rows - r != 8; r += 6) { // 8 are 4 and 4
            int at = yAt + r * yStride;
            for (int half = 0; half < 4 * LANES; half += 2 * LANES) {
                SmallTiles.sixByTwo(
                        x, r * xStride, xStride, w, terms, o + half, y, at + half, yStride);
            }
        }
        for (; r + 4 <= rows; r += 4) {
            int at = yAt + r * yStride;
            for (int half = 0; half < 4 * LANES; half += 2 * LANES) {
                SmallTiles.fourByTwo(
                        x, r * xStride, xStride, w, terms, o + half, y, at + half, yStride);
            }
        }
        return r;
    }

    /**
     * Multiplies each block of {@value Panels#PAD} columns of W by a vector of its own: {@code y[o]
     * = Σ_k x[o / P][k] W[k][o]}.
     *
     * @param x shape (blocks, terms), block b's vector starting at {@code b * xStride}
     * @param w at least {@code terms} rows, whole blocks of columns
     * @param y from {@code yAt}, as many as columns
     */
    public static void multiplyBlocks(
            float[] x, int xStride, Panels w, int terms, float[] y, int yAt) {
        int done = Lanes.SCALAR ? 0 : panelsTogether(x, xStride, w, terms, y, yAt);
        for (int o = done; o < w.columns(); o += Lanes.SCALAR ? 1 : 4 * LANES) {
            int xAt = o / Panels.PAD * xStride;
            if (Lanes.SCALAR) {
                float sum = 0;
                for (int k = 0; k < terms; k++) {
                    sum = Math.fma(x[xAt + k], w.at(k, o), sum);
                }
                y[yAt + o] = sum;
            } else {
                oneByFour(x, xAt, w, terms, o, LANES, 2 * LANES, y, yAt + o);
            }
        }
    }

    /**
     * Multiplies each panel of W by a vector of its own: {@code y_p[o] = Σ_k x_p[k] W[k][P p + o]}.
     *
     * @param x vector p starts at {@code xAt + p * xStride}, one element a row of W
     * @param w its panels of P columns, P a multiple of {@value Sums#PARTIALS}
     * @param y P outputs a panel, those of panel p from {@code yAt + p * yStride}
     */
    public static void multiplyPanels(
            float[] x, int xAt, int xStride, Panels w, float[] y, int yAt, int yStride) {
        int panels = w.columns() / w.width();
        int together = Lanes.SCALAR ? 0 : panels - panels % 4;
        for (int p = 0; p < together; p += 4) {
            int from = xAt + p * xStride;
            int to = yAt + p * yStride;
            for (int o = 0; Lanes.FEW_REGISTERS && o < w.width(); o += 2 * LANES) {
                SmallTiles.fourOfEach(x, from, xStride, w, p, o, y, to + o, yStride);
            }
            for (int o = 0; !Lanes.FEW_REGISTERS && o < w.width(); o += LANES) {
                fourOfEach(x, from, xStride, w, p, o, y, to + o, yStride);
            }
        }
        for (int p = together; p < panels; p++) {
            for (int o = 0; o < w.width(); o += Lanes.SCALAR ? 1 : LANES) {
                oneOfEach(x, xAt + p * xStride, w, p * w.width() + o, y, yAt + p * yStride + o);
            }
        }
    }

    private static void oneOfEach(float[] x, int xAt, Panels w, int o, float[] y, int yAt) {
        if (Lanes.SCALAR) {
            float sum = 0;
            for (int k = 0; k < w.rows(); k++) {
                sum = Math.fma(x[xAt + k], w.at(k, o), sum);
            }
            y[yAt] = sum;
        } else {
            FloatVector sum = FloatVector.zero(F);
            for (int k = 0; k < w.rows(); k++) {
                FloatVector row = load(w.memory(), w.index(k, o) * Float.BYTES);
                sum = row.fma(FloatVector.broadcast(F, x[xAt + k]), sum);
            }
            sum.intoArray(y, yAt);
        }
    }

    /**
     * Multiplies one vector, or one a panel, by as many wide panels as can be taken four at a time.
     * Returns the columns done.
     *
     * @param xStep distance between the vectors of neighbouring panels, 0 for the same
     */
    private static int panelsTogether(
            float[] x, int xStep, Panels w, int terms, float[] y, int yAt) {
        if (w.width() != Panels.PAD) {
            return 0; // the vectors of a narrow one lie in panels of their own
        }
        int o = 0;
        for (;
                Lanes.FEW_REGISTERS && o + 2 * Panels.PAD <= w.paddedColumns();
                o += 2 * Panels.PAD) {
            SmallTiles.twoPanels(x, o / Panels.PAD * xStep, xStep, w, terms, o, y, yAt + o);
        }
        for (; o + TOGETHER <= w.paddedColumns(); o += TOGETHER) {
            int from = o / Panels.PAD * xStep;
            for (int c = o; c < o + Panels.PAD; c += 4 * LANES) {
                fourPanels(x, from, xStep, w, terms, c, y, yAt + c);
            }
        }
        return o;
    }

    /**
     * Multiplies one vector by all panels of at most four vectors a row, those of the first quarter
     * (or half) of the matrix together with their likes in the others: each of the streams then
     * runs through its part from one end to the other. With neighbouring panels they would all
     * begin anew after each panel. Returns the columns done.
     */
    private static int panelsApart(float[] x, Panels w, int terms, float[] y, int yAt) {
        int together = 4 * LANES / w.width();
        if (together == 0) {
            return 0;
        }
        if (Lanes.FEW_REGISTERS && w.width() == SmallTiles.NARROW) {
            int quarter = w.paddedColumns() / 4;
            for (int o = 0; o < quarter; o += w.width()) {
                SmallTiles.fourStreams(x, w, terms, o, quarter, y, yAt + o);
            }
            return w.paddedColumns();
        }
        int apart = w.paddedColumns() / together;
        int near = together == 4 ? apart : LANES;
        int far = together == 2 ? apart : 2 * near;
        for (int o = 0; o < apart; o += w.width()) {
            oneByFour(x, 0, w, terms, o, near, far, y, yAt + o);
        }
        return w.paddedColumns();
    }

    private static long bytes(Panels w, int column) {
        return w.index(0, column) * Float.BYTES;
    }

    private static FloatVector load(MemorySegment memory, long at) {
        return FloatVector.fromMemorySegment(F, memory, at, ORDER);
    }

    /**
     * Four vectors of columns from {@code o}, {@code o + near}, {@code o + far} and {@code o + far
     * + near}, the outputs as far from each other. Two terms a step, one after the other.
     */
    private static void oneByFour(
            float[] x, int xAt, Panels w, int terms, int o, int near, int far, float[] y, int yAt) {
        MemorySegment m = w.memory();
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + near);
        long w2 = bytes(w, o + far);
        long w3 = bytes(w, o + far + near);
        long step = (long) w.width() * Float.BYTES;
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        int k = 0;
        for (; k + 2 <= terms; k += 2) {
            long at = k * step;
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s0 = a0.fma(load(m, w0 + at), s0);
            s1 = a0.fma(load(m, w1 + at), s1);
            s2 = a0.fma(load(m, w2 + at), s2);
            s3 = a0.fma(load(m, w3 + at), s3);
            long next = at + step;
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + k + 1]);
            s0 = a1.fma(load(m, w0 + next), s0);
            s1 = a1.fma(load(m, w1 + next), s1);
            s2 = a1.fma(load(m, w2 + next), s2);
            s3 = a1.fma(load(m, w3 + next), s3);
        }
        if (k < terms) {
            long at = k * step;
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s0 = a0.fma(load(m, w0 + at), s0);
            s1 = a0.fma(load(m, w1 + at), s1);
            s2 = a0.fma(load(m, w2 + at), s2);
            s3 = a0.fma(load(m, w3 + at), s3);
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + near);
        s2.intoArray(y, yAt + far);
        s3.intoArray(y, yAt + far + near);
    }

    /**
     * Four vectors of each of four neighbouring panels. Four streams from memory keep more reads
     * under way than one.
     */
    private static void fourPanels(
            float[] x, int xAt, int xStep, Panels w, int terms, int o, float[] y, int yAt) {
        MemorySegment m = w.memory();
        long lane = (long) LANES * Float.BYTES;
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + Panels.PAD);
        long w2 = bytes(w, o + 2 * Panels.PAD);
        long w3 = bytes(w, o + 3 * Panels.PAD);
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = (long) k * Panels.PAD * Float.BYTES;
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(load(m, w0 + at), s00);
            s01 = a0.fma(load(m, w0 + at + lane), s01);
            s02 = a0.fma(load(m, w0 + at + 2 * lane), s02);
            s03 = a0.fma(load(m, w0 + at + 3 * lane), s03);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStep + k]);
            s10 = a1.fma(load(m, w1 + at), s10);
            s11 = a1.fma(load(m, w1 + at + lane), s11);
            s12 = a1.fma(load(m, w1 + at + 2 * lane), s12);
            s13 = a1.fma(load(m, w1 + at + 3 * lane), s13);
            FloatVector a2 = FloatVector.broadcast(F, x[xAt + 2 * xStep + k]);
            s20 = a2.fma(load(m, w2 + at), s20);
            s21 = a2.fma(load(m, w2 + at + lane), s21);
            s22 = a2.fma(load(m, w2 + at + 2 * lane), s22);
            s23 = a2.fma(load(m, w2 + at + 3 * lane), s23);
            FloatVector a3 = FloatVector.broadcast(F, x[xAt + 3 * xStep + k]);
            s30 = a3.fma(load(m, w3 + at), s30);
            s31 = a3.fma(load(m, w3 + at + lane), s31);
            s32 = a3.fma(load(m, w3 + at + 2 * lane), s32);
            s33 = a3.fma(load(m, w3 + at + 3 * lane), s33);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s02.intoArray(y, yAt + 2 * LANES);
        s03.intoArray(y, yAt + 3 * LANES);
        s10.intoArray(y, yAt + Panels.PAD);
        s11.intoArray(y, yAt + Panels.PAD + LANES);
        s12.intoArray(y, yAt + Panels.PAD + 2 * LANES);
        s13.intoArray(y, yAt + Panels.PAD + 3 * LANES);
        s20.intoArray(y, yAt + 2 * Panels.PAD);
        s21.intoArray(y, yAt + 2 * Panels.PAD + LANES);
        s22.intoArray(y, yAt + 2 * Panels.PAD + 2 * LANES);
        s23.intoArray(y, yAt + 2 * Panels.PAD + 3 * LANES);
        s30.intoArray(y, yAt + 3 * Panels.PAD);
        s31.intoArray(y, yAt + 3 * Panels.PAD + LANES);
        s32.intoArray(y, yAt + 3 * Panels.PAD + 2 * LANES);
        s33.intoArray(y, yAt + 3 * Panels.PAD + 3 * LANES);
    }

    /**
     * Reads four neighbouring panels, so that they are in the nearest caches for products that do
     * much with each element: with arithmetic between them, far reads would be too few at a time.
     * Returns a sum, so that the compiler keeps the reads.
     */
    private static float read(Panels w, int o, int terms) {
        MemorySegment m = w.memory();
        long w0 = bytes(w, o);
        long w1 = bytes(w, o + Panels.PAD);
        long w2 = bytes(w, o + 2 * Panels.PAD);
        long w3 = bytes(w, o + 3 * Panels.PAD);
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = (long) k * Panels.PAD * Float.BYTES;
            s0 = s0.add(load(m, w0 + at)).add(load(m, w0 + at + LINE));
            s0 = s0.add(load(m, w0 + at + 2 * LINE)).add(load(m, w0 + at + 3 * LINE));
            s1 = s1.add(load(m, w1 + at)).add(load(m, w1 + at + LINE));
            s1 = s1.add(load(m, w1 + at + 2 * LINE)).add(load(m, w1 + at + 3 * LINE));
            s2 = s2.add(load(m, w2 + at)).add(load(m, w2 + at + LINE));
            s2 = s2.add(load(m, w2 + at + 2 * LINE)).add(load(m, w2 + at + 3 * LINE));
            s3 = s3.add(load(m, w3 + at)).add(load(m, w3 + at + LINE));
            s3 = s3.add(load(m, w3 + at + 2 * LINE)).add(load(m, w3 + at + 3 * LINE));
        }
        return s0.add(s1).add(s2.add(s3)).lane(0);
    }

    /** One vector of each of four neighbouring panels, two terms a step, one after the other. */
    private static void fourOfEach(
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
        long step = (long) w.width() * Float.BYTES;
        long w0 = bytes(w, p * w.width() + o);
        long w1 = bytes(w, (p + 1) * w.width() + o);
        long w2 = bytes(w, (p + 2) * w.width() + o);
        long w3 = bytes(w, (p + 3) * w.width() + o);
        int x1 = xAt + xStride;
        int x2 = x1 + xStride;
        int x3 = x2 + xStride;
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        int k = 0;
        for (; k + 2 <= w.rows(); k += 2) {
            long at = k * step;
            s0 = load(m, w0 + at).fma(FloatVector.broadcast(F, x[xAt + k]), s0);
            s1 = load(m, w1 + at).fma(FloatVector.broadcast(F, x[x1 + k]), s1);
            s2 = load(m, w2 + at).fma(FloatVector.broadcast(F, x[x2 + k]), s2);
            s3 = load(m, w3 + at).fma(FloatVector.broadcast(F, x[x3 + k]), s3);
            long next = at + step;
            s0 = load(m, w0 + next).fma(FloatVector.broadcast(F, x[xAt + k + 1]), s0);
            s1 = load(m, w1 + next).fma(FloatVector.broadcast(F, x[x1 + k + 1]), s1);
            s2 = load(m, w2 + next).fma(FloatVector.broadcast(F, x[x2 + k + 1]), s2);
            s3 = load(m, w3 + next).fma(FloatVector.broadcast(F, x[x3 + k + 1]), s3);
        }
        if (k < w.rows()) {
            long at = k * step;
            s0 = load(m, w0 + at).fma(FloatVector.broadcast(F, x[xAt + k]), s0);
            s1 = load(m, w1 + at).fma(FloatVector.broadcast(F, x[x1 + k]), s1);
            s2 = load(m, w2 + at).fma(FloatVector.broadcast(F, x[x2 + k]), s2);
            s3 = load(m, w3 + at).fma(FloatVector.broadcast(F, x[x3 + k]), s3);
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + yStride);
        s2.intoArray(y, yAt + 2 * yStride);
        s3.intoArray(y, yAt + 3 * yStride);
    }

    private static void twoByFour(
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
        long w2 = bytes(w, o + 2 * LANES);
        long w3 = bytes(w, o + 3 * LANES);
        long step = (long) w.width() * Float.BYTES;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = k * step;
            FloatVector b0 = load(m, w0 + at);
            FloatVector b1 = load(m, w1 + at);
            FloatVector b2 = load(m, w2 + at);
            FloatVector b3 = load(m, w3 + at);
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStride + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s02.intoArray(y, yAt + 2 * LANES);
        s03.intoArray(y, yAt + 3 * LANES);
        s10.intoArray(y, yAt + yStride);
        s11.intoArray(y, yAt + yStride + LANES);
        s12.intoArray(y, yAt + yStride + 2 * LANES);
        s13.intoArray(y, yAt + yStride + 3 * LANES);
    }

    private static void fourByFour(
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
        long w2 = bytes(w, o + 2 * LANES);
        long w3 = bytes(w, o + 3 * LANES);
        long step = (long) w.width() * Float.BYTES;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        for (int k = 0; k < terms; k++) {
            long at = k * step;
            FloatVector b0 = load(m, w0 + at);
            FloatVector b1 = load(m, w1 + at);
            FloatVector b2 = load(m, w2 + at);
            FloatVector b3 = load(m, w3 + at);
            FloatVector a0 = FloatVector.broadcast(F, x[xAt + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(F, x[xAt + xStride + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.broadcast(F, x[xAt + 2 * xStride + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.broadcast(F, x[xAt + 3 * xStride + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
        }
        s00.intoArray(y, yAt);
        s01.intoArray(y, yAt + LANES);
        s02.intoArray(y, yAt + 2 * LANES);
        s03.intoArray(y, yAt + 3 * LANES);
        s10.intoArray(y, yAt + yStride);
        s11.intoArray(y, yAt + yStride + LANES);
        s12.intoArray(y, yAt + yStride + 2 * LANES);
        s13.intoArray(y, yAt + yStride + 3 * LANES);
        s20.intoArray(y, yAt + 2 * yStride);
        s21.intoArray(y, yAt + 2 * yStride + LANES);
        s22.intoArray(y, yAt + 2 * yStride + 2 * LANES);
        s23.intoArray(y, yAt + 2 * yStride + 3 * LANES);
        s30.intoArray(y, yAt + 3 * yStride);
        s31.intoArray(y, yAt + 3 * yStride + LANES);
        s32.intoArray(y, yAt + 3 * yStride + 2 * LANES);
        s33.intoArray(y, yAt + 3 * yStride + 3 * LANES);
    }

    private static void eightByTwo(
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
        FloatVector s60 = FloatVector.zero(F);
        FloatVector s61 = FloatVector.zero(F);
        FloatVector s70 = FloatVector.zero(F);
        FloatVector s71 = FloatVector.zero(F);
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
            FloatVector a6 = FloatVector.broadcast(F, x[xAt + 6 * xStride + k]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            FloatVector a7 = FloatVector.broadcast(F, x[xAt + 7 * xStride + k]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
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
        s60.intoArray(y, yAt + 6 * yStride);
        s61.intoArray(y, yAt + 6 * yStride + LANES);
        s70.intoArray(y, yAt + 7 * yStride);
        s71.intoArray(y, yAt + 7 * yStride + LANES);
    }
}
