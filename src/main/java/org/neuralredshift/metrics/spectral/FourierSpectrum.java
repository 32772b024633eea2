package org.neuralredshift.metrics.spectral;

import java.util.Arrays;

/**
 * Amplitudes |F(k)| of the discrete Fourier transform of a grid, and their means over frequency.
 * Not thread-safe. Time O(N^d log N), memory six times the grid.
 */
final class FourierSpectrum {
    private final int dimensions;
    private final int side;
    private final LineTransform transform;
    private final double[] radius;
    private double[] re;
    private double[] im;
    private double[] spareRe;
    private double[] spareIm;
    private final double[] amplitude;

    FourierSpectrum(GridShape shape) {
        this.dimensions = shape.dimensions();
        this.side = shape.side();
        this.transform = LineTransform.of(side);
        int points = shape.points();
        this.re = new double[points];
        this.im = new double[points];
        this.spareRe = new double[points];
        this.spareIm = new double[points];
        this.amplitude = new double[points];
        this.radius = Radii.of(dimensions, side, k -> k <= side / 2 ? k : k - side);
    }

    /**
     * Computes the amplitudes. Those up to 1e-12 times the sum of |f| become 0: they are rounding.
     *
     * @param f shape (N, …, N)
     */
    void load(double[] f) {
        int columns = f.length / side;
        System.arraycopy(f, 0, re, 0, f.length);
        Arrays.fill(im, 0);
        for (int axis = 0; axis < dimensions; axis++) {
            transform.forward(re, im, columns);
            if (dimensions > 1) {
                Axes.rotate(re, spareRe, side, columns);
                Axes.rotate(im, spareIm, side, columns);
                double[] swapped = re;
                re = spareRe;
                spareRe = swapped;
                swapped = im;
                im = spareIm;
                spareIm = swapped;
            }
        }
        double sum = 0;
        for (double value : f) {
            sum += Math.abs(value);
        }
        for (int k = 0; k < amplitude.length; k++) {
            double a = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
            amplitude[k] = a > WeightedMean.ROUNDING * sum ? a : 0;
        }
    }

    /** Computes Σ |F| ‖k‖ / Σ |F| over k ≠ 0, or 0 when nothing is left. */
    double mean() {
        return WeightedMean.of(amplitude, radius);
    }

    /** As {@link #mean}, over ‖k‖ of (0, N/2]. */
    double meanInDisc() {
        double weighted = 0;
        double total = 0;
        for (int k = 1; k < amplitude.length; k++) {
            if (2 * radius[k] <= side) {
                weighted += amplitude[k] * radius[k];
                total += amplitude[k];
            }
        }
        return total > 0 ? weighted / total : 0;
    }

    /** As {@link #mean}, weighted by |F|². */
    double meanOfPower() {
        double weighted = 0;
        double total = 0;
        for (int k = 1; k < amplitude.length; k++) {
            double power = amplitude[k] * amplitude[k];
            weighted += power * radius[k];
            total += power;
        }
        return total > 0 ? weighted / total : 0;
    }
}
