package org.neuralredshift.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Where encoded rows go. */
sealed interface RowSink permits RowSink.Stdout, RowFile {
    void write(byte[] bytes) throws IOException;

    /** Makes what was written count as complete. */
    void finish() throws IOException;

    /**
     * Leaves what was written as it is, when {@link #finish} was not called.
     *
     * @param rows how many rows were written
     */
    void abandon(long rows) throws IOException;

    /** Stdout, flushed when the last flush is some time ago, so that slow rows show at once. */
    final class Stdout implements RowSink {
        private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

        private final Console console;
        private long flushed = System.nanoTime() - FLUSH_NANOS;

        Stdout(Console console) {
            this.console = console;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            long now = System.nanoTime();
            boolean flush = now - flushed >= FLUSH_NANOS;
            console.data(bytes, flush);
            flushed = flush ? now : flushed;
        }

        @Override
        public void finish() throws IOException {
            console.data(new byte[0], true);
        }

        @Override
        public void abandon(long rows) throws IOException {
            finish();
        }
    }
}
