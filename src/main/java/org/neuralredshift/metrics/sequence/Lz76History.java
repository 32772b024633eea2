package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The exhaustive history of a sequence (Lempel and Ziv 1976): the components whose number is the
 * LZ76 complexity.
 *
 * <p>Component i is {@code symbols[ends[i - 1], ends[i])}, where the first starts at 0: the longest
 * match that begins at an earlier position (overlap allowed), and one symbol more.
 *
 * @param ends shape (count), exclusive ends, increasing; the last is the length of the sequence
 * @param lastIncomplete whether the last component is a full copy of earlier symbols, cut by the
 *     end of the sequence before it could become new; it is counted all the same
 */
public record Lz76History(int[] ends, boolean lastIncomplete) {
    /**
     * Parses a sequence of any integers. Time O(n), memory about 20 bytes a symbol.
     *
     * @see <a href="https://doi.org/10.1109/TIT.1976.1055501">Lempel and Ziv 1976</a>
     */
    public static Lz76History of(int[] symbols) {
        SequenceScorer scorer = new SequenceScorer();
        scorer.load(symbols);
        return scorer.history();
    }

    /** Returns the number of components, the measure {@code lz76}. */
    public int count() {
        return ends.length;
    }

    /** Returns the number of components that are new words: {@code count} without a last copy. */
    public int completeCount() {
        return lastIncomplete ? ends.length - 1 : ends.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lz76History that
                && lastIncomplete == that.lastIncomplete
                && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ends) + Boolean.hashCode(lastIncomplete);
    }

    @Override
    public String toString() {
        return "Lz76History[ends=%s, lastIncomplete=%s]"
                .formatted(Arrays.toString(ends), lastIncomplete);
    }
}
