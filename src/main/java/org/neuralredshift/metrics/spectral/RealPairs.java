package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

/**
 * Parts the transforms of two real lines that went through one complex transform z: with the mirror
 * row m = n - k, twice that of the first is (re z_k + re z_m) + i (im z_k - im z_m), twice that of
 * the second (im z_k + im z_m) + i (re z_m - re z_k).
 */
final class RealPairs {
    private RealPairs() {}

    /**
     * Writes twice the transforms, rows k = 0 … n/2 of them, to the other arrays of z: those of the
     * first lines at row k, those of the second lines behind them, shape (n/2 + 1, 2 lines).
     *
     * @param z transformed, shape (n, lines)
     */
    static void part(Lines z, int n, int lines) {
        int whole = DoubleLanes.whole(lines);
        if (whole > 0) {
            vectorPart(z, n, lines, whole);
        }
        for (int k = 0; k <= n / 2; k++) {
            int mirror = k == 0 ? 0 : n - k;
            for (int b = whole; b < lines; b++) {
                int at = k * lines + b;
                int to = 2 * k * lines + b;
                int m = mirror * lines + b;
                z.otherRe[to] = z.re[at] + z.re[m];
                z.otherIm[to] = z.im[at] - z.im[m];
                z.otherRe[to + lines] = z.im[at] + z.im[m];
                z.otherIm[to + lines] = z.re[m] - z.re[at];
            }
        }
    }

    private static void vectorPart(Lines z, int n, int lines, int whole) {
        double[] re = z.re;
        double[] im = z.im;
        double[] toRe = z.otherRe;
        double[] toIm = z.otherIm;
        for (int k = 0; k <= n / 2; k++) {
            int mirror = k == 0 ? 0 : n - k;
            for (int b = 0; b < whole; b += LANES) {
                int to = 2 * k * lines + b;
                DoubleVector kr = DoubleVector.fromArray(D, re, k * lines + b);
                DoubleVector ki = DoubleVector.fromArray(D, im, k * lines + b);
                DoubleVector mr = DoubleVector.fromArray(D, re, mirror * lines + b);
                DoubleVector mi = DoubleVector.fromArray(D, im, mirror * lines + b);
                kr.add(mr).intoArray(toRe, to);
                ki.sub(mi).intoArray(toIm, to);
                ki.add(mi).intoArray(toRe, to + lines);
                mr.sub(kr).intoArray(toIm, to + lines);
            }
        }
    }

    /**
     * Writes the real parts of the transforms, turned: a row k of them times cos[k] - i sin[k],
     * over two. First lines to the other real array of z, second lines to the other imaginary one.
     *
     * @param z transformed, shape (n, lines)
     */
    static void turn(Lines z, int n, int lines, double[] cos, double[] sin) {
        int whole = DoubleLanes.whole(lines);
        if (whole > 0) {
            vectorTurn(z, n, lines, whole, cos, sin);
        }
        for (int k = 0; k <= n / 2; k++) {
            int mirror = k == 0 ? 0 : n - k;
            for (int b = whole; b < lines; b++) {
                int at = k * lines + b;
                int m = mirror * lines + b;
                double firstR = z.re[at] + z.re[m];
                double firstI = z.im[at] - z.im[m];
                double secondR = z.im[at] + z.im[m];
                double secondI = z.re[m] - z.re[at];
                z.otherRe[m] = Math.fma(firstR, cos[mirror], -firstI * sin[mirror]);
                z.otherIm[m] = Math.fma(secondR, cos[mirror], -secondI * sin[mirror]);
                z.otherRe[at] = Math.fma(firstR, cos[k], firstI * sin[k]);
                z.otherIm[at] = Math.fma(secondR, cos[k], secondI * sin[k]);
            }
        }
    }

    private static void vectorTurn(
            Lines z, int n, int lines, int whole, double[] cos, double[] sin) {
        double[] re = z.re;
        double[] im = z.im;
        double[] first = z.otherRe;
        double[] second = z.otherIm;
        for (int k = 0; k <= n / 2; k++) {
            int mirror = k == 0 ? 0 : n - k;
            DoubleVector kc = DoubleVector.broadcast(D, cos[k]);
            DoubleVector ks = DoubleVector.broadcast(D, sin[k]);
            DoubleVector mc = DoubleVector.broadcast(D, cos[mirror]);
            DoubleVector ms = DoubleVector.broadcast(D, -sin[mirror]);
            for (int b = 0; b < whole; b += LANES) {
                int at = k * lines + b;
                int m = mirror * lines + b;
                DoubleVector kr = DoubleVector.fromArray(D, re, at);
                DoubleVector ki = DoubleVector.fromArray(D, im, at);
                DoubleVector mr = DoubleVector.fromArray(D, re, m);
                DoubleVector mi = DoubleVector.fromArray(D, im, m);
                DoubleVector firstR = kr.add(mr);
                DoubleVector firstI = ki.sub(mi);
                DoubleVector secondR = ki.add(mi);
                DoubleVector secondI = mr.sub(kr);
                firstR.fma(mc, firstI.mul(ms)).intoArray(first, m);
                secondR.fma(mc, secondI.mul(ms)).intoArray(second, m);
                firstR.fma(kc, firstI.mul(ks)).intoArray(first, at);
                secondR.fma(kc, secondI.mul(ks)).intoArray(second, at);
            }
        }
    }
}
