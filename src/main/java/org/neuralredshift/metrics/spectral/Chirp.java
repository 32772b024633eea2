package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

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
    private final Lines longer = new Lines();

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
    public void forward(Lines z, int lines) {
        int size = Math.multiplyExact(length, lines);
        longer.reserve(size);
        turn(z, longer.otherRe, longer.otherIm, cos, sin, n, lines);
        Arrays.fill(longer.otherRe, n * lines, size, 0);
        Arrays.fill(longer.otherIm, n * lines, size, 0);
        longer.swap();
        inner.forward(longer, lines);
        turn(longer, longer.otherRe, longer.otherIm, kernelRe, kernelIm, length, lines);
        longer.swap();
        // The inverse transform is the forward one with the two parts exchanged, before and after.
        longer.exchange();
        inner.forward(longer, lines);
        longer.exchange();
        turn(longer, z.otherRe, z.otherIm, cos, sin, n, lines);
        z.swap();
    }

    /** Multiplies row k of x by (wr[k], wi[k]), with a fused multiply-add a part. */
    private static void turn(
            Lines x, double[] yr, double[] yi, double[] wr, double[] wi, int n, int lines) {
        int whole = DoubleLanes.whole(lines);
        if (whole > 0) {
            vectorTurn(x, yr, yi, wr, wi, n, lines, whole);
        }
        for (int k = 0; k < n; k++) {
            for (int b = whole; b < lines; b++) {
                double re = x.re(k, lines, b);
                double im = x.im(k, lines, b);
                yr[k * lines + b] = Math.fma(re, wr[k], -im * wi[k]);
                yi[k * lines + b] = Math.fma(re, wi[k], im * wr[k]);
            }
        }
    }

    private static void vectorTurn(
            Lines x,
            double[] yr,
            double[] yi,
            double[] wr,
            double[] wi,
            int n,
            int lines,
            int whole) {
        double[] xr = x.re;
        double[] xi = x.im;
        for (int k = 0; k < n; k++) {
            DoubleVector cr = DoubleVector.broadcast(D, wr[k]);
            DoubleVector ci = DoubleVector.broadcast(D, wi[k]);
            DoubleVector minus = DoubleVector.broadcast(D, -wi[k]);
            int reFrom = x.reAt + x.row(k, lines);
            int imFrom = x.imAt + x.row(k, lines);
            int to = k * lines;
            for (int b = 0; b < whole; b += LANES) {
                DoubleVector re = DoubleVector.fromArray(D, xr, reFrom + b);
                DoubleVector im = DoubleVector.fromArray(D, xi, imFrom + b);
                re.fma(cr, im.mul(minus)).intoArray(yr, to + b);
                re.fma(ci, im.mul(cr)).intoArray(yi, to + b);
            }
        }
    }
}
