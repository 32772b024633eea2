package org.neuralredshift.cli;

import java.util.Arrays;

/** A growing sequence of symbols that are read from somewhere. */
final class Symbols {
    private static final int MOST = Integer.MAX_VALUE - 8;

    private int[] values;
    private int length;

    /**
     * @param expected number of symbols to make room for
     */
    Symbols(long expected) {
        values = new int[Math.clamp(expected, 16, MOST)];
    }

    void add(int symbol) {
        if (length == values.length) {
            if (length == MOST) {
                throw new IllegalArgumentException(
                        "sequence: expected at most %d symbols, got more".formatted(MOST));
            }
            values = Arrays.copyOf(values, (int) Math.min(MOST, 2L * length));
        }
        values[length++] = symbol;
    }

    /** Returns the symbols in an array that may be longer than {@link #length}; not a copy. */
    int[] values() {
        return values;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
