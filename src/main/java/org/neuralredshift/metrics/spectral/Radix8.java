package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.D;
import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import jdk.incubator.vector.DoubleVector;

/**
 * Stockham's pass of radix 8, see {@link MixedRadix}: a transform of 4 points of the sums of
 * elements that lie half a sequence apart, and one of their differences, turned by exp(-2πi j / 8).
 * The place p = 0 has no turn at the end.
 */
final class Radix8 {
    private static final double HALF_ROOT = Math.sqrt(0.5);

    private Radix8() {}

    /** The pass for places from to to - 1 of each s. */
    static void scalar(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        double[] xr = z.re;
        double[] xi = z.im;
        int apart = m / 8;
        int ahead = z.imAt - z.reAt;
        for (int p = 0; p < apart; p++) {
            int x0 = z.reAt + z.row(p, s);
            int x1 = z.reAt + z.row(p + apart, s);
            int x2 = z.reAt + z.row(p + 2 * apart, s);
            int x3 = z.reAt + z.row(p + 3 * apart, s);
            int x4 = z.reAt + z.row(p + 4 * apart, s);
            int x5 = z.reAt + z.row(p + 5 * apart, s);
            int x6 = z.reAt + z.row(p + 6 * apart, s);
            int x7 = z.reAt + z.row(p + 7 * apart, s);
            for (int q = from; q < to; q++) {
                int y = s * 8 * p + q;
                double a0r = xr[x0 + q];
                double a0i = xi[x0 + ahead + q];
                double a4r = xr[x4 + q];
                double a4i = xi[x4 + ahead + q];
                double b0r = a0r + a4r;
                double b0i = a0i + a4i;
                double d0r = a0r - a4r;
                double d0i = a0i - a4i;
                double a2r = xr[x2 + q];
                double a2i = xi[x2 + ahead + q];
                double a6r = xr[x6 + q];
                double a6i = xi[x6 + ahead + q];
                double b2r = a2r + a6r;
                double b2i = a2i + a6i;
                double d2r = a2r - a6r;
                double d2i = a2i - a6i;
                double a1r = xr[x1 + q];
                double a1i = xi[x1 + ahead + q];
                double a5r = xr[x5 + q];
                double a5i = xi[x5 + ahead + q];
                double b1r = a1r + a5r;
                double b1i = a1i + a5i;
                double d1r = a1r - a5r;
                double d1i = a1i - a5i;
                double a3r = xr[x3 + q];
                double a3i = xi[x3 + ahead + q];
                double a7r = xr[x7 + q];
                double a7i = xi[x7 + ahead + q];
                double b3r = a3r + a7r;
                double b3i = a3i + a7i;
                double d3r = a3r - a7r;
                double d3i = a3i - a7i;
                // 0, 4, 2, 6: 4 points of the sums b
                double sr = b0r + b2r;
                double si = b0i + b2i;
                double tr = b1r + b3r;
                double ti = b1i + b3i;
                put(z, y, sr + tr, si + ti, 0, cos, sin);
                put(z, y + 4 * s, sr - tr, si - ti, 4 * p, cos, sin);
                double ur = b0r - b2r;
                double ui = b0i - b2i;
                double vr = b1i - b3i;
                double vi = b3r - b1r;
                put(z, y + 2 * s, ur + vr, ui + vi, 2 * p, cos, sin);
                put(z, y + 6 * s, ur - vr, ui - vi, 6 * p, cos, sin);
                // 1, 5, 3, 7: 4 points of the differences d, turned by (1 - i)/√2, -i, (-1 - i)/√2
                double er = d0r + d2i;
                double ei = d0i - d2r;
                double fr = d0r - d2i;
                double fi = d0i + d2r;
                double g1r = d1r + d1i;
                double g1i = d1i - d1r;
                double g3r = d3i - d3r;
                double g3i = d3i + d3r;
                double pr = g1r + g3r;
                double pi = g1i - g3i;
                double qr = g1i + g3i;
                double qi = g3r - g1r;
                put(
                        z,
                        y + s,
                        Math.fma(pr, HALF_ROOT, er),
                        Math.fma(pi, HALF_ROOT, ei),
                        p,
                        cos,
                        sin);
                put(
                        z,
                        y + 5 * s,
                        Math.fma(pr, -HALF_ROOT, er),
                        Math.fma(pi, -HALF_ROOT, ei),
                        5 * p,
                        cos,
                        sin);
                put(
                        z,
                        y + 3 * s,
                        Math.fma(qr, HALF_ROOT, fr),
                        Math.fma(qi, HALF_ROOT, fi),
                        3 * p,
                        cos,
                        sin);
                put(
                        z,
                        y + 7 * s,
                        Math.fma(qr, -HALF_ROOT, fr),
                        Math.fma(qi, -HALF_ROOT, fi),
                        7 * p,
                        cos,
                        sin);
            }
        }
    }

    /** Stores r + i·im turned by exp(-2πi turn / m), two products a part; as it is if turn is 0. */
    private static void put(
            Lines z, int y, double re, double im, int turn, double[] cos, double[] sin) {
        if (turn == 0) {
            z.otherRe[y] = re;
            z.otherIm[y] = im;
        } else {
            Radix4.turn(re, im, cos[turn], sin[turn], z.otherRe, z.otherIm, y);
        }
    }

    /** As {@link #scalar}, for a number of places that is a multiple of the lanes. */
    static void vector(Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        first(z, m, s, from, to);
        others(z, m, s, from, to, cos, sin);
    }

    /** p = 0. */
    private static void first(Lines z, int m, int s, int from, int to) {
        double[] xr = z.re;
        double[] xi = z.im;
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / 8;
        int ahead = z.imAt - z.reAt;
        int x0 = z.reAt + z.row(0, s);
        int x1 = z.reAt + z.row(apart, s);
        int x2 = z.reAt + z.row(2 * apart, s);
        int x3 = z.reAt + z.row(3 * apart, s);
        int x4 = z.reAt + z.row(4 * apart, s);
        int x5 = z.reAt + z.row(5 * apart, s);
        int x6 = z.reAt + z.row(6 * apart, s);
        int x7 = z.reAt + z.row(7 * apart, s);
        DoubleVector h = DoubleVector.broadcast(D, HALF_ROOT);
        DoubleVector g = DoubleVector.broadcast(D, -HALF_ROOT);
        for (int q = from; q < to; q += LANES) {
            DoubleVector a0r = DoubleVector.fromArray(D, xr, x0 + q);
            DoubleVector a0i = DoubleVector.fromArray(D, xi, x0 + ahead + q);
            DoubleVector a4r = DoubleVector.fromArray(D, xr, x4 + q);
            DoubleVector a4i = DoubleVector.fromArray(D, xi, x4 + ahead + q);
            DoubleVector b0r = a0r.add(a4r);
            DoubleVector b0i = a0i.add(a4i);
            DoubleVector d0r = a0r.sub(a4r);
            DoubleVector d0i = a0i.sub(a4i);
            DoubleVector a2r = DoubleVector.fromArray(D, xr, x2 + q);
            DoubleVector a2i = DoubleVector.fromArray(D, xi, x2 + ahead + q);
            DoubleVector a6r = DoubleVector.fromArray(D, xr, x6 + q);
            DoubleVector a6i = DoubleVector.fromArray(D, xi, x6 + ahead + q);
            DoubleVector b2r = a2r.add(a6r);
            DoubleVector b2i = a2i.add(a6i);
            DoubleVector d2r = a2r.sub(a6r);
            DoubleVector d2i = a2i.sub(a6i);
            DoubleVector a1r = DoubleVector.fromArray(D, xr, x1 + q);
            DoubleVector a1i = DoubleVector.fromArray(D, xi, x1 + ahead + q);
            DoubleVector a5r = DoubleVector.fromArray(D, xr, x5 + q);
            DoubleVector a5i = DoubleVector.fromArray(D, xi, x5 + ahead + q);
            DoubleVector b1r = a1r.add(a5r);
            DoubleVector b1i = a1i.add(a5i);
            DoubleVector d1r = a1r.sub(a5r);
            DoubleVector d1i = a1i.sub(a5i);
            DoubleVector a3r = DoubleVector.fromArray(D, xr, x3 + q);
            DoubleVector a3i = DoubleVector.fromArray(D, xi, x3 + ahead + q);
            DoubleVector a7r = DoubleVector.fromArray(D, xr, x7 + q);
            DoubleVector a7i = DoubleVector.fromArray(D, xi, x7 + ahead + q);
            DoubleVector b3r = a3r.add(a7r);
            DoubleVector b3i = a3i.add(a7i);
            DoubleVector d3r = a3r.sub(a7r);
            DoubleVector d3i = a3i.sub(a7i);
            // 0, 4, 2, 6: of the sums
            DoubleVector sr = b0r.add(b2r);
            DoubleVector si = b0i.add(b2i);
            DoubleVector tr = b1r.add(b3r);
            DoubleVector ti = b1i.add(b3i);
            sr.add(tr).intoArray(yr, q);
            si.add(ti).intoArray(yi, q);
            sr.sub(tr).intoArray(yr, q + 4 * s);
            si.sub(ti).intoArray(yi, q + 4 * s);
            DoubleVector ur = b0r.sub(b2r);
            DoubleVector ui = b0i.sub(b2i);
            DoubleVector vr = b1i.sub(b3i);
            DoubleVector vi = b3r.sub(b1r);
            ur.add(vr).intoArray(yr, q + 2 * s);
            ui.add(vi).intoArray(yi, q + 2 * s);
            ur.sub(vr).intoArray(yr, q + 6 * s);
            ui.sub(vi).intoArray(yi, q + 6 * s);
            // 1, 5, 3, 7: of the differences
            DoubleVector er = d0r.add(d2i);
            DoubleVector ei = d0i.sub(d2r);
            DoubleVector fr = d0r.sub(d2i);
            DoubleVector fi = d0i.add(d2r);
            DoubleVector g1r = d1r.add(d1i);
            DoubleVector g1i = d1i.sub(d1r);
            DoubleVector g3r = d3i.sub(d3r);
            DoubleVector g3i = d3i.add(d3r);
            DoubleVector pr = g1r.add(g3r);
            DoubleVector pi = g1i.sub(g3i);
            DoubleVector qr = g1i.add(g3i);
            DoubleVector qi = g3r.sub(g1r);
            pr.fma(h, er).intoArray(yr, q + s);
            pi.fma(h, ei).intoArray(yi, q + s);
            pr.fma(g, er).intoArray(yr, q + 5 * s);
            pi.fma(g, ei).intoArray(yi, q + 5 * s);
            qr.fma(h, fr).intoArray(yr, q + 3 * s);
            qi.fma(h, fi).intoArray(yi, q + 3 * s);
            qr.fma(g, fr).intoArray(yr, q + 7 * s);
            qi.fma(g, fi).intoArray(yi, q + 7 * s);
        }
    }

    /** p = 1, 2, …. */
    private static void others(
            Lines z, int m, int s, int from, int to, double[] cos, double[] sin) {
        double[] xr = z.re;
        double[] xi = z.im;
        double[] yr = z.otherRe;
        double[] yi = z.otherIm;
        int apart = m / 8;
        int ahead = z.imAt - z.reAt;
        DoubleVector h = DoubleVector.broadcast(D, HALF_ROOT);
        DoubleVector g = DoubleVector.broadcast(D, -HALF_ROOT);
        for (int p = 1; p < m / 8; p++) {
            DoubleVector w1r = DoubleVector.broadcast(D, cos[p]);
            DoubleVector w1i = DoubleVector.broadcast(D, sin[p]);
            DoubleVector v1i = DoubleVector.broadcast(D, -sin[p]);
            DoubleVector w2r = DoubleVector.broadcast(D, cos[2 * p]);
            DoubleVector w2i = DoubleVector.broadcast(D, sin[2 * p]);
            DoubleVector v2i = DoubleVector.broadcast(D, -sin[2 * p]);
            DoubleVector w3r = DoubleVector.broadcast(D, cos[3 * p]);
            DoubleVector w3i = DoubleVector.broadcast(D, sin[3 * p]);
            DoubleVector v3i = DoubleVector.broadcast(D, -sin[3 * p]);
            DoubleVector w4r = DoubleVector.broadcast(D, cos[4 * p]);
            DoubleVector w4i = DoubleVector.broadcast(D, sin[4 * p]);
            DoubleVector v4i = DoubleVector.broadcast(D, -sin[4 * p]);
            DoubleVector w5r = DoubleVector.broadcast(D, cos[5 * p]);
            DoubleVector w5i = DoubleVector.broadcast(D, sin[5 * p]);
            DoubleVector v5i = DoubleVector.broadcast(D, -sin[5 * p]);
            DoubleVector w6r = DoubleVector.broadcast(D, cos[6 * p]);
            DoubleVector w6i = DoubleVector.broadcast(D, sin[6 * p]);
            DoubleVector v6i = DoubleVector.broadcast(D, -sin[6 * p]);
            DoubleVector w7r = DoubleVector.broadcast(D, cos[7 * p]);
            DoubleVector w7i = DoubleVector.broadcast(D, sin[7 * p]);
            DoubleVector v7i = DoubleVector.broadcast(D, -sin[7 * p]);
            int x0 = z.reAt + z.row(p, s);
            int x1 = z.reAt + z.row(p + apart, s);
            int x2 = z.reAt + z.row(p + 2 * apart, s);
            int x3 = z.reAt + z.row(p + 3 * apart, s);
            int x4 = z.reAt + z.row(p + 4 * apart, s);
            int x5 = z.reAt + z.row(p + 5 * apart, s);
            int x6 = z.reAt + z.row(p + 6 * apart, s);
            int x7 = z.reAt + z.row(p + 7 * apart, s);
            for (int q = from; q < to; q += LANES) {
                int y = s * 8 * p + q;
                DoubleVector a0r = DoubleVector.fromArray(D, xr, x0 + q);
                DoubleVector a0i = DoubleVector.fromArray(D, xi, x0 + ahead + q);
                DoubleVector a4r = DoubleVector.fromArray(D, xr, x4 + q);
                DoubleVector a4i = DoubleVector.fromArray(D, xi, x4 + ahead + q);
                DoubleVector b0r = a0r.add(a4r);
                DoubleVector b0i = a0i.add(a4i);
                DoubleVector d0r = a0r.sub(a4r);
                DoubleVector d0i = a0i.sub(a4i);
                DoubleVector a2r = DoubleVector.fromArray(D, xr, x2 + q);
                DoubleVector a2i = DoubleVector.fromArray(D, xi, x2 + ahead + q);
                DoubleVector a6r = DoubleVector.fromArray(D, xr, x6 + q);
                DoubleVector a6i = DoubleVector.fromArray(D, xi, x6 + ahead + q);
                DoubleVector b2r = a2r.add(a6r);
                DoubleVector b2i = a2i.add(a6i);
                DoubleVector d2r = a2r.sub(a6r);
                DoubleVector d2i = a2i.sub(a6i);
                DoubleVector a1r = DoubleVector.fromArray(D, xr, x1 + q);
                DoubleVector a1i = DoubleVector.fromArray(D, xi, x1 + ahead + q);
                DoubleVector a5r = DoubleVector.fromArray(D, xr, x5 + q);
                DoubleVector a5i = DoubleVector.fromArray(D, xi, x5 + ahead + q);
                DoubleVector b1r = a1r.add(a5r);
                DoubleVector b1i = a1i.add(a5i);
                DoubleVector d1r = a1r.sub(a5r);
                DoubleVector d1i = a1i.sub(a5i);
                DoubleVector a3r = DoubleVector.fromArray(D, xr, x3 + q);
                DoubleVector a3i = DoubleVector.fromArray(D, xi, x3 + ahead + q);
                DoubleVector a7r = DoubleVector.fromArray(D, xr, x7 + q);
                DoubleVector a7i = DoubleVector.fromArray(D, xi, x7 + ahead + q);
                DoubleVector b3r = a3r.add(a7r);
                DoubleVector b3i = a3i.add(a7i);
                DoubleVector d3r = a3r.sub(a7r);
                DoubleVector d3i = a3i.sub(a7i);
                // 0, 4, 2, 6: of the sums
                DoubleVector sr = b0r.add(b2r);
                DoubleVector si = b0i.add(b2i);
                DoubleVector tr = b1r.add(b3r);
                DoubleVector ti = b1i.add(b3i);
                sr.add(tr).intoArray(yr, y);
                si.add(ti).intoArray(yi, y);
                DoubleVector r4 = sr.sub(tr);
                DoubleVector i4 = si.sub(ti);
                r4.fma(w4r, i4.mul(v4i)).intoArray(yr, y + 4 * s);
                r4.fma(w4i, i4.mul(w4r)).intoArray(yi, y + 4 * s);
                DoubleVector ur = b0r.sub(b2r);
                DoubleVector ui = b0i.sub(b2i);
                DoubleVector vr = b1i.sub(b3i);
                DoubleVector vi = b3r.sub(b1r);
                DoubleVector r2 = ur.add(vr);
                DoubleVector i2 = ui.add(vi);
                r2.fma(w2r, i2.mul(v2i)).intoArray(yr, y + 2 * s);
                r2.fma(w2i, i2.mul(w2r)).intoArray(yi, y + 2 * s);
                DoubleVector r6 = ur.sub(vr);
                DoubleVector i6 = ui.sub(vi);
                r6.fma(w6r, i6.mul(v6i)).intoArray(yr, y + 6 * s);
                r6.fma(w6i, i6.mul(w6r)).intoArray(yi, y + 6 * s);
                // 1, 5, 3, 7: of the differences
                DoubleVector er = d0r.add(d2i);
                DoubleVector ei = d0i.sub(d2r);
                DoubleVector fr = d0r.sub(d2i);
                DoubleVector fi = d0i.add(d2r);
                DoubleVector g1r = d1r.add(d1i);
                DoubleVector g1i = d1i.sub(d1r);
                DoubleVector g3r = d3i.sub(d3r);
                DoubleVector g3i = d3i.add(d3r);
                DoubleVector pr = g1r.add(g3r);
                DoubleVector pi = g1i.sub(g3i);
                DoubleVector qr = g1i.add(g3i);
                DoubleVector qi = g3r.sub(g1r);
                DoubleVector r1 = pr.fma(h, er);
                DoubleVector i1 = pi.fma(h, ei);
                r1.fma(w1r, i1.mul(v1i)).intoArray(yr, y + s);
                r1.fma(w1i, i1.mul(w1r)).intoArray(yi, y + s);
                DoubleVector r5 = pr.fma(g, er);
                DoubleVector i5 = pi.fma(g, ei);
                r5.fma(w5r, i5.mul(v5i)).intoArray(yr, y + 5 * s);
                r5.fma(w5i, i5.mul(w5r)).intoArray(yi, y + 5 * s);
                DoubleVector r3 = qr.fma(h, fr);
                DoubleVector i3 = qi.fma(h, fi);
                r3.fma(w3r, i3.mul(v3i)).intoArray(yr, y + 3 * s);
                r3.fma(w3i, i3.mul(w3r)).intoArray(yi, y + 3 * s);
                DoubleVector r7 = qr.fma(g, fr);
                DoubleVector i7 = qi.fma(g, fi);
                r7.fma(w7r, i7.mul(v7i)).intoArray(yr, y + 7 * s);
                r7.fma(w7i, i7.mul(w7r)).intoArray(yi, y + 7 * s);
            }
        }
    }
}
