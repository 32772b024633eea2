package org.neuralredshift.metrics.sequence;

import java.util.Objects;

/**
 * Measures one sequence after another and reuses its memory: once its tables have grown to the
 * longest sequence seen, {@link #load} and {@link #value} allocate nothing for sequences of up to
 * {@value #SHORT} symbols, the compressors apart. What several measures share (the parsings, the
 * counts of symbols) is computed once a sequence.
 *
 * <pre>{@code
 * SequenceScorer scorer = new SequenceScorer();
 * for (int[] tokens : samples) {
 *     scorer.load(tokens);
 *     sum += scorer.value(SequenceMeasure.LZ78);
 * }
 * }</pre>
 *
 * <p>Not for use by two threads at once; give each its own. The loaded array is read, never
 * changed, and must not change before the last value is taken.
 */
public final class SequenceScorer {
    /** Longest sequence, in symbols, whose LZ76 history is taken by a scan. */
    public static final int SHORT = 1 << 10;

    /** Longest sequence, in symbols, whose tables are kept for the next one. */
    static final int KEPT = 1 << 20;

    private static final int[] NOTHING = {};

    private final SymbolRanks alphabet = new SymbolRanks();
    private final PhraseTrie trie = new PhraseTrie();
    private final Lz76Algorithm scan = new Lz76Scan();
    private final Lz76Algorithm neighbours = new Lz76Neighbours();
    private final BlockEntropy blocks = new BlockEntropy();
    private final MatchLengths matches = new MatchLengths();
    private final Borders borders = new Borders();

    private int[] symbols = NOTHING;
    private int from;
    private int length;

    private int[] ranks = new int[128];
    private int distinct = -1;
    private long lz76 = -1;
    private long lz76Reversed = -1;
    private int lz78 = -1;
    private boolean lz78Tail;
    private int lzw = -1;

    /** Takes the whole array as the sequence to measure. */
    public void load(int[] symbols) {
        load(symbols, 0, symbols.length);
    }

    /**
     * Takes {@code symbols[from, to)} as the sequence to measure.
     *
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public void load(int[] symbols, int from, int to) {
        Objects.checkFromToIndex(from, to, symbols.length);
        this.symbols = symbols;
        this.from = from;
        this.length = to - from;
        if (ranks.length > KEPT && length <= KEPT) {
            ranks = new int[128];
        }
        distinct = -1;
        lz76 = -1;
        lz76Reversed = -1;
        lz78 = -1;
        lzw = -1;
    }

    /** Returns the length n of the loaded sequence, in symbols. */
    public int length() {
        return length;
    }

    /**
     * Returns one measure of the loaded sequence, in the measure's unit. The one undefined value,
     * {@code kc_lz} of the empty sequence, is NaN.
     */
    public double value(SequenceMeasure measure) {
        return measure.measure(this);
    }

    int distinct() {
        if (distinct < 0) {
            if (ranks.length < length) {
                ranks = NOTHING;
                ranks = new int[length];
            }
            distinct = alphabet.rank(symbols, from, length, ranks);
        }
        return distinct;
    }

    int lz76() {
        return Lz76Algorithm.count(lz76Packed());
    }

    boolean lz76LastIncomplete() {
        return Lz76Algorithm.incomplete(lz76Packed());
    }

    int lz76Reversed() {
        if (lz76Reversed < 0) {
            int k = distinct();
            reverseRanks();
            lz76Reversed = algorithm().components(ranks, length, k, NOTHING);
            reverseRanks();
        }
        return Lz76Algorithm.count(lz76Reversed);
    }

    int lz78() {
        if (lz78 < 0) {
            int k = distinct();
            lz78 = trie.lz78(ranks, length, k);
            lz78Tail = trie.tail();
        }
        return lz78;
    }

    int lz78Tokens() {
        return lz78() + (lz78Tail ? 1 : 0);
    }

    int lzw() {
        if (lzw < 0) {
            int k = distinct();
            lzw = trie.lzw(ranks, length, k);
        }
        return lzw;
    }

    /**
     * Computes log2(n) times the mean LZ76 count of the sequence and its reverse, log2(n) alone for
     * a constant.
     */
    double kcLz() {
        if (length == 0) {
            return Double.NaN;
        }
        double bits = Log2.of(length);
        return distinct() == 1 ? bits : bits * (lz76() + lz76Reversed()) / 2;
    }

    double blockEntropy(int order) {
        int k = distinct();
        return blocks.of(ranks, length, k, order);
    }

    double entropyRate() {
        int k = distinct();
        return matches.entropyRate(ranks, length, k);
    }

    int repetition() {
        return borders.repetition(symbols, from, length);
    }

    int period() {
        borders.eventual(symbols, from, length);
        return borders.period();
    }

    int lead() {
        borders.eventual(symbols, from, length);
        return borders.lead();
    }

    long bytes(Compressor compressor) {
        return compressor.bytes(symbols, from, from + length);
    }

    Lz76History history() {
        int k = distinct();
        int[] ends = new int[lz76()];
        lz76 = algorithm().components(ranks, length, k, ends);
        return new Lz76History(ends, Lz76Algorithm.incomplete(lz76));
    }

    private long lz76Packed() {
        if (lz76 < 0) {
            int k = distinct();
            lz76 = algorithm().components(ranks, length, k, NOTHING);
        }
        return lz76;
    }

    private Lz76Algorithm algorithm() {
        return length <= SHORT ? scan : neighbours;
    }

    private void reverseRanks() {
        for (int i = 0, j = length - 1; i < j; i++, j--) {
            int rank = ranks[i];
            ranks[i] = ranks[j];
            ranks[j] = rank;
        }
    }
}
