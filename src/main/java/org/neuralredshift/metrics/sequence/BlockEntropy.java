package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * The Shannon entropy of the words of one length in a sequence, by counting them. Every position
 * but the last k - 1 starts a word, so words overlap.
 *
 * @see <a href="https://doi.org/10.1063/1.1530990">Crutchfield and Feldman 2003</a>
 */
final class BlockEntropy {
    private final EdgeTable edges = new EdgeTable();
    private int[] counts = new int[128];

    /**
     * Returns the entropy in bits a word, with the observed frequencies as probabilities; 0 when no
     * word of that length fits. Time O(n order) expected.
     *
     * @param ranks symbols as 0 … distinct - 1; the first {@code n} are read
     * @param order the length k of the words, at least 1
     */
    double of(int[] ranks, int n, int distinct, int order) {
        int words = n - order + 1;
        if (words <= 0) {
            return 0;
        }
        int cells = order == 1 ? distinct : open(words, distinct, order);
        clear(cells);
        for (int i = 0; i < words; i++) {
            counts[order == 1 ? ranks[i] : wordAt(ranks, i, order)]++;
        }
        edges.close();
        return entropy(cells, words);
    }

    private int open(int words, int distinct, int order) {
        long nodes = 0;
        long ofLength = 1;
        for (int length = 1; length <= order; length++) {
            ofLength = Math.min(ofLength * distinct, words);
            nodes += ofLength;
        }
        edges.open(nodes);
        return edges.slots();
    }

    private int wordAt(int[] ranks, int start, int order) {
        int node = EdgeTable.ROOT;
        for (int i = start; i < start + order; i++) {
            int slot = edges.edge(node, ranks[i]);
            node = slot < 0 ? ~slot : slot;
        }
        return node;
    }

    /** Sums in the order of the cells, which the order of first occurrence determines. */
    private double entropy(int cells, int words) {
        double most = Log2.of(words);
        double sum = 0;
        for (int i = 0; i < cells; i++) {
            int count = counts[i];
            if (count != 0) {
                sum += count * (most - Log2.of(count));
            }
        }
        return sum / words;
    }

    private void clear(int cells) {
        if (counts.length < cells || counts.length > SequenceScorer.KEPT) {
            counts = new int[0];
            counts = new int[Math.max(128, cells)];
        } else {
            Arrays.fill(counts, 0, cells, 0);
        }
    }
}
