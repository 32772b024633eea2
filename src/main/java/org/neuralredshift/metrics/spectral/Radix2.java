package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

/** Stockham's pass of radix 2, see {@link MixedRadix}. */
final class Radix2 {
    private Radix2() {}

    /** The pass for places from to to - 1 of each s. */
    static void scalar(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        int apart = m / 2;
        for (int p = 0; p < apart; p++) {
            for (int q = from; q < to; q++) {
                int y = s * 2 * p + q;
                z.otherRe[y] = z.re(p, s, q) + z.re(p + apart, s, q);
                z.otherIm[y] = z.im(p, s, q) + z.im(p + apart, s, q);
                double dr = z.re(p, s, q) - z.re(p + apart, s, q);
                double di = z.im(p, s, q) - z.im(p + apart, s, q);
                z.otherRe[y + s] = Math.fma(dr, cos[p], -di * sin[p]);
                z.otherIm[y + s] = Math.fma(dr, sin[p], di * cos[p]);
            }
        }
    }

    /** As {@link #scalar}, for a number of places that is a multiple of the lanes. */
    static void vector(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        double[] xr = z.re;
        double[] xi = z.im;
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / 2;
        for (int p = 0; p < apart; p++) {
            DoubleVector wr = DoubleVector.broadcast(D, cos[p]);
            DoubleVector wi = DoubleVector.broadcast(D, sin[p]);
            DoubleVector vi = DoubleVector.broadcast(D, -sin[p]);
            int a = z.row(p, s);
            int b = z.row(p + apart, s);
            for (int q = from; q < to; q += LANES) {
                int y = s * 2 * p + q;
                DoubleVector ar = DoubleVector.fromArray(D, xr, z.reAt + a + q);
                DoubleVector ai = DoubleVector.fromArray(D, xi, z.imAt + a + q);
                DoubleVector br = DoubleVector.fromArray(D, xr, z.reAt + b + q);
                DoubleVector bi = DoubleVector.fromArray(D, xi, z.imAt + b + q);
                ar.add(br).intoArray(yr, y);
                ai.add(bi).intoArray(yi, y);
                DoubleVector dr = ar.sub(br);
                DoubleVector di = ai.sub(bi);
                dr.fma(wr, di.mul(vi)).intoArray(yr, y + s);
                dr.fma(wi, di.mul(wr)).intoArray(yi, y + s);
            }
        }
    }
}
