package org.neuralredshift.simd;

/**
 * erf and erfc in double precision, from their series and continued fraction: all terms positive,
 * so that both are good to some 10⁻¹⁵ of the value (10⁻¹³ where erfc is below 10⁻⁴⁰).
 */
final class ErrorFunctionReference {
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    private ErrorFunctionReference() {}

    static double erf(double x) {
        double a = Math.abs(x);
        double size = a < 2 ? series(a) : 1 - fraction(a);
        return Double.isNaN(x) ? x : Math.copySign(size, x);
    }

    static double erfc(double x) {
        return x < 0.5 ? 1 - erf(x) : x < 2 ? 1 - series(x) : fraction(x);
    }

    /** 2/√π e^(−x²) (x + 2 x³/3 + 4 x⁵/15 + …). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / ROOT_PI * Math.exp(-x * x) * sum;
    }

    /** e^(−x²)/√π / (x + ½/(x + 1/(x + 3/2/(x + …)))) for x ≥ 2, from the far end. */
    private static double fraction(double x) {
        if (x > 30) {
            return 0;
        }
        double denominator = x;
        for (int n = 120; n > 0; n--) {
            denominator = x + 0.5 * n / denominator;
        }
        return Math.exp(-x * x) / (ROOT_PI * denominator);
    }
}
