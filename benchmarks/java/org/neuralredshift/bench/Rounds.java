package org.neuralredshift.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the rounds of a comparison gave, one value a round.
 *
 * @param values at least one
 */
public record Rounds(double... values) {
    /** Returns the median. */
    public double median() {
        double[] sorted = sorted();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Returns the median, with the least and the greatest in brackets. */
    @Override
    public String toString() {
        double[] sorted = sorted();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", median(), sorted[0], sorted[sorted.length - 1]);
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns the number that an argument {@code name=number} gives, or else the other. */
    public static double option(String[] arguments, String name, double otherwise) {
        return Arrays.stream(arguments)
                .filter(a -> a.startsWith(name + "="))
                .mapToDouble(a -> Double.parseDouble(a.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }
}
