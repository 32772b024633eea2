package org.neuralredshift.comparison;

import org.jspecify.annotations.Nullable;

/** The values of axes as numbers. */
final class Levels {
    private Levels() {}

    /** Returns a number as it is, a switch as 1 or 0, and NaN for a word or for nothing. */
    static double number(@Nullable String value) {
        if (value == null) {
            return Double.NaN;
        }
        return switch (value) {
            case "on" -> 1;
            case "off" -> 0;
            default -> parsed(value);
        };
    }

    private static double parsed(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
