package org.neuralredshift.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes result rows as they come, in one format to one place. Use as
 *
 * <pre>{@code
 * try (Rows rows = output.rows()) {
 *     ...
 *     rows.write(new Row().put("sample", 0).put("lz76", 7));
 *     rows.finish();
 * }
 * }</pre>
 *
 * Without {@link #finish}, and when the process is interrupted, the rows so far are kept and never
 * pass for the whole. Safe for use by many threads; rows appear in the order of the calls.
 */
final class Rows implements AutoCloseable {
    private final RowEncoder encoder;
    private final RowSink sink;
    private final StringBuilder text = new StringBuilder();
    private final Thread atExit = new Thread(this::abandon, "rows-at-exit");
    private long written;
    private boolean open = true;

    Rows(RowEncoder encoder, RowSink sink) {
        this.encoder = encoder;
        this.sink = sink;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Writes one row; ignored once the process is on its way out. */
    synchronized void write(Row row) throws IOException {
        if (open) {
            encoder.row(row, text);
            send();
            written++;
        }
    }

    /** Starts a group of rows, in a table under a title and with columns of its own. */
    synchronized void section(String title) throws IOException {
        if (open) {
            encoder.section(title, text);
            send();
        }
    }

    /** Says that all rows were written, which gives the file its name. */
    synchronized void finish() throws IOException {
        if (open) {
            open = false;
            encoder.end(text);
            send();
            sink.finish();
        }
    }

    @Override
    public void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is on its way out and the hook runs by itself
        }
    }

    private synchronized void abandon() {
        if (!open) {
            return;
        }
        open = false;
        try {
            encoder.end(text);
            send();
            sink.abandon(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send() throws IOException {
        if (!text.isEmpty()) {
            sink.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }
    }
}
