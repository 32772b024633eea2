package org.neuralredshift.cli;

import java.util.Locale;

/** How rows are written. */
enum RowFormat {
    /** One JSON object a line. A number that is not finite is null. */
    JSONL,

    /**
     * A header, then one line a row, quoted as in RFC 4180, lines ended by LF. An array is one
     * quoted cell, its elements separated by blanks; null is an empty cell.
     */
    CSV,

    /** Aligned columns for reading: six digits, long arrays and texts cut. */
    TABLE;

    /** Returns the format that a file name asks for by its ending, JSON lines if by none. */
    static RowFormat ofName(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : JSONL;
    }

    RowEncoder encoder() {
        return switch (this) {
            case JSONL -> new JsonRows();
            case CSV -> new CsvRows();
            case TABLE -> new TableRows();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
