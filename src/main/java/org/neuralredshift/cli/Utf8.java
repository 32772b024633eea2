package org.neuralredshift.cli;

import java.io.IOException;
import java.util.Locale;

/** Reads UTF-8 as code points and refuses what is not UTF-8. */
final class Utf8 {
    private final SymbolInput in;

    Utf8(SymbolInput in) {
        this.in = in;
    }

    /**
     * Returns the next code point, or {@link SymbolInput#END}.
     *
     * @throws IllegalArgumentException at a byte that is not part of valid UTF-8
     */
    int next() throws IOException {
        long line = in.line();
        int first = in.read();
        if (first < 0x80) {
            return first;
        }
        int following = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        if (first < 0xC2 || first > 0xF4) {
            throw invalid(line, first);
        }
        int point = first & 0x3F >> following;
        for (int i = 0; i < following; i++) {
            int b = in.peek();
            if (b == SymbolInput.END || (b & 0xC0) != 0x80) {
                throw invalid(line, first);
            }
            point = point << 6 | in.read() & 0x3F;
        }
        boolean overlong = following == 2 && point < 0x800 || following == 3 && point < 0x10000;
        if (overlong || point > 0x10FFFF || point >= 0xD800 && point <= 0xDFFF) {
            throw invalid(line, first);
        }
        return point;
    }

    private IllegalArgumentException invalid(long line, int b) throws IOException {
        String got =
                String.format(
                        Locale.ROOT,
                        "0x%02x before byte %d (--as bytes takes any)",
                        b,
                        in.offset());
        return in.expected(line, "UTF-8", got);
    }
}
