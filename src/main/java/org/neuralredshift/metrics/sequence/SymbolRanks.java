package org.neuralredshift.metrics.sequence;

import java.util.Arrays;

/**
 * Renames the symbols of a sequence to 0, 1, 2 … in order of first occurrence. No Lempel-Ziv count
 * and no entropy changes with the names, and dense names make tables small.
 *
 * <p>Time O(n) expected; allocates only when a sequence needs larger tables than those before it.
 */
final class SymbolRanks {
    /** Tables up to this many entries are kept for the next sequence. */
    private static final int KEPT = 1 << 21;

    private static final int GOLDEN = 0x9E3779B9;

    private int[] table = new int[1 << 10];
    private int[] symbolOf = new int[1 << 8];

    /** Writes the ranks of {@code symbols[from, from + n)} and returns how many symbols differ. */
    int rank(int[] symbols, int from, int n, int[] ranks) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = from; i < from + n; i++) {
            min = Math.min(min, symbols[i]);
            max = Math.max(max, symbols[i]);
        }
        long range = (long) max - min + 1;
        int distinct =
                range <= Math.max(1 << 10, n)
                        ? direct(symbols, from, n, ranks, min, (int) Math.max(0, range))
                        : hashed(symbols, from, n, ranks);
        if (table.length > KEPT) {
            table = new int[1 << 10];
            symbolOf = new int[1 << 8];
        }
        return distinct;
    }

    private int direct(int[] symbols, int from, int n, int[] ranks, int min, int range) {
        clear(range);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            int cell = symbols[from + i] - min;
            int rank = table[cell];
            if (rank == 0) {
                rank = ++distinct;
                table[cell] = rank;
            }
            ranks[i] = rank - 1;
        }
        return distinct;
    }

    private int hashed(int[] symbols, int from, int n, int[] ranks) {
        int slots = Integer.highestOneBit(Math.clamp(n, 64, 1 << 16)) << 1;
        clear(slots);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            int symbol = symbols[from + i];
            int slot = find(symbol, slots);
            if (table[slot] == 0) {
                if (distinct == symbolOf.length) {
                    symbolOf = Arrays.copyOf(symbolOf, grown(distinct));
                }
                symbolOf[distinct++] = symbol;
                table[slot] = distinct;
                ranks[i] = distinct - 1;
                if (distinct > slots / 4 * 3) {
                    slots = rehash(slots, distinct);
                }
            } else {
                ranks[i] = table[slot] - 1;
            }
        }
        return distinct;
    }

    private static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8, 2L * length);
    }

    private int find(int symbol, int slots) {
        int slot = symbol * GOLDEN >>> Integer.numberOfLeadingZeros(slots - 1);
        while (table[slot] != 0 && symbolOf[table[slot] - 1] != symbol) {
            slot = slot + 1 & slots - 1;
        }
        return slot;
    }

    private int rehash(int slots, int distinct) {
        if (slots == 1 << 30) {
            throw new IllegalArgumentException(
                    "symbols: expected at most %d different symbols, got more"
                            .formatted(slots / 4 * 3));
        }
        int more = 2 * slots;
        clear(more);
        for (int rank = 0; rank < distinct; rank++) {
            table[find(symbolOf[rank], more)] = rank + 1;
        }
        return more;
    }

    private void clear(int cells) {
        if (table.length < cells) {
            table = new int[cells];
        } else {
            Arrays.fill(table, 0, cells, 0);
        }
    }
}
