package org.neuralredshift.simd;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A non-linearity φ, applied to each number by itself.
 *
 * <p>Every activation gives NaN for NaN, so that a forward pass that went wrong stays detectable.
 * The built-in ones are the constants of {@link BuiltInActivation}; {@link #of} makes another one
 * from a scalar function.
 */
public interface Activation {
    /** Name on the command line and in results, kebab-case. */
    String label();

    /** φ as a formula in x. */
    String formula();

    /** What it is, in one line. */
    String description();

    /** Where it comes from: a DOI or an arXiv number. */
    String source();

    /** Computes φ(x). */
    float at(float x);

    /**
     * Replaces x[from], …, x[to − 1] by their φ, with the bits of {@link #at}.
     *
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    void apply(float[] x, int from, int to);

    /** A function of one float, such as {@code x -> x * x}. */
    @FunctionalInterface
    interface Scalar {
        float at(float x);
    }

    /** Returns the built-in activations. */
    static List<Activation> builtIn() {
        return List.of(BuiltInActivation.values());
    }

    /**
     * Returns the built-in activation of that label.
     *
     * @throws IllegalArgumentException if there is none; the message lists the labels and suggests
     *     the nearest one
     */
    static Activation named(String label) {
        List<String> labels = builtIn().stream().map(Activation::label).toList();
        int found = labels.indexOf(label);
        if (found >= 0) {
            return builtIn().get(found);
        }
        String near =
                labels.stream()
                        .min(Comparator.comparingInt(l -> edits(l, label)))
                        .filter(l -> edits(l, label) <= 2)
                        .map(" (did you mean %s?)"::formatted)
                        .orElse("");
        throw new IllegalArgumentException(
                labels.stream()
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "activation: expected one of ",
                                        ", got %s%s".formatted(label, near))));
    }

    /**
     * Makes an activation from a scalar function, which must give equal bits for equal arguments
     * wherever the results are to be compared ({@link Math#fma} and {@link Functions} do; {@link
     * Math#exp} need not).
     */
    static Activation of(String label, Scalar function) {
        return new OwnActivation(label, function);
    }

    /** Counts the insertions, deletions and replacements that turn a into b. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
