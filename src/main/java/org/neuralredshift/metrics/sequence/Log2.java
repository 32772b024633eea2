package org.neuralredshift.metrics.sequence;

/** The binary logarithm, the same on every machine and exact for powers of two. */
final class Log2 {
    private static final double LN_2 = StrictMath.log(2);

    private Log2() {}

    /** Returns log2(x) for a normal x > 0. */
    static double of(double x) {
        int exponent = Math.getExponent(x);
        double significand = x / Math.scalb(1.0, exponent);
        return significand == 1 ? exponent : exponent + StrictMath.log(significand) / LN_2;
    }
}
