package org.neuralredshift.metrics.spectral;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The transform of a length with small prime factors: Stockham's self-sorting passes, decimation in
 * frequency. Time O(n Σ factors) a line.
 *
 * <p>A pass of radix r over sequences of length m, of which there are s interleaved (lines
 * included), reads r elements that lie m / r apart and writes their r-point transform, turned by
 * exp(-2πi pk / m), side by side. Swarztrauber 1984, doi:10.1016/S0167-8191(84)90413-7.
 */
final class MixedRadix implements LineTransform {
    static final int GREATEST_RADIX = 13;

    private final int n;
    private final int[] radices;
    private final double[][] cos;
    private final double[][] sin;
    private double[] re2 = new double[0];
    private double[] im2 = new double[0];

    MixedRadix(int n) {
        this.n = n;
        this.radices = radices(n);
        this.cos = new double[radices.length][];
        this.sin = new double[radices.length][];
        int m = n;
        for (int pass = 0; pass < radices.length; pass++) {
            cos[pass] = new double[m];
            sin[pass] = new double[m];
            for (int k = 0; k < m; k++) {
                cos[pass][k] = StrictMath.cos(2 * Math.PI * k / m);
                sin[pass][k] = -StrictMath.sin(2 * Math.PI * k / m);
            }
            m /= radices[pass];
        }
    }

    static int greatestFactor(int n) {
        int greatest = 1;
        for (int p = 2; n > 1; p++) {
            for (; n % p == 0; n /= p) {
                greatest = p;
            }
            if ((long) p * p > n && n > 1) {
                return n;
            }
        }
        return greatest;
    }

    private static int[] radices(int n) {
        IntStream.Builder radices = IntStream.builder();
        for (; n % 4 == 0; n /= 4) {
            radices.add(4);
        }
        for (int p = 2; n > 1; p++) {
            for (; n % p == 0; n /= p) {
                radices.add(p);
            }
        }
        return radices.build().toArray();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // which of the two arrays the last pass wrote
    public void forward(double[] re, double[] im, int lines) {
        int size = n * lines;
        if (re2.length < size) {
            re2 = new double[size];
            im2 = new double[size];
        }
        double[] fromRe = re;
        double[] fromIm = im;
        double[] toRe = re2;
        double[] toIm = im2;
        int m = n;
        int s = lines;
        for (int pass = 0; pass < radices.length; pass++) {
            int radix = radices[pass];
            for (int p = 0; p < m / radix; p++) {
                switch (radix) {
                    case 2 -> radix2(fromRe, fromIm, toRe, toIm, m, s, p, pass);
                    case 4 -> radix4(fromRe, fromIm, toRe, toIm, m, s, p, pass);
                    default -> radixAny(fromRe, fromIm, toRe, toIm, m, s, p, pass);
                }
            }
            double[] spareRe = fromRe;
            double[] spareIm = fromIm;
            fromRe = toRe;
            fromIm = toIm;
            toRe = spareRe;
            toIm = spareIm;
            m /= radix;
            s *= radix;
        }
        if (fromRe != re) {
            System.arraycopy(fromRe, 0, re, 0, size);
            System.arraycopy(fromIm, 0, im, 0, size);
        }
    }

    private void radix2(
            double[] xr, double[] xi, double[] yr, double[] yi, int m, int s, int p, int pass) {
        double wr = cos[pass][p];
        double wi = sin[pass][p];
        int a = s * p;
        int b = a + s * (m / 2);
        int u = s * 2 * p;
        int v = u + s;
        for (int q = 0; q < s; q++) {
            double dr = xr[a + q] - xr[b + q];
            double di = xi[a + q] - xi[b + q];
            yr[u + q] = xr[a + q] + xr[b + q];
            yi[u + q] = xi[a + q] + xi[b + q];
            yr[v + q] = dr * wr - di * wi;
            yi[v + q] = dr * wi + di * wr;
        }
    }

    private void radix4(
            double[] xr, double[] xi, double[] yr, double[] yi, int m, int s, int p, int pass) {
        double w1r = cos[pass][p];
        double w1i = sin[pass][p];
        double w2r = cos[pass][2 * p];
        double w2i = sin[pass][2 * p];
        double w3r = cos[pass][3 * p];
        double w3i = sin[pass][3 * p];
        int quarter = s * (m / 4);
        int from = s * p;
        int to = s * 4 * p;
        for (int q = 0; q < s; q++) {
            int a = from + q;
            int b = a + quarter;
            int c = b + quarter;
            int d = c + quarter;
            double sumR = xr[a] + xr[c];
            double sumI = xi[a] + xi[c];
            double difR = xr[a] - xr[c];
            double difI = xi[a] - xi[c];
            double oddR = xr[b] + xr[d];
            double oddI = xi[b] + xi[d];
            // -i (b - d)
            double turnR = xi[b] - xi[d];
            double turnI = xr[d] - xr[b];
            int y = to + q;
            yr[y] = sumR + oddR;
            yi[y] = sumI + oddI;
            double r1 = difR + turnR;
            double i1 = difI + turnI;
            yr[y + s] = r1 * w1r - i1 * w1i;
            yi[y + s] = r1 * w1i + i1 * w1r;
            double r2 = sumR - oddR;
            double i2 = sumI - oddI;
            yr[y + 2 * s] = r2 * w2r - i2 * w2i;
            yi[y + 2 * s] = r2 * w2i + i2 * w2r;
            double r3 = difR - turnR;
            double i3 = difI - turnI;
            yr[y + 3 * s] = r3 * w3r - i3 * w3i;
            yi[y + 3 * s] = r3 * w3i + i3 * w3r;
        }
    }

    /** The r-point transform by its definition, terms in the order j = 0, 1, …, r - 1. */
    private void radixAny(
            double[] xr, double[] xi, double[] yr, double[] yi, int m, int s, int p, int pass) {
        int radix = radices[pass];
        int apart = m / radix;
        for (int k = 0; k < radix; k++) {
            int to = s * (radix * p + k);
            Arrays.fill(yr, to, to + s, 0);
            Arrays.fill(yi, to, to + s, 0);
            for (int j = 0; j < radix; j++) {
                // exp(-2πi jk / r) out of the table of length m = r * apart.
                double cr = cos[pass][j * k % radix * apart];
                double ci = sin[pass][j * k % radix * apart];
                int from = s * (p + j * apart);
                for (int q = 0; q < s; q++) {
                    yr[to + q] += xr[from + q] * cr - xi[from + q] * ci;
                    yi[to + q] += xr[from + q] * ci + xi[from + q] * cr;
                }
            }
            double wr = cos[pass][p * k];
            double wi = sin[pass][p * k];
            for (int q = to; q < to + s; q++) {
                double r = yr[q] * wr - yi[q] * wi;
                yi[q] = yr[q] * wi + yi[q] * wr;
                yr[q] = r;
            }
        }
    }
}
