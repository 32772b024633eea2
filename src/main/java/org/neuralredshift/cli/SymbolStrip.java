package org.neuralredshift.cli;

import java.util.HashMap;
import java.util.Map;

/**
 * Draws a sequence as a strip of colours, two symbols a character cell: equal symbols have equal
 * colours, and colours are handed out in the order in which symbols first occur.
 */
final class SymbolStrip {
    /** Colours of the 256-colour terminal palette that differ well from their neighbours. */
    private static final int[] COLOURS = {
        33, 208, 40, 199, 226, 99, 51, 160, 118, 130, 219, 24, 190, 61, 214, 37, 197, 70, 141, 229,
        88, 45, 172, 28
    };

    private SymbolStrip() {}

    /**
     * Returns the strip, with an ellipsis where it is cut.
     *
     * @param columns character cells that it may take, at least 2
     */
    static String of(int[] symbols, int columns) {
        int shown = Math.min(symbols.length, 2 * (columns - 1));
        Map<Integer, Integer> colours = new HashMap<>();
        StringBuilder strip = new StringBuilder();
        for (int i = 0; i < shown; i += 2) {
            strip.append("\033[38;5;").append(colour(symbols[i], colours)).append('m');
            if (i + 1 < shown) {
                strip.append("\033[48;5;").append(colour(symbols[i + 1], colours)).append('m');
            }
            strip.append("▌\033[0m");
        }
        return strip.append(shown < symbols.length ? "…" : "").toString();
    }

    private static int colour(int symbol, Map<Integer, Integer> colours) {
        int order = colours.computeIfAbsent(symbol, _ -> colours.size());
        return COLOURS[order % COLOURS.length];
    }
}
