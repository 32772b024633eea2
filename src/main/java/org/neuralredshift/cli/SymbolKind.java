package org.neuralredshift.cli;

import java.util.Locale;

/** What the bytes of an input are. */
enum SymbolKind {
    /** One sequence of integers a line. */
    INTS,

    /**
     * One sequence: the code points of the whole input, UTF-8. Line ends are symbols as they are.
     */
    TEXT,

    /** One sequence: the bytes of the whole input, 0 … 255. */
    BYTES,

    /** One sequence: GPT-2's tokens of the whole input, UTF-8. */
    TOKENS,

    /** Functions of a grid, as {@link GridText} reads them: numbers, not symbols. */
    GRID;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
