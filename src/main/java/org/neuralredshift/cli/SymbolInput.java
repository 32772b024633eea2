package org.neuralredshift.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Bytes of a named source, with the place for messages. Counts lines by their LF.
 *
 * <p>Each of the methods that read symbols consumes the whole input or one line of it.
 */
final class SymbolInput implements AutoCloseable {
    /** What {@link #read} returns at the end. */
    static final int END = -1;

    private final String source;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private long line = 1;
    private long before;

    SymbolInput(String source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    /** Returns the number of the line that the next byte is on, from 1. */
    long line() {
        return line;
    }

    /** Returns how many bytes were read. */
    long offset() {
        return before + next;
    }

    /** Returns the next byte as 0 … 255, or {@link #END}. */
    int read() throws IOException {
        int b = peek();
        if (b != END) {
            next++;
            if (b == '\n') {
                line++;
            }
        }
        return b;
    }

    /** Returns the next byte without taking it. */
    int peek() throws IOException {
        if (next == end) {
            before += end;
            next = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return END;
            }
        }
        return buffer[next] & 0xFF;
    }

    /**
     * Reads all that is left as one sequence.
     *
     * @param bytes its expected length, 0 when not known
     */
    Symbols whole(SymbolKind kind, long bytes) throws IOException {
        Symbols symbols = new Symbols(kind == SymbolKind.TOKENS ? bytes / 3 : bytes);
        switch (kind) {
            case BYTES -> {
                for (int b = read(); b != END; b = read()) {
                    symbols.add(b);
                }
            }
            case TEXT -> {
                Utf8 text = new Utf8(this);
                for (int c = text.next(); c != END; c = text.next()) {
                    symbols.add(c);
                }
            }
            case TOKENS -> {
                Utf8 text = new Utf8(this);
                Gpt2Tokens tokens = new Gpt2Tokens(symbols, Gpt2Tokens.PART);
                for (int c = text.next(); c != END; c = text.next()) {
                    tokens.add(c);
                }
                tokens.finish();
            }
            case INTS, GRID -> throw new IllegalStateException("these come line by line");
        }
        return symbols;
    }

    /** Returns the error that something else was expected on a line. */
    IllegalArgumentException expected(long onLine, String rule, String got) {
        return new IllegalArgumentException(
                "%s, line %d: expected %s, got %s"
                        .formatted(
                                source.equals("-") ? "standard input" : source, onLine, rule, got));
    }

    /** Shows bytes: printable ASCII as it is, others as {@code \xNN}, at most 24 of them. */
    static String shown(byte[] bytes, int length) {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < Math.min(length, 24); i++) {
            int b = bytes[i] & 0xFF;
            shown.append(
                    b >= ' ' && b < 0x7F
                            ? String.valueOf((char) b)
                            : String.format(Locale.ROOT, "\\x%02x", b));
        }
        return shown.append(length > 24 ? "…'" : "'").toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
