package org.neuralredshift.cli;

import java.io.IOException;

/**
 * Reads one sequence of integers a line, separated by blanks, tabs or commas. Lines end with LF or
 * CRLF, the last one with either or the end of the file. A line without a number is the empty
 * sequence, and so is a file without a byte.
 */
final class IntLines {
    private static final String RULE =
            "integers of 32 bits (-2147483648 to 2147483647) separated by blanks or commas";

    private final SymbolInput in;
    private final byte[] token = new byte[64];
    private boolean first = true;
    private long line;

    IntLines(SymbolInput in) {
        this.in = in;
    }

    /** Returns the number of the line that was read last, from 1. */
    long line() {
        return line;
    }

    /**
     * Reads the next line behind the symbols that are there.
     *
     * @return false when there is none
     * @throws IllegalArgumentException at anything but an integer of 32 bits
     */
    boolean next(Symbols symbols) throws IOException {
        if (!first && in.peek() == SymbolInput.END) {
            return false;
        }
        first = false;
        line = in.line();
        int b = in.read();
        while (b != SymbolInput.END && b != '\n') {
            b = isSeparator(b) ? in.read() : number(b, symbols);
        }
        return true;
    }

    private boolean isSeparator(int b) throws IOException {
        return b == ' ' || b == ',' || b == '\t' || b == '\r' && endsLine(in.peek());
    }

    private static boolean endsLine(int b) {
        return b == '\n' || b == SymbolInput.END;
    }

    /** Reads a number that starts with byte b; returns the byte behind it. */
    private int number(int b, Symbols symbols) throws IOException {
        int length = 0;
        int behind = b;
        while (!endsLine(behind) && !isSeparator(behind)) {
            if (length < token.length) {
                token[length] = (byte) behind;
            }
            length++;
            behind = in.read();
        }
        symbols.add(parsed(length));
        return behind;
    }

    private int parsed(int length) {
        boolean signed = token[0] == '-' || token[0] == '+';
        boolean valid = length <= token.length && length > (signed ? 1 : 0);
        long value = 0;
        for (int i = signed ? 1 : 0; valid && i < length; i++) {
            int digit = token[i] - '0';
            value = 10 * value + digit;
            valid = digit >= 0 && digit <= 9 && value <= 1L << 31;
        }
        value = token[0] == '-' ? -value : value;
        if (!valid || value != (int) value) {
            throw in.expected(line, RULE, SymbolInput.shown(token, Math.min(length, token.length)));
        }
        return (int) value;
    }
}
