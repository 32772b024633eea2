package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The phrase dictionary of the 1978 family: a trie whose edges lie in one open-addressing hash
 * table. A node's number is the slot of the edge that leads to it, so that one table of longs holds
 * everything: 8 bytes a slot, at most two thirds of the slots used.
 *
 * <p>Time O(n) expected, whatever the alphabet. Allocates only when a sequence needs a larger table
 * than those before it.
 */
final class PhraseTrie {
    /** The node of the empty phrase. Slots are numbered from 0, so it is the number before them. */
    private static final int ROOT = -1;

    /** Tables up to this many slots are kept for the next sequence. */
    private static final int KEPT_SLOTS = 1 << 21;

    private static final int MOST_SLOTS = 1 << 30;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[512];
    private int mask;
    private int shift;
    private boolean tail;

    /**
     * Counts the phrases of the LZ78 parsing: each is the shortest word that is not yet in the
     * dictionary. An incomplete last phrase is not counted; {@link #tail()} tells of it.
     *
     * @param symbols any integers; the first {@code n} are read
     * @param distinct an upper bound of the number of different symbols
     */
    int lz78(int[] symbols, int n, int distinct) {
        open(phraseBound(n, distinct));
        int phrases = 0;
        int node = ROOT;
        for (int i = 0; i < n; i++) {
            int slot = edge(node, symbols[i]);
            if (slot >= 0) {
                node = slot;
            } else {
                phrases++;
                node = ROOT;
            }
        }
        tail = node != ROOT;
        close();
        return phrases;
    }

    /** Whether the last LZ78 parsing ended inside a phrase that the dictionary already had. */
    boolean tail() {
        return tail;
    }

    /**
     * Counts the words of the final LZW dictionary, which starts with the symbols that occur.
     * Single symbols are entered when a word starts with them; every symbol of the sequence either
     * starts a word or ends one that is in the dictionary by then, so the final dictionary is that
     * of a start with all of them.
     */
    int lzw(int[] symbols, int n, int distinct) {
        if (n == 0) {
            return 0;
        }
        open(distinct + phraseBound(n, distinct));
        int words = 0;
        int node = ROOT;
        for (int i = 0; i < n; i++) {
            int slot = edge(node, symbols[i]);
            if (slot < 0) {
                words++;
                slot = ~slot;
                if (node != ROOT) {
                    slot = edge(ROOT, symbols[i]);
                    if (slot < 0) {
                        words++;
                        slot = ~slot;
                    }
                }
            }
            node = slot;
        }
        close();
        return words;
    }

    /**
     * Bounds the number of different non-empty words over {@code distinct} symbols whose lengths
     * sum to at most {@code n}: all words of length 1, then of length 2, and so on.
     */
    static long phraseBound(int n, int distinct) {
        long left = n;
        long words = 0;
        long ofLength = 1;
        for (int length = 1; left >= length; length++) {
            ofLength = Math.min(ofLength * distinct, left / length);
            words += ofLength;
            left -= ofLength * length;
        }
        return words;
    }

    /** Returns the slot of an edge, or the complement of the slot where it was now entered. */
    private int edge(int node, int symbol) {
        long key = (node + 2L) << 32 | (symbol & 0xFFFF_FFFFL);
        int slot = (int) (key * GOLDEN >>> shift);
        while (true) {
            long present = keys[slot];
            if (present == key) {
                return slot;
            }
            if (present == 0) {
                keys[slot] = key;
                return ~slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private void open(long edges) {
        long wanted = Math.max(64, Long.highestOneBit(Math.max(1, edges + edges / 2)) << 1);
        if (wanted > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "symbols: expected a sequence of at most %d phrases, got up to %d"
                            .formatted(MOST_SLOTS / 3 * 2, edges));
        }
        int slots = (int) wanted;
        if (keys.length < slots) {
            keys = new long[slots];
        } else {
            Arrays.fill(keys, 0, slots, 0L);
        }
        mask = slots - 1;
        shift = Long.numberOfLeadingZeros(mask);
    }

    private void close() {
        if (keys.length > KEPT_SLOTS) {
            keys = new long[512];
        }
    }
}
