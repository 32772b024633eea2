package org.neuralredshift.metrics.spectral;

import org.jspecify.annotations.Nullable;

/**
 * Complex lines side by side, shape (n, lines), row-major: element k of line b at k * lines + b.
 * Passes read one pair of arrays and write the other, then {@link #swap} makes the written pair the
 * one to be read. A first pass may read rows that lie elsewhere.
 */
final class Lines {
    /**
     * Lines that go through a transform together: few, so that they stay in a cache near the
     * processor, and no power of two, so that their elements do not meet in the same places of it.
     */
    private static final int TOGETHER = 24;

    /** What is read. */
    double[] re = new double[0];

    double[] im = new double[0];

    /** Where it starts. */
    int reAt;

    int imAt;

    /** What is written. */
    double[] otherRe = new double[0];

    double[] otherIm = new double[0];

    private int @Nullable [] rows;
    private double[] ownRe = re;
    private double[] ownIm = im;

    /** Returns how many of the lines that are left are transformed next. */
    static int together(int left) {
        return left < 2 * TOGETHER ? left : TOGETHER;
    }

    /** Returns the rows of a matrix of so many columns, for {@link #readFrom}. */
    static int[] rows(int n, int columns) {
        int[] offsets = new int[n];
        for (int k = 0; k < n; k++) {
            offsets[k] = k * columns;
        }
        return offsets;
    }

    /** Makes room for some elements; their values are lost when there was not enough. */
    void reserve(int elements) {
        if (otherRe.length < elements) {
            re = new double[elements];
            im = new double[elements];
            otherRe = new double[elements];
            otherIm = new double[elements];
        }
    }

    /**
     * Reads lines from elsewhere until the next {@link #swap}.
     *
     * @param offsets of the rows, from where the lines start
     */
    void readFrom(double[] realParts, int reFrom, double[] imaginary, int imFrom, int[] offsets) {
        ownRe = re;
        ownIm = im;
        re = realParts;
        im = imaginary;
        reAt = reFrom;
        imAt = imFrom;
        rows = offsets;
    }

    /** Where a row starts, from where the lines start, if there are s elements a row. */
    int row(int k, int s) {
        int[] offsets = rows;
        return offsets == null ? k * s : offsets[k];
    }

    /** Element q of row k of the real parts, if there are s a row. */
    double re(int k, int s, int q) {
        return re[reAt + row(k, s) + q];
    }

    /** As {@link #re(int, int, int)}, of the imaginary parts. */
    double im(int k, int s, int q) {
        return im[imAt + row(k, s) + q];
    }

    /** Copies n rows of s elements that lie elsewhere, so that a pass may change them. */
    void collect(int n, int s) {
        if (rows != null) {
            for (int k = 0; k < n; k++) {
                System.arraycopy(re, reAt + row(k, s), ownRe, k * s, s);
                System.arraycopy(im, imAt + row(k, s), ownIm, k * s, s);
            }
            re = ownRe;
            im = ownIm;
            reAt = 0;
            imAt = 0;
            rows = null;
        }
    }

    /** What was written becomes what is read. */
    void swap() {
        double[] nextRe = rows == null ? re : ownRe;
        double[] nextIm = rows == null ? im : ownIm;
        re = otherRe;
        im = otherIm;
        reAt = 0;
        imAt = 0;
        rows = null;
        otherRe = nextRe;
        otherIm = nextIm;
    }

    /** Real parts become imaginary ones, and the other way round. */
    void exchange() {
        double[] was = re;
        re = im;
        im = was;
    }
}
