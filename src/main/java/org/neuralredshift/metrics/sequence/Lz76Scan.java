package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The LZ76 history by a scan, for short sequences: at each component start, every earlier position
 * that holds the same symbol is tried, the nearest first.
 *
 * <p>Time O(n²) at worst and about n²/k² steps for k equally likely symbols; keeps n + k ints.
 */
final class Lz76Scan implements Lz76Algorithm {
    private int[] nearest = new int[128];
    private int[] previous = new int[128];

    /** {@inheritDoc} */
    @Override
    public long components(int[] ranks, int n, int distinct, int[] ends) {
        reserve(n, distinct);
        int count = 0;
        boolean incomplete = false;
        int start = 0;
        while (start < n) {
            int match = longestMatch(ranks, start, n);
            int end = Math.min(n, start + match + 1);
            incomplete = start + match == n;
            for (int i = start; i < end; i++) {
                previous[i] = nearest[ranks[i]];
                nearest[ranks[i]] = i;
            }
            if (count < ends.length) {
                ends[count] = end;
            }
            count++;
            start = end;
        }
        return Lz76Algorithm.packed(count, incomplete);
    }

    /** Returns the length of the longest match at {@code start} that begins before it. */
    private int longestMatch(int[] ranks, int start, int n) {
        int longest = 0;
        for (int p = nearest[ranks[start]]; p >= 0 && start + longest < n; p = previous[p]) {
            if (ranks[p + longest] == ranks[start + longest]) {
                int match = 0;
                while (start + match < n && ranks[p + match] == ranks[start + match]) {
                    match++;
                }
                longest = Math.max(longest, match);
            }
        }
        return longest;
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
