package org.neuralredshift.metrics.sequence;

/**
 * Periods of a sequence by its borders, that is words which are both a beginning and an end of it:
 * a word of length m whose longest border has b symbols has the smallest period m - b. Time O(n), 4
 * bytes a symbol.
 *
 * @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris and Pratt 1977</a>
 */
final class Borders {
    private int[] border = new int[128];
    private int period;
    private int lead;

    /** Returns the smallest L such that repeating the first L symbols gives the sequence, cut. */
    int repetition(int[] symbols, int from, int n) {
        fill(symbols, from, 1, n);
        return n == 0 ? 0 : n - border[n];
    }

    /**
     * Finds the longest ending that repeats a word at least twice; in the reversed sequence that is
     * the longest beginning with a border of half its length or more.
     */
    void eventual(int[] symbols, int from, int n) {
        fill(symbols, from + n - 1, -1, n);
        int length = n;
        while (length > 0 && 2L * (length - border[length]) > length) {
            length--;
        }
        period = length - border[length];
        lead = n - length;
    }

    /** Returns the period found last, 0 for none. */
    int period() {
        return period;
    }

    /** Returns the number of symbols before the period found last, all of them for none. */
    int lead() {
        return lead;
    }

    /** border[m] is the length of the longest proper border of the first m symbols. */
    private void fill(int[] symbols, int first, int step, int n) {
        if (border.length <= n || border.length > SequenceScorer.KEPT) {
            border = new int[0];
            border = new int[Math.max(128, n + 1)];
        }
        int length = 0;
        border[0] = 0;
        if (n > 0) {
            border[1] = 0;
        }
        for (int i = 1; i < n; i++) {
            int symbol = symbols[first + step * i];
            while (length > 0 && symbols[first + step * length] != symbol) {
                length = border[length];
            }
            if (symbols[first + step * length] == symbol) {
                length++;
            }
            border[i + 1] = length;
        }
    }
}
