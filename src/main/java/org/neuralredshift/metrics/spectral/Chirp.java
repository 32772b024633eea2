package org.neuralredshift.metrics.spectral;

import java.util.Arrays;

/**
 * The transform of any length by a convolution with a chirp of a power-of-two length (Bluestein
 * 1970, doi:10.1109/TAU.1970.1162132). Time O(n log n) a line.
 */
final class Chirp implements LineTransform {
    private final int n;
    private final int length;
    private final LineTransform inner;
    private final double[] cos;
    private final double[] sin;
    private final double[] kernelRe;
    private final double[] kernelIm;
    private double[] re2 = new double[0];
    private double[] im2 = new double[0];

    Chirp(int n) {
        this.n = n;
        this.length = Integer.highestOneBit(2 * n - 1) << 1;
        this.inner = new MixedRadix(length);
        this.cos = new double[n];
        this.sin = new double[n];
        this.kernelRe = new double[length];
        this.kernelIm = new double[length];
        for (int j = 0; j < n; j++) {
            // The square is reduced in integers: its angle would lose digits.
            double angle = Math.PI * ((long) j * j % (2L * n)) / n;
            cos[j] = StrictMath.cos(angle);
            sin[j] = -StrictMath.sin(angle);
            int back = j == 0 ? 0 : length - j;
            kernelRe[j] = kernelRe[back] = cos[j] / length;
            kernelIm[j] = kernelIm[back] = -sin[j] / length;
        }
        inner.forward(kernelRe, kernelIm, 1);
    }

    @Override
    public void forward(double[] re, double[] im, int lines) {
        int size = Math.multiplyExact(length, lines);
        if (re2.length < size) {
            re2 = new double[size];
            im2 = new double[size];
        }
        Arrays.fill(re2, n * lines, size, 0);
        Arrays.fill(im2, n * lines, size, 0);
        turn(re, im, re2, im2, cos, sin, n, lines);
        inner.forward(re2, im2, lines);
        turn(re2, im2, re2, im2, kernelRe, kernelIm, length, lines);
        // The inverse transform is the forward one with the two parts exchanged, before and after.
        inner.forward(im2, re2, lines);
        turn(re2, im2, re, im, cos, sin, n, lines);
    }

    private static void turn(
            double[] xr,
            double[] xi,
            double[] yr,
            double[] yi,
            double[] wr,
            double[] wi,
            int length,
            int lines) {
        for (int k = 0; k < length; k++) {
            double cr = wr[k];
            double ci = wi[k];
            for (int at = k * lines; at < (k + 1) * lines; at++) {
                double r = xr[at] * cr - xi[at] * ci;
                double i = xr[at] * ci + xi[at] * cr;
                yr[at] = r;
                yi[at] = i;
            }
        }
    }
}
