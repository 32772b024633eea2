package org.neuralredshift.metrics.sequence;

/**
 * The parsings of the 1978 family, by a trie of phrases. Time O(n) expected, whatever the alphabet;
 * memory at most 24 bytes a phrase.
 */
final class PhraseTrie {
    private final EdgeTable edges = new EdgeTable();
    private boolean tail;

    /**
     * Counts the phrases of the LZ78 parsing: each is the shortest word that is not yet in the
     * dictionary. An incomplete last phrase is not counted; {@link #tail()} tells of it.
     *
     * @param symbols any integers; the first {@code n} are read
     * @param distinct an upper bound of the number of different symbols
     */
    int lz78(int[] symbols, int n, int distinct) {
        edges.open(phraseBound(n, distinct));
        int phrases = 0;
        int node = EdgeTable.ROOT;
        for (int i = 0; i < n; i++) {
            int slot = edges.edge(node, symbols[i]);
            if (slot >= 0) {
                node = slot;
            } else {
                phrases++;
                node = EdgeTable.ROOT;
            }
        }
        tail = node != EdgeTable.ROOT;
        edges.close();
        return phrases;
    }

    /** Whether the last LZ78 parsing ended inside a phrase that the dictionary already had. */
    boolean tail() {
        return tail;
    }

    /**
     * Counts the words of the final LZW dictionary, which starts with the symbols that occur.
     * Single symbols are entered when a word starts with them: every symbol of the sequence either
     * starts a word or ends one that was in the dictionary already, whose end once started a word.
     * So the final dictionary is that of a start with all of them.
     */
    int lzw(int[] symbols, int n, int distinct) {
        edges.open(dictionaryBound(n, distinct));
        int words = 0;
        int node = EdgeTable.ROOT;
        for (int i = 0; i < n; i++) {
            int slot = edges.edge(node, symbols[i]);
            if (slot < 0) {
                words++;
                if (node != EdgeTable.ROOT) {
                    slot = edges.edge(EdgeTable.ROOT, symbols[i]);
                    words += slot < 0 ? 1 : 0;
                }
            }
            node = slot < 0 ? ~slot : slot;
        }
        edges.close();
        return words;
    }

    /**
     * Bounds the number of LZ78 phrases: words over {@code distinct} symbols, all different, whose
     * lengths sum to at most {@code n}; at most all of length 1, then all of length 2, and so on.
     */
    static long phraseBound(int n, int distinct) {
        return wordBound(n, distinct, 1);
    }

    /** Bounds the number of LZW words; one of length m + 1 is entered after m symbols. */
    static long dictionaryBound(int n, int distinct) {
        return distinct + wordBound(n, distinct, distinct);
    }

    private static long wordBound(int n, int distinct, long shorter) {
        long left = n;
        long words = 0;
        long ofLength = shorter;
        for (int cost = 1; left >= cost; cost++) {
            ofLength = Math.min(ofLength * distinct, left / cost);
            words += ofLength;
            left -= ofLength * cost;
        }
        return words;
    }
}
