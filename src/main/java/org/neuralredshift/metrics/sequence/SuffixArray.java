package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * Sorts the suffixes of a text over 0 … k - 1 by induced sorting (SA-IS). The end of the text is
 * smaller than every symbol.
 *
 * <p>A suffix is of type L when it is larger than the next one, of type S when it is smaller; an
 * LMS suffix is one of type S behind one of type L. The words from one LMS position to the next are
 * sorted and named by rank, the LMS suffixes are sorted as a text of names, and the order of all
 * suffixes is induced from theirs. Two things differ from the paper: equal words are told apart
 * while they are sorted, not by comparing them afterwards, and the text of names leaves out what
 * decides nothing: a name that occurs once, behind another that occurs once.
 *
 * <p>Time O(n); memory 4n bytes for the result, at most about 8n more, and 20 bytes a symbol of the
 * alphabet.
 *
 * @see <a href="https://doi.org/10.1109/TC.2010.188">Nong, Zhang and Chan 2011</a>
 */
final class SuffixArray {
    /** Longest text: an entry holds a position and a mark. */
    static final int LONGEST = 1 << 30;

    private final int[] text;
    private final int n;
    private final int[] sorted;
    private final int[] counts;
    private final int[] lmsCounts;
    private final int[] bucket;
    private final int[] lastGroup;

    private SuffixArray(int[] text, int n, int alphabet, int[] sorted) {
        this.text = text;
        this.n = n;
        this.sorted = sorted;
        this.counts = new int[alphabet];
        this.lmsCounts = new int[alphabet];
        this.bucket = new int[alphabet];
        this.lastGroup = new int[2 * alphabet];
    }

    /**
     * Writes the start positions of the suffixes of {@code text[0, n)} in lexicographic order.
     *
     * @param text shape (n) or longer, symbols in 0 … alphabet - 1
     * @param alphabet k, at most n for n > 0
     * @param sorted shape (n) or longer, overwritten
     * @throws IllegalArgumentException if the text is longer than {@value #LONGEST} symbols
     */
    static void sort(int[] text, int n, int alphabet, int[] sorted) {
        if (n > LONGEST) {
            throw new IllegalArgumentException(
                    "symbols: expected at most %d, got %d".formatted(LONGEST, n));
        }
        if (n > 0) {
            new SuffixArray(text, n, alphabet, sorted).sort();
        }
    }

    private void sort() {
        int lms = placeLms();
        if (lms > 1) {
            induceLmsWords();
            int names = keepLms();
            if (names < lms) {
                sortLms(lms, names);
            } else {
                unmark(lms);
            }
        }
        induceAll(lms);
    }

    /** Puts each LMS suffix into its symbol's bucket; returns how many there are. */
    private int placeLms() {
        for (int i = 0; i < n; i++) {
            counts[text[i]]++;
        }
        Arrays.fill(sorted, 0, n, 0);
        bucketEnds();
        int lms = 0;
        int last = 0;
        int next = text[n - 1];
        boolean nextIsS = false;
        for (int i = n - 2; i >= 0; i--) {
            int symbol = text[i];
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
        if (lms <= 1) {
            sorted[0] = last;
        }
        return lms;
    }

    /*
     * Sorts the LMS words. An entry j > 0 says: the suffix j is to be placed next, for j + 1 is
     * sorted here; a complement waits for the pass over type S; entries that have done their work
     * are cleared. An entry plus n is the first, in the order of its pass, of a group of equal words.
     * A placed suffix starts a new group when the one placed before it in the same bucket came from
     * another group. After the second pass the complements are the LMS positions.
     */
    private void induceLmsWords() {
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (lmsCounts[symbol] > 0) {
                sorted[bucket[symbol]] += n;
            }
        }
        bucketStarts();
        int groups = induceL();
        markLastInsteadOfFirst();
        bucketEnds();
        induceS(groups + 1);
    }

    private int induceL() {
        int last = text[n - 1];
        int beforeLast = n - 2 + n;
        sorted[bucket[last]++] = text[n - 2] < last ? ~beforeLast : beforeLast;
        int group = 0;
        for (int i = 0; i < n; i++) {
            int j = sorted[i];
            if (j > 0) {
                sorted[i] = 0;
                if (j >= n) {
                    j -= n;
                    group++;
                }
                if (j > 0) {
                    int symbol = text[j];
                    int beforeIsS = text[j - 1] - symbol >>> 31;
                    int cell = 2 * symbol + beforeIsS;
                    int entry = lastGroup[cell] == group ? j - 1 : j - 1 + n;
                    lastGroup[cell] = group;
                    sorted[bucket[symbol]++] = entry ^ -beforeIsS;
                }
            } else if (j < 0) {
                sorted[i] = ~j;
            }
        }
        return group;
    }

    /** The pass over type S goes from the right, where the last of a group comes first. */
    private void markLastInsteadOfFirst() {
        for (int i = n - 1; i >= 0; i--) {
            if (sorted[i] > 0 && sorted[i] < n) {
                sorted[i] += n;
                do {
                    i--;
                } while (sorted[i] < n);
                sorted[i] -= n;
            }
        }
    }

    private void induceS(int firstGroup) {
        int group = firstGroup;
        for (int i = n - 1; i >= 0; i--) {
            int j = sorted[i];
            if (j > 0) {
                sorted[i] = 0;
                if (j >= n) {
                    j -= n;
                    group++;
                }
                if (j > 0) {
                    int symbol = text[j];
                    int isLms = symbol - text[j - 1] >>> 31;
                    int cell = 2 * symbol + isLms;
                    int mark = lastGroup[cell] == group ? 0 : n;
                    lastGroup[cell] = group;
                    sorted[--bucket[symbol]] = j - 1 + isLms + mark ^ -isLms;
                }
            }
        }
    }

    /** Moves the LMS positions, with their marks, to the front; returns the number of marks. */
    private int keepLms() {
        int kept = 0;
        int names = 0;
        for (int i = 0; i < n; i++) {
            int j = sorted[i];
            if (j < 0) {
                sorted[kept++] = ~j;
                names += ~j >= n ? 1 : 0;
            }
        }
        return names;
    }

    private void unmark(int lms) {
        for (int i = 0; i < lms; i++) {
            sorted[i] -= n;
        }
    }

    /** Sorts the LMS suffixes, which are in front in the order of their words. */
    private void sortLms(int lms, int names) {
        writeNames(lms, names);
        int[] rankOfName = new int[names + 1];
        int length = markNeeded(lms, rankOfName);
        int ranks = 0;
        for (int name = 1; name <= names; name++) {
            int needed = rankOfName[name];
            rankOfName[name] = ranks;
            ranks += needed;
        }
        int[] reduced = new int[length];
        reduce(lms, rankOfName, reduced);
        int[] order = new int[length];
        new SuffixArray(reduced, length, ranks, order).sort();
        int[] positions = reduced;
        writePositions(lms, positions);
        int next = 0;
        for (int i = 0; i < lms; i++) {
            int position = sorted[i];
            if (position < 0) {
                sorted[i] = ~position;
            } else {
                do {
                    position = positions[order[next++]];
                } while (position < 0);
                sorted[i] = position;
            }
        }
    }

    /**
     * Writes the name of each LMS word, 1 for the smallest, behind the LMS positions at half its
     * position, where no two meet. The name is negative, and the position a complement, when the
     * word occurs once.
     */
    private void writeNames(int lms, int names) {
        Arrays.fill(sorted, lms, n, 0);
        int name = names + 1;
        for (int i = lms - 1; i >= 0; i--) {
            int position = sorted[i];
            boolean single = false;
            if (position >= n) {
                position -= n;
                name--;
                single = i == 0 || sorted[i - 1] >= n;
            }
            sorted[lms + (position >> 1)] = single ? -name : name;
            sorted[i] = single ? ~position : position;
        }
    }

    /** Marks the names that are needed with 1; returns the length of the text of them. */
    private int markNeeded(int lms, int[] rankOfName) {
        int length = 0;
        boolean singleBefore = true;
        for (int i = lms; i < lms + (n >> 1); i++) {
            int name = sorted[i];
            if (name != 0) {
                boolean single = name < 0;
                if (!single || !singleBefore) {
                    rankOfName[Math.abs(name)] = 1;
                    length++;
                }
                singleBefore = single;
            }
        }
        return length;
    }

    /** Writes the needed names in the order of the text, as ranks. */
    private void reduce(int lms, int[] rankOfName, int[] reduced) {
        int to = 0;
        boolean singleBefore = true;
        for (int i = lms; i < lms + (n >> 1); i++) {
            int name = sorted[i];
            if (name != 0) {
                boolean single = name < 0;
                if (!single || !singleBefore) {
                    reduced[to++] = rankOfName[Math.abs(name)];
                }
                singleBefore = single;
            }
        }
    }

    /**
     * Writes the LMS position of each needed name, as a complement where the name occurs once. Of
     * the two positions that share a half, the odd one is LMS exactly when its symbol is smaller
     * than the one before it.
     */
    private void writePositions(int lms, int[] positions) {
        int to = 0;
        boolean singleBefore = true;
        for (int half = 0; half < n >> 1; half++) {
            int name = sorted[lms + half];
            if (name != 0) {
                boolean single = name < 0;
                if (!single || !singleBefore) {
                    int position = 2 * half + (text[2 * half + 1] - text[2 * half] >>> 31);
                    positions[to++] = single ? ~position : position;
                }
                singleBefore = single;
            }
        }
    }

    /*
     * Induces the order of all suffixes. An entry j > 0 says: j is sorted here and the suffix before
     * it has still to be placed; a complement says that this is done or belongs to the other pass.
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
                int symbol = text[p];
                int done = p - 1 >>> 31 | symbol - text[Math.max(p - 1, 0)] >>> 31;
                sorted[--bucket[symbol]] = p ^ -done;
            } else {
                sorted[i] = ~j;
            }
        }
    }

    private void placeBeforeL(int j) {
        int p = j - 1;
        int symbol = text[p];
        int beforeIsS = text[Math.max(p - 1, 0)] - symbol >>> 31;
        sorted[bucket[symbol]++] = p ^ -beforeIsS;
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
