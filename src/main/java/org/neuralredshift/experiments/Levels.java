package org.neuralredshift.experiments;

/** The values of axes as numbers. */
public final class Levels {
    private Levels() {}

    /** Returns a finite number, or NaN for a word. */
    public static double number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns a finite number, 1 for a switch that is on, 0 for one that is off, or NaN. */
    public static double ordered(String value) {
        return switch (value) {
            case "on" -> 1;
            case "off" -> 0;
            default -> number(value);
        };
    }

    /** Tells whether two values are the same: 4 and 4.0 are. */
    static boolean same(String a, String b) {
        return a.equals(b) || number(a) == number(b);
    }
}
