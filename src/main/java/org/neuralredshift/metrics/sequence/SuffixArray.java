package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * Sorts the suffixes of a text over 0 … k - 1 by induced sorting (SA-IS). The end of the text is
 * smaller than every symbol.
 *
 * <p>A suffix is of type L when it is larger than the next one, of type S when it is smaller; an
 * LMS suffix is one of type S behind one of type L. The LMS substrings are sorted and named, the
 * text of names is sorted by recursion inside the array of the result, and the order of all
 * suffixes is induced from that of the LMS suffixes.
 *
 * <p>Time O(n); memory 4n bytes for the result and 12 bytes a symbol of the alphabet.
 *
 * @see <a href="https://doi.org/10.1109/TC.2010.188">Nong, Zhang and Chan 2011</a>
 */
final class SuffixArray {
    private final int[] text;
    private final int offset;
    private final int n;
    private final int[] sorted;
    private final int[] counts;
    private final int[] lmsCounts;
    private final int[] bucket;

    private SuffixArray(int[] text, int offset, int n, int alphabet, int[] sorted) {
        this.text = text;
        this.offset = offset;
        this.n = n;
        this.sorted = sorted;
        this.counts = new int[alphabet];
        this.lmsCounts = new int[alphabet];
        this.bucket = new int[alphabet];
    }

    /**
     * Writes the start positions of the suffixes of {@code text[0, n)} in lexicographic order.
     *
     * @param text shape (n) or longer, symbols in 0 … alphabet - 1
     * @param sorted shape (n) or longer, overwritten
     */
    static void sort(int[] text, int n, int alphabet, int[] sorted) {
        sort(text, 0, n, alphabet, sorted);
    }

    private static void sort(int[] text, int offset, int n, int alphabet, int[] sorted) {
        if (n == 0) {
            return;
        }
        SuffixArray array = new SuffixArray(text, offset, n, alphabet, sorted);
        int lms = array.sortLmsSubstrings();
        int names = array.name(lms);
        if (names < lms) {
            sort(sorted, n - lms, lms, names, sorted);
            array.replaceRanksByPositions(lms);
        }
        array.induceAll(lms);
    }

    /** Leaves the LMS positions, sorted by their substrings, in front; returns how many. */
    private int sortLmsSubstrings() {
        for (int i = offset; i < offset + n; i++) {
            counts[text[i]]++;
        }
        Arrays.fill(sorted, 0, n, 0);
        bucketEnds();
        int lms = 0;
        int last = 0;
        int next = text[offset + n - 1];
        boolean nextIsS = false;
        for (int i = n - 2; i >= 0; i--) {
            int symbol = text[offset + i];
            if (symbol < next || symbol == next && nextIsS) {
                nextIsS = true;
            } else {
                if (nextIsS) {
                    sorted[--bucket[next]] = i;
                    lmsCounts[next]++;
                    lms++;
                    last = i + 1;
                }
                nextIsS = false;
            }
            next = symbol;
        }
        if (lms > 1) {
            induceLmsOrder();
            keepLms();
        } else {
            sorted[0] = last;
        }
        return lms;
    }

    /*
     * In this pass an entry j > 0 says: the suffix j is next to be placed, since j + 1 is sorted
     * here. A complement waits for the pass over type S; entries that have done their work are
     * cleared. After the second pass the complements are the LMS positions in order.
     */
    private void induceLmsOrder() {
        bucketStarts();
        placeL(n - 1);
        for (int i = 0; i < n; i++) {
            int j = sorted[i];
            if (j > 0) {
                sorted[i] = 0;
                placeL(j);
            } else if (j < 0) {
                sorted[i] = ~j;
            }
        }
        bucketEnds();
        for (int i = n - 1; i >= 0; i--) {
            int j = sorted[i];
            if (j > 0) {
                sorted[i] = 0;
                int symbol = text[offset + j];
                sorted[--bucket[symbol]] = text[offset + j - 1] > symbol ? ~j : j - 1;
            }
        }
    }

    private void placeL(int j) {
        int symbol = text[offset + j];
        sorted[bucket[symbol]++] = text[offset + j - 1] < symbol ? ~(j - 1) : j - 1;
    }

    private void keepLms() {
        int kept = 0;
        for (int i = 0; i < n; i++) {
            int j = sorted[i];
            if (j < 0) {
                sorted[kept++] = ~j;
            }
        }
    }

    /**
     * Names the LMS substrings in their order, equal ones alike, and leaves the text of names at
     * the end of the array; returns the number of names.
     */
    private int name(int lms) {
        int half = lms;
        Arrays.fill(sorted, lms, n, 0);
        writeLmsLengths(half);
        int names = 0;
        int before = -1;
        int lengthBefore = -1;
        for (int i = 0; i < lms; i++) {
            int position = sorted[i];
            int length = sorted[half + (position >> 1)];
            if (length != lengthBefore || !equal(before, position, length)) {
                names++;
                before = position;
                lengthBefore = length;
            }
            sorted[half + (position >> 1)] = names;
        }
        if (names < lms) {
            int to = n;
            for (int i = half + (n >> 1) - 1; i >= half; i--) {
                if (sorted[i] != 0) {
                    sorted[--to] = sorted[i] - 1;
                }
            }
        }
        return names;
    }

    private boolean equal(int a, int b, int length) {
        if (Math.max(a, b) + length > n) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[offset + a + i] != text[offset + b + i]) {
                return false;
            }
        }
        return true;
    }

    /** Writes the length of each LMS substring, both ends included, at half its position. */
    private void writeLmsLengths(int half) {
        int end = n;
        int next = text[offset + n - 1];
        boolean nextIsS = false;
        for (int i = n - 2; i >= 0; i--) {
            int symbol = text[offset + i];
            if (symbol < next || symbol == next && nextIsS) {
                nextIsS = true;
            } else {
                if (nextIsS) {
                    sorted[half + (i + 1 >> 1)] = end - i;
                    end = i + 1;
                }
                nextIsS = false;
            }
            next = symbol;
        }
    }

    private void replaceRanksByPositions(int lms) {
        int to = n;
        int next = text[offset + n - 1];
        boolean nextIsS = false;
        for (int i = n - 2; i >= 0; i--) {
            int symbol = text[offset + i];
            if (symbol < next || symbol == next && nextIsS) {
                nextIsS = true;
            } else {
                if (nextIsS) {
                    sorted[--to] = i + 1;
                }
                nextIsS = false;
            }
            next = symbol;
        }
        for (int i = 0; i < lms; i++) {
            sorted[i] = sorted[n - lms + sorted[i]];
        }
    }

    /*
     * In this pass an entry j > 0 says: j is sorted here and the suffix before it has still to be
     * placed; a complement says that this is done or belongs to the other pass.
     */
    private void induceAll(int lms) {
        spreadLms(lms);
        bucketStarts();
        placeBeforeL(n);
        for (int i = 0; i < n; i++) {
            int j = sorted[i];
            sorted[i] = ~j;
            if (j > 0) {
                placeBeforeL(j);
            }
        }
        bucketEnds();
        for (int i = n - 1; i >= 0; i--) {
            int j = sorted[i];
            if (j > 0) {
                int p = j - 1;
                int symbol = text[offset + p];
                sorted[--bucket[symbol]] = p == 0 || text[offset + p - 1] > symbol ? ~p : p;
            } else {
                sorted[i] = ~j;
            }
        }
    }

    private void placeBeforeL(int j) {
        int p = j - 1;
        int symbol = text[offset + p];
        sorted[bucket[symbol]++] = p > 0 && text[offset + p - 1] < symbol ? ~p : p;
    }

    /** Moves the sorted LMS positions from the front to the ends of their buckets. */
    private void spreadLms(int lms) {
        Arrays.fill(sorted, lms, n, 0);
        int bucketEnd = n;
        int from = lms;
        for (int symbol = counts.length - 1; symbol >= 0; symbol--) {
            int to = bucketEnd;
            for (int i = lmsCounts[symbol]; i > 0; i--) {
                int position = sorted[--from];
                sorted[from] = 0;
                sorted[--to] = position;
            }
            bucketEnd -= counts[symbol];
        }
    }

    private void bucketStarts() {
        int sum = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            bucket[symbol] = sum;
            sum += counts[symbol];
        }
    }

    private void bucketEnds() {
        int sum = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            sum += counts[symbol];
            bucket[symbol] = sum;
        }
    }
}
