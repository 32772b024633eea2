package org.neuralredshift.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: data to stdout, messages and progress to stderr, both in UTF-8.
 *
 * <p>All that reaches a terminal goes through here, so that a progress bar is wiped before other
 * text. Safe for use by many threads.
 */
final class Console {
    private static final int BUFFER = 1 << 16;

    private final OutputStream data;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private final int columns;
    private boolean barShown;

    /**
     * @param columns width of the terminal in characters
     */
    Console(
            OutputStream data,
            PrintStream err,
            boolean outIsTerminal,
            boolean errIsTerminal,
            int columns) {
        this.data = data;
        this.out = new PrintStream(data, false, StandardCharsets.UTF_8);
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
        this.columns = columns;
    }

    /** Returns the console of this process. What is a terminal is told by the launcher. */
    static Console ofProcess() {
        OutputStream stdout = new FileOutputStream(FileDescriptor.out);
        return new Console(
                new BufferedOutputStream(stdout, BUFFER),
                new PrintStream(Stderr.ofProcess(), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("redshift.stdout.tty"),
                Boolean.getBoolean("redshift.stderr.tty"),
                Integer.getInteger("redshift.columns", 80));
    }

    /** Returns stdout for text; flushed at the end of the command. */
    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean outIsTerminal() {
        return outIsTerminal;
    }

    boolean errIsTerminal() {
        return errIsTerminal;
    }

    int columns() {
        return columns;
    }

    /**
     * Writes encoded data to stdout.
     *
     * @throws OutputClosedException when nobody reads stdout any more
     */
    synchronized void data(byte[] bytes, boolean flush) throws IOException {
        if (outIsTerminal) {
            wipe();
        }
        try {
            data.write(bytes);
            if (flush) {
                data.flush();
            }
        } catch (IOException e) {
            throw "Broken pipe".equals(e.getMessage()) ? new OutputClosedException(e) : e;
        }
    }

    /** Writes one line to stderr. */
    synchronized void message(String line) {
        wipe();
        err.println(line);
    }

    /** Draws a bar of at most {@link #columns} - 1 characters over the one before. */
    synchronized void bar(String text) {
        err.print("\r" + text + "\033[K");
        err.flush();
        barShown = true;
    }

    /** Takes the bar away. */
    synchronized void wipe() {
        if (barShown) {
            err.print("\r\033[K");
            err.flush();
            barShown = false;
        }
    }
}
