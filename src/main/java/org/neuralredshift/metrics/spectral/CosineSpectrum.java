package org.neuralredshift.metrics.spectral;

import java.util.Arrays;

/**
 * The orthonormal cosine transform (DCT-II) of a grid, which continues it by mirrors and so has no
 * jump at its edges, and the mean frequency in cycles a side. Not thread-safe. Time O(N^d log N).
 *
 * <p>Along an axis, the even elements followed by the odd ones backwards are Fourier transformed
 * and turned by a quarter step (Makhoul 1980, doi:10.1109/TASSP.1980.1163351). Two real lines go
 * through one complex transform.
 */
final class CosineSpectrum {
    private final int dimensions;
    private final int side;
    private final LineTransform transform;
    private final double[] cos;
    private final double[] sin;
    private final double[] radius;
    private double[] values;
    private double[] spare;
    private double rounding;
    private final double[] re;
    private final double[] im;

    CosineSpectrum(GridShape shape) {
        this.dimensions = shape.dimensions();
        this.side = shape.side();
        this.transform = LineTransform.of(side);
        int points = shape.points();
        int pairs = side * ((points / side + 1) / 2);
        this.values = new double[points];
        this.spare = new double[points];
        this.re = new double[pairs];
        this.im = new double[pairs];
        this.cos = new double[side];
        this.sin = new double[side];
        for (int k = 0; k < side; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / side);
            cos[k] = scale * StrictMath.cos(Math.PI * k / (2.0 * side));
            sin[k] = scale * StrictMath.sin(Math.PI * k / (2.0 * side));
        }
        this.radius = Radii.of(dimensions, side, k -> k);
    }

    /** Transforms a grid, shape (N, …, N), for the means that follow. */
    void load(double[] f) {
        transform(f);
        double squares = 0;
        for (double value : f) {
            squares += value * value;
        }
        rounding = WeightedMean.ROUNDING * Math.sqrt(squares);
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.abs(values[k]);
        }
    }

    /**
     * Computes Σ |D| ‖k‖/2 / Σ |D| over k ≠ 0, or 0 when nothing is left. |D| up to 1e-12 ‖f‖₂, and
     * up to the given floor, counts as 0.
     */
    double mean(double floor) {
        double least = Math.max(floor, rounding);
        double weighted = 0;
        double total = 0;
        for (int k = 1; k < values.length; k++) {
            double a = values[k] > least ? values[k] : 0;
            weighted += a * radius[k];
            total += a;
        }
        return total > 0 ? weighted / total / 2 : 0;
    }

    /** Transforms a grid and returns the coefficients, shape (N, …, N); overwritten by the next. */
    double[] transform(double[] f) {
        System.arraycopy(f, 0, values, 0, f.length);
        int columns = f.length / side;
        for (int axis = 0; axis < dimensions; axis++) {
            alongFirstAxis(columns);
            if (dimensions > 1) {
                Axes.rotate(values, spare, side, columns);
                double[] swapped = values;
                values = spare;
                spare = swapped;
            }
        }
        return values;
    }

    private void alongFirstAxis(int columns) {
        int pairs = (columns + 1) / 2;
        int second = columns - pairs;
        for (int i = 0; i < side; i++) {
            int place = i % 2 == 0 ? i / 2 : side - 1 - i / 2;
            System.arraycopy(values, i * columns, re, place * pairs, pairs);
            System.arraycopy(values, i * columns + pairs, im, place * pairs, second);
            Arrays.fill(im, place * pairs + second, (place + 1) * pairs, 0);
        }
        transform.forward(re, im, pairs);
        for (int k = 0; k < side; k++) {
            int at = k * pairs;
            int mirror = (k == 0 ? 0 : side - k) * pairs;
            for (int b = 0; b < pairs; b++) {
                // Line b is the part of z that is conjugate-even, line b + pairs the odd one.
                double evenRe = (re[at + b] + re[mirror + b]) / 2;
                double evenIm = (im[at + b] - im[mirror + b]) / 2;
                values[k * columns + b] = evenRe * cos[k] + evenIm * sin[k];
            }
            for (int b = 0; b < second; b++) {
                double oddRe = (im[at + b] + im[mirror + b]) / 2;
                double oddIm = (re[mirror + b] - re[at + b]) / 2;
                values[k * columns + pairs + b] = oddRe * cos[k] + oddIm * sin[k];
            }
        }
    }
}
