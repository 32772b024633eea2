package org.neuralredshift.experiments;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Guesses which name was meant by a misspelt one. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Returns {@code " (did you mean NAME?)"} for the candidate nearest to the word, or the empty
     * string when none is near.
     *
     * <p>Near is an edit distance (insert, delete, replace, swap neighbours) of at most a third of
     * the word's length rounded up, case ignored, or a candidate of which the word is a prefix of
     * two characters or more.
     */
    public static String of(String word, Stream<String> candidates) {
        return candidates
                .filter(candidate -> cost(word, candidate) <= (word.length() + 2) / 3)
                .min(Comparator.comparingInt(candidate -> cost(word, candidate)))
                .map(" (did you mean %s?)"::formatted)
                .orElse("");
    }

    private static int cost(String word, String candidate) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = candidate.toLowerCase(Locale.ROOT);
        int distance = distance(a, b);
        return a.length() >= 2 && b.startsWith(a) ? Math.min(1, distance) : distance;
    }

    /** Optimal string alignment distance, time and memory O(|a| |b|). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(d[i - 1][j - 1] + replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && swapped(a, b, i, j)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
