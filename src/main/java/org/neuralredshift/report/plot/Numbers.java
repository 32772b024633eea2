package org.neuralredshift.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a reader wants them: few digits, no exponent in the usual range, a true minus. */
public final class Numbers {
    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** Returns three significant digits, or all digits of a whole part; a dash for no number. */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            return minus(exact.round(DIGITS).stripTrailingZeros().toString());
        }
        BigDecimal rounded =
                size >= 100 ? exact.setScale(0, RoundingMode.HALF_EVEN) : exact.round(DIGITS);
        return minus(plain(rounded));
    }

    /** Returns a number with so many places after the point; a dash for no number. */
    public static String decimals(double value, int places) {
        return Double.isFinite(value)
                ? minus(
                        BigDecimal.valueOf(value)
                                .setScale(places, RoundingMode.HALF_EVEN)
                                .toPlainString())
                : text(value);
    }

    /** Returns a probability: below 0.001 only that. */
    public static String probability(double p) {
        return p < 0.001 ? "< 0.001" : decimals(p, 3);
    }

    /** Returns a coordinate with at most two places, without what is not needed. */
    static String coordinate(double value) {
        return plain(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
