package org.neuralredshift.metrics.spectral;

import static org.neuralredshift.metrics.spectral.DoubleLanes.LANES;

import java.util.stream.IntStream;

/**
 * The transform of a length with small prime factors: Stockham's self-sorting passes, decimation in
 * frequency. Time O(n Σ factors) a line.
 *
 * <p>A pass of radix r over sequences of length m, of which there are s interleaved (lines
 * included), reads r elements that lie m / r apart and writes their r-point transform, turned by
 * exp(-2πi pk / m), side by side. Swarztrauber 1984, doi:10.1016/S0167-8191(84)90413-7. Lanes run
 * over the s places, so that every width does the same to each.
 */
final class MixedRadix implements LineTransform {
    static final int GREATEST_RADIX = 13;

    private final int n;
    private final int[] radices;
    private final double[][] cos;
    private final double[][] sin;

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

    /** As many eights as there can be, and they last: the last pass turns nothing. */
    private static int[] radices(int n) {
        IntStream.Builder radices = IntStream.builder();
        int twos = Integer.numberOfTrailingZeros(n);
        int odd = n >> twos;
        if (twos % 3 > 0) {
            radices.add(1 << twos % 3);
        }
        for (int p = 3; odd > 1; p += 2) {
            for (; odd % p == 0; odd /= p) {
                radices.add(p);
            }
        }
        for (int eights = twos / 3; eights > 0; eights--) {
            radices.add(8);
        }
        return radices.build().toArray();
    }

    @Override
    public void forward(Lines z, int lines) {
        if (n == 1) {
            z.collect(n, lines);
        }
        int m = n;
        int s = lines;
        for (int pass = 0; pass < radices.length; pass++) {
            int radix = radices[pass];
            if (radix % 2 != 0) {
                z.collect(m, s);
                OddRadix.fold(z, radix, m * s);
            }
            int whole = DoubleLanes.whole(s);
            if (whole == 0) {
                scalar(z, radix, m, s, cos[pass], sin[pass]);
            } else {
                vector(z, radix, m, s, 0, whole, cos[pass], sin[pass]);
                if (whole < s) {
                    // Places done twice have the same bits.
                    vector(z, radix, m, s, s - LANES, s, cos[pass], sin[pass]);
                }
            }
            z.swap();
            m /= radix;
            s *= radix;
        }
    }

    private static void scalar(Lines z, int radix, int m, int s, double[] cos, double[] sin) {
        switch (radix) {
            case 2 -> Radix2.scalar(z, m, s, 0, s, cos, sin);
            case 4 -> Radix4.scalar(z, m, s, 0, s, cos, sin);
            case 8 -> Radix8.scalar(z, m, s, 0, s, cos, sin);
            default -> OddRadix.scalar(z, radix, m, s, 0, s, cos, sin);
        }
    }

    private static void vector(
            Lines z, int radix, int m, int s, int from, int to, double[] cos, double[] sin) {
        switch (radix) {
            case 2 -> Radix2.vector(z, m, s, from, to, cos, sin);
            case 4 -> Radix4.vector(z, m, s, from, to, cos, sin);
            case 8 -> Radix8.vector(z, m, s, from, to, cos, sin);
            default -> OddRadix.vector(z, radix, m, s, from, to, cos, sin);
        }
    }
}
