package org.neuralredshift.metrics.sequence;

/**
 * The LZ76 history by a suffix array, for long sequences: the longest match of a position with an
 * earlier one is with the nearest smaller position on one side of it or the other, in the order of
 * the suffixes. Only the component starts are compared, so no array of common prefixes is needed.
 *
 * <p>Time O(n); memory 12 bytes a symbol beside the ranks.
 *
 * @see <a href="https://doi.org/10.1016/j.ipl.2007.10.006">Crochemore and Ilie 2008</a>
 * @see <a href="https://doi.org/10.1109/DCC.2013.21">Goto and Bannai 2013</a>
 */
final class Lz76Neighbours implements Lz76Algorithm {
    /** {@inheritDoc} */
    @Override
    public long components(int[] ranks, int n, int distinct, int[] ends) {
        long[] neighbours = neighbours(ranks, n, distinct);
        int count = 0;
        boolean incomplete = false;
        int start = 0;
        while (start < n) {
            long pair = neighbours[start];
            int match =
                    Math.max(
                            commonPrefix(ranks, (int) (pair >> 32), start, n),
                            commonPrefix(ranks, (int) pair, start, n));
            int end = Math.min(n, start + match + 1);
            incomplete = start + match == n;
            if (count < ends.length) {
                ends[count] = end;
            }
            count++;
            start = end;
        }
        return Lz76Algorithm.packed(count, incomplete);
    }

    /**
     * Returns for each position the nearest smaller positions before it (upper half) and behind it
     * (lower half) in the order of the suffixes, -1 where there is none.
     */
    static long[] neighbours(int[] ranks, int n, int distinct) {
        int[] stack = new int[n];
        SuffixArray.sort(ranks, n, distinct, stack);
        long[] neighbours = new long[n];
        // The suffix array is read once from the left, so its read part holds the stack.
        int top = -1;
        for (int i = 0; i < n; i++) {
            int position = stack[i];
            while (top >= 0 && stack[top] > position) {
                int closed = stack[top--];
                neighbours[closed] = pair(top < 0 ? -1 : stack[top], position);
            }
            stack[++top] = position;
        }
        while (top >= 0) {
            int closed = stack[top--];
            neighbours[closed] = pair(top < 0 ? -1 : stack[top], -1);
        }
        return neighbours;
    }

    private static long pair(int before, int behind) {
        return (long) before << 32 | behind & 0xFFFF_FFFFL;
    }

    private static int commonPrefix(int[] ranks, int earlier, int start, int n) {
        if (earlier < 0) {
            return 0;
        }
        int match = 0;
        while (start + match < n && ranks[earlier + match] == ranks[start + match]) {
            match++;
        }
        return match;
    }
}
