package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The entropy rate from match lengths: with L(i) the length of the longest match of s[i], s[i + 1],
 * … that begins earlier (overlap allowed, cut by the end), the estimate is {@code (1/n) Σ log2(i +
 * 1) / (L(i) + 1)} over i = 1 … n - 1. It needs no model and no block length.
 *
 * <p>Matches of neighbouring positions overlap: L(i + 1) is at least L(i) - 1, on either side of
 * the order of suffixes too, so all of them are found in O(n) after the suffix array.
 *
 * @see <a href="https://doi.org/10.3390/entropy-e10020071">Gao, Kontoyiannis and Bienenstock 2008,
 *     the increasing window</a>
 */
final class MatchLengths {
    private int[] nearest = new int[128];
    private int[] previous = new int[128];

    /** Returns the estimate in bits a symbol; 0 for sequences of fewer than two symbols. */
    double entropyRate(int[] ranks, int n, int distinct) {
        if (n < 2) {
            return 0;
        }
        return n <= SequenceScorer.SHORT
                ? byScan(ranks, n, distinct)
                : bySuffixes(ranks, n, distinct);
    }

    double byScan(int[] ranks, int n, int distinct) {
        reserve(n, distinct);
        double sum = 0;
        int match = 0;
        for (int i = 0; i < n; i++) {
            match = longestMatch(ranks, i, n, Math.max(0, match - 1));
            sum += term(i, match);
            previous[i] = nearest[ranks[i]];
            nearest[ranks[i]] = i;
        }
        return sum / n;
    }

    double bySuffixes(int[] ranks, int n, int distinct) {
        long[] neighbours = Lz76Neighbours.neighbours(ranks, n, distinct);
        double sum = 0;
        int before = 0;
        int behind = 0;
        for (int i = 0; i < n; i++) {
            before = extend(ranks, (int) (neighbours[i] >> 32), i, n, before - 1);
            behind = extend(ranks, (int) neighbours[i], i, n, behind - 1);
            sum += term(i, Math.max(before, behind));
        }
        return sum / n;
    }

    private static double term(int i, int match) {
        return Log2.of(i + 1.0) / (match + 1.0);
    }

    private int longestMatch(int[] ranks, int start, int n, int known) {
        int longest = known;
        for (int p = nearest[ranks[start]]; p >= 0 && start + longest < n; p = previous[p]) {
            if (ranks[p + longest] == ranks[start + longest]) {
                longest = Math.max(longest, extend(ranks, p, start, n, 0));
            }
        }
        return longest;
    }

    private static int extend(int[] ranks, int earlier, int start, int n, int known) {
        if (earlier < 0) {
            return 0;
        }
        int match = Math.max(0, known);
        while (start + match < n && ranks[earlier + match] == ranks[start + match]) {
            match++;
        }
        return match;
    }

    private void reserve(int n, int distinct) {
        if (previous.length < n) {
            previous = new int[n];
        }
        if (nearest.length < distinct) {
            nearest = new int[distinct];
        }
        Arrays.fill(nearest, 0, distinct, -1);
    }
}
