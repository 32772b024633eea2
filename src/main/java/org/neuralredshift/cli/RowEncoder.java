package org.neuralredshift.cli;

/** Turns rows into text; the first row settles the columns where the format has any. */
sealed interface RowEncoder permits JsonRows, CsvRows, TableRows {
    /** Appends what can be written after this row, which may be nothing yet. */
    void row(Row row, StringBuilder to);

    /** Starts a group of rows with columns of their own, where the format shows groups. */
    default void section(String title, StringBuilder to) {}

    /** Appends what was held back. */
    default void end(StringBuilder to) {}
}
