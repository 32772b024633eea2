package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

/**
 * Stockham's pass of an odd radix r, see {@link MixedRadix}. Elements j and r - j have conjugate
 * factors, so that first their sums t_j and differences d_j are taken, in place. Then, h = (r -
 * 1)/2, the outputs k and r - k are
 *
 * <p>A ± B/i, A = x_0 + Σ_j t_j cos(2πjk / r), B = Σ_j d_j sin(2πjk / r),
 *
 * <p>terms in the order j = 1, 2, …, h by fused multiply-adds, and turned at the end.
 */
final class OddRadix {
    private OddRadix() {}

    /** Replaces elements j and r - j by their sum and difference, j = 1, 2, … below r/2. */
    static void fold(Lines z, int radix, int size) {
        int block = size / radix;
        for (int j = 1; j < radix - j; j++) {
            fold(z.re, j * block, (radix - j) * block, block);
            fold(z.im, j * block, (radix - j) * block, block);
        }
    }

    private static void fold(double[] x, int a, int b, int n) {
        int whole = DoubleLanes.whole(n);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector u = DoubleVector.fromArray(D, x, a + i);
            DoubleVector v = DoubleVector.fromArray(D, x, b + i);
            u.add(v).intoArray(x, a + i);
            u.sub(v).intoArray(x, b + i);
        }
        for (int i = whole; i < n; i++) {
            double u = x[a + i];
            double v = x[b + i];
            x[a + i] = u + v;
            x[b + i] = u - v;
        }
    }

    /** The rest of the pass for places from to to - 1 of each s. */
    static void scalar(
            Lines z, int radix, int m, int s, int from, int to, double[] cos, double[] sin) {
        int apart = m / radix;
        for (int p = 0; p < apart; p++) {
            for (int q = from; q < to; q++) {
                double sumR = z.re[s * p + q];
                double sumI = z.im[s * p + q];
                for (int j = 1; j < radix - j; j++) {
                    sumR += z.re[s * (p + j * apart) + q];
                    sumI += z.im[s * (p + j * apart) + q];
                }
                z.otherRe[s * radix * p + q] = sumR;
                z.otherIm[s * radix * p + q] = sumI;
                for (int k = 1; k < radix - k; k++) {
                    outputs(z, radix, k, m, s, p, q, cos, sin);
                }
            }
        }
    }

    /** Outputs k and r - k. */
    private static void outputs(
            Lines z, int radix, int k, int m, int s, int p, int q, double[] cos, double[] sin) {
        int apart = m / radix;
        double ar = z.re[s * p + q];
        double ai = z.im[s * p + q];
        double br = 0;
        double bi = 0;
        for (int j = 1; j < radix - j; j++) {
            // exp(-2πi jk / r) out of the table of length m = r * apart
            double c = cos[j * k % radix * apart];
            double d = sin[j * k % radix * apart];
            int sum = s * (p + j * apart) + q;
            int difference = s * (p + (radix - j) * apart) + q;
            ar = Math.fma(z.re[sum], c, ar);
            ai = Math.fma(z.im[sum], c, ai);
            br = Math.fma(z.re[difference], d, br);
            bi = Math.fma(z.im[difference], d, bi);
        }
        int y = s * (radix * p + k) + q;
        Radix4.turn(ar - bi, ai + br, cos[p * k], sin[p * k], z.otherRe, z.otherIm, y);
        int l = radix - k;
        y = s * (radix * p + l) + q;
        Radix4.turn(ar + bi, ai - br, cos[p * l], sin[p * l], z.otherRe, z.otherIm, y);
    }

    /** As {@link #scalar}, for a number of places that is a multiple of the lanes. */
    static void vector(
            Lines z, int radix, int m, int s, int from, int to, double[] cos, double[] sin) {
        for (int p = 0; p < m / radix; p++) {
            sums(z.re, z.otherRe, radix, m, s, p, from, to);
            sums(z.im, z.otherIm, radix, m, s, p, from, to);
            for (int k = 1; k < radix - k; k++) {
                vectorOutputs(z, radix, k, m, s, p, from, to, cos, sin);
            }
        }
    }

    private static void sums(
            double[] x, double[] y, int radix, int m, int s, int p, int from, int to) {
        int apart = s * (m / radix);
        for (int q = from; q < to; q += LANES) {
            DoubleVector sum = DoubleVector.fromArray(D, x, s * p + q);
            for (int j = 1; j < radix - j; j++) {
                sum = sum.add(DoubleVector.fromArray(D, x, s * p + j * apart + q));
            }
            sum.intoArray(y, s * radix * p + q);
        }
    }

    private static void vectorOutputs(
            Lines z,
            int radix,
            int k,
            int m,
            int s,
            int p,
            int from,
            int to,
            double[] cos,
            double[] sin) {
        double[] xr = z.re;
        double[] xi = z.im;
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / radix;
        int l = radix - k;
        for (int q = from; q < to; q += LANES) {
            DoubleVector ar = DoubleVector.fromArray(D, xr, s * p + q);
            DoubleVector ai = DoubleVector.fromArray(D, xi, s * p + q);
            DoubleVector br = DoubleVector.zero(D);
            DoubleVector bi = DoubleVector.zero(D);
            for (int j = 1; j < radix - j; j++) {
                int at = j * k % radix * apart;
                DoubleVector c = DoubleVector.broadcast(D, cos[at]);
                DoubleVector d = DoubleVector.broadcast(D, sin[at]);
                int sum = s * (p + j * apart) + q;
                int difference = s * (p + (radix - j) * apart) + q;
                ar = DoubleVector.fromArray(D, xr, sum).fma(c, ar);
                ai = DoubleVector.fromArray(D, xi, sum).fma(c, ai);
                br = DoubleVector.fromArray(D, xr, difference).fma(d, br);
                bi = DoubleVector.fromArray(D, xi, difference).fma(d, bi);
            }
            int y = s * radix * p + q;
            DoubleVector r = ar.sub(bi);
            DoubleVector i = ai.add(br);
            r.fma(DoubleVector.broadcast(D, cos[p * k]), i.mul(-sin[p * k]))
                    .intoArray(yr, y + k * s);
            r.fma(DoubleVector.broadcast(D, sin[p * k]), i.mul(cos[p * k]))
                    .intoArray(yi, y + k * s);
            r = ar.add(bi);
            i = ai.sub(br);
            r.fma(DoubleVector.broadcast(D, cos[p * l]), i.mul(-sin[p * l]))
                    .intoArray(yr, y + l * s);
            r.fma(DoubleVector.broadcast(D, sin[p * l]), i.mul(cos[p * l]))
                    .intoArray(yi, y + l * s);
        }
    }
}
