package org.neuralredshift.metrics.sequence;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * Sequences whose complexity theory knows, from simplest to most complex. They give measured values
 * a scale. Each is a fixed function of its arguments, to the bit.
 */
public final class ReferenceSequences {
    private ReferenceSequences() {}

    /**
     * Returns the first n symbols of the Thue-Morse word: t(i) is the parity of the ones of i. It
     * has no period, zero entropy rate, and 2k - 1 LZ76 components at n = 2^k.
     */
    public static int[] thueMorse(int n) {
        int[] word = symbols(n);
        for (int i = 0; i < n; i++) {
            word[i] = Integer.bitCount(i) & 1;
        }
        return word;
    }

    /**
     * Returns the first n symbols of the period-doubling word: d(i) is the parity of the exponent
     * of 2 in i + 1. It has k + 1 LZ76 components at n = 2^k.
     */
    public static int[] periodDoubling(int n) {
        int[] word = symbols(n);
        for (int i = 0; i < n; i++) {
            word[i] = Integer.numberOfTrailingZeros(i + 1) & 1;
        }
        return word;
    }

    /**
     * Returns the first n symbols of the Fibonacci word 0100101…, the limit of f(k) = f(k - 1) f(k
     * - 2) with f(0) = 1 and f(1) = 0. It has k LZ76 components at the length of f(k), the fewest
     * of a word without a period.
     */
    public static int[] fibonacci(int n) {
        int[] word = symbols(n);
        int written = Math.min(n, 2);
        if (n >= 2) {
            word[1] = 1;
        }
        for (int before = 1; written < n; ) {
            int copied = Math.min(before, n - written);
            System.arraycopy(word, 0, word, written, copied);
            before = written;
            written += copied;
        }
        return word;
    }

    /**
     * Returns n symbols of the logistic map x ← r x (1 - x) from x = 0.1, in double arithmetic in
     * that order: 1 where x > 1/2. At r = 4 the exact map gives fair coin flips, entropy rate 1
     * bit.
     *
     * @param r from 0 to 4
     */
    public static int[] logistic(int n, double r) {
        if (!(r >= 0 && r <= 4)) {
            throw new IllegalArgumentException("r: expected 0 to 4, got " + r);
        }
        int[] word = symbols(n);
        double x = 0.1;
        for (int i = 0; i < n; i++) {
            x = r * x * (1 - x);
            word[i] = x > 0.5 ? 1 : 0;
        }
        return word;
    }

    /**
     * Returns the first n decimal digits of π, the 3 included, by Machin's formula π = 16
     * arctan(1/5) - 4 arctan(1/239) in integers. Time O(n²).
     */
    public static int[] pi(int n) {
        int[] digits = symbols(n);
        BigInteger scale = BigInteger.TEN.pow(n + 10);
        BigInteger pi =
                inverseArctangent(5, scale)
                        .shiftLeft(4)
                        .subtract(inverseArctangent(239, scale).shiftLeft(2));
        String decimal = pi.toString();
        for (int i = 0; i < n; i++) {
            digits[i] = decimal.charAt(i) - '0';
        }
        return digits;
    }

    private static BigInteger inverseArctangent(int x, BigInteger scale) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = scale.divide(BigInteger.valueOf(x));
        BigInteger sum = power;
        for (long k = 3; power.signum() != 0; k += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(k)));
        }
        return sum;
    }

    /**
     * Returns n independent uniform symbols of 0 … k - 1.
     *
     * @param random one 64-bit value a symbol is drawn; symbol = high half of value · k
     */
    public static int[] uniform(int n, int k, RandomGenerator random) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected at least 1, got " + k);
        }
        int[] word = symbols(n);
        for (int i = 0; i < n; i++) {
            word[i] = (int) Math.unsignedMultiplyHigh(random.nextLong(), k);
        }
        return word;
    }

    private static int[] symbols(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n: expected at least 0, got " + n);
        }
        return new int[n];
    }
}
