package org.neuralredshift.rng;

/**
 * The upper tail of the standard normal law, to about 1e-14 of its value. Made of operations that
 * are exactly reproducible, since it decides which values a stream gives.
 *
 * <p>Near the middle by the series {@code 1/2 - φ(x) (x + x³/3 + x⁵/(3·5) + …)}, farther out by
 * Laplace's continued fraction {@code φ(x) / (x + 1/(x + 2/(x + 3/(x + …))))} (Abramowitz and
 * Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14).
 */
public final class NormalTail {
    private static final double FAR = 2.25;

    /** Terms of the series for {@link #FAR}, and of the fraction there, that change the result. */
    private static final int SERIES = 40;

    private static final int FRACTION = 72;

    /** Newton's steps end by themselves; this is a bound. */
    private static final int STEPS = 40;

    private static final double ROOT_TWO_PI = StrictMath.sqrt(2 * StrictMath.PI);

    private NormalTail() {}

    /** Returns the probability that a standard normal variable is larger than x. */
    public static double above(double x) {
        if (x < 0) {
            return 1 - above(-x);
        }
        if (x >= FAR) {
            return density(x) / fraction(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n <= SERIES; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 - density(x) * sum;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / ROOT_TWO_PI;
    }

    private static double fraction(double x) {
        double fraction = x;
        for (int n = FRACTION; n >= 1; n--) {
            fraction = x + n / fraction;
        }
        return fraction;
    }

    /**
     * Returns what a standard normal variable exceeds with probability p, by Newton's method on the
     * logarithm of {@link #above}: it is concave, so the steps from beyond go down to the root.
     *
     * @param p of [0, 1]; 0 and 1 give infinity and its opposite
     */
    public static double quantile(double p) {
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        if (p == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double goal = StrictMath.log(p);
        double x = StrictMath.sqrt(-2 * (goal + StrictMath.log(2)));
        for (int step = 0; step < STEPS; step++) {
            double above = above(x);
            double next = x - (goal - StrictMath.log(above)) * above / density(x);
            if (!(next < x)) {
                break;
            }
            x = next;
        }
        return x;
    }
}
