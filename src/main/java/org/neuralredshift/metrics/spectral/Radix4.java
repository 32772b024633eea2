package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

/** Stockham's pass of radix 4, see {@link MixedRadix}. */
final class Radix4 {
    private Radix4() {}

    /** The pass for places from to to - 1 of each s. */
    static void scalar(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / 4;
        for (int p = 0; p < apart; p++) {
            for (int q = from; q < to; q++) {
                int y = s * 4 * p + q;
                double sr = z.re(p, s, q) + z.re(p + 2 * apart, s, q);
                double si = z.im(p, s, q) + z.im(p + 2 * apart, s, q);
                double dr = z.re(p, s, q) - z.re(p + 2 * apart, s, q);
                double di = z.im(p, s, q) - z.im(p + 2 * apart, s, q);
                double tr = z.re(p + apart, s, q) + z.re(p + 3 * apart, s, q);
                double ti = z.im(p + apart, s, q) + z.im(p + 3 * apart, s, q);
                // -i times the difference
                double ur = z.im(p + apart, s, q) - z.im(p + 3 * apart, s, q);
                double ui = z.re(p + 3 * apart, s, q) - z.re(p + apart, s, q);
                yr[y] = sr + tr;
                yi[y] = si + ti;
                turn(dr + ur, di + ui, cos[p], sin[p], yr, yi, y + s);
                turn(sr - tr, si - ti, cos[2 * p], sin[2 * p], yr, yi, y + 2 * s);
                turn(dr - ur, di - ui, cos[3 * p], sin[3 * p], yr, yi, y + 3 * s);
            }
        }
    }

    /** Stores (r + i·im)(wr + i·wi), a fused multiply-add a part. */
    static void turn(double re, double im, double wr, double wi, double[] yr, double[] yi, int y) {
        yr[y] = Math.fma(re, wr, -im * wi);
        yi[y] = Math.fma(re, wi, im * wr);
    }

    /** As {@link #scalar}, for a number of places that is a multiple of the lanes. */
    static void vector(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        double[] xr = z.re;
        double[] xi = z.im;
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / 4;
        int ahead = z.imAt - z.reAt;
        for (int p = 0; p < apart; p++) {
            DoubleVector w1r = DoubleVector.broadcast(D, cos[p]);
            DoubleVector w1i = DoubleVector.broadcast(D, sin[p]);
            DoubleVector v1i = DoubleVector.broadcast(D, -sin[p]);
            DoubleVector w2r = DoubleVector.broadcast(D, cos[2 * p]);
            DoubleVector w2i = DoubleVector.broadcast(D, sin[2 * p]);
            DoubleVector v2i = DoubleVector.broadcast(D, -sin[2 * p]);
            DoubleVector w3r = DoubleVector.broadcast(D, cos[3 * p]);
            DoubleVector w3i = DoubleVector.broadcast(D, sin[3 * p]);
            DoubleVector v3i = DoubleVector.broadcast(D, -sin[3 * p]);
            int x0 = z.reAt + z.row(p, s);
            int x1 = z.reAt + z.row(p + apart, s);
            int x2 = z.reAt + z.row(p + 2 * apart, s);
            int x3 = z.reAt + z.row(p + 3 * apart, s);
            for (int q = from; q < to; q += LANES) {
                int y = s * 4 * p + q;
                DoubleVector a0r = DoubleVector.fromArray(D, xr, x0 + q);
                DoubleVector a0i = DoubleVector.fromArray(D, xi, x0 + ahead + q);
                DoubleVector a1r = DoubleVector.fromArray(D, xr, x1 + q);
                DoubleVector a1i = DoubleVector.fromArray(D, xi, x1 + ahead + q);
                DoubleVector a2r = DoubleVector.fromArray(D, xr, x2 + q);
                DoubleVector a2i = DoubleVector.fromArray(D, xi, x2 + ahead + q);
                DoubleVector a3r = DoubleVector.fromArray(D, xr, x3 + q);
                DoubleVector a3i = DoubleVector.fromArray(D, xi, x3 + ahead + q);
                DoubleVector sr = a0r.add(a2r);
                DoubleVector si = a0i.add(a2i);
                DoubleVector dr = a0r.sub(a2r);
                DoubleVector di = a0i.sub(a2i);
                DoubleVector tr = a1r.add(a3r);
                DoubleVector ti = a1i.add(a3i);
                DoubleVector ur = a1i.sub(a3i);
                DoubleVector ui = a3r.sub(a1r);
                sr.add(tr).intoArray(yr, y);
                si.add(ti).intoArray(yi, y);
                DoubleVector r1 = dr.add(ur);
                DoubleVector i1 = di.add(ui);
                r1.fma(w1r, i1.mul(v1i)).intoArray(yr, y + s);
                r1.fma(w1i, i1.mul(w1r)).intoArray(yi, y + s);
                DoubleVector r2 = sr.sub(tr);
                DoubleVector i2 = si.sub(ti);
                r2.fma(w2r, i2.mul(v2i)).intoArray(yr, y + 2 * s);
                r2.fma(w2i, i2.mul(w2r)).intoArray(yi, y + 2 * s);
                DoubleVector r3 = dr.sub(ur);
                DoubleVector i3 = di.sub(ui);
                r3.fma(w3r, i3.mul(v3i)).intoArray(yr, y + 3 * s);
                r3.fma(w3i, i3.mul(w3r)).intoArray(yi, y + 3 * s);
            }
        }
    }
}
