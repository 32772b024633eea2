package org.neuralredshift.report.plot;

import java.util.Locale;

/**
 * A colour by what it is for. On the page the style sheet gives each name a colour for light and
 * for dark; elsewhere the colour for white paper holds.
 *
 * @param name class in the style sheet; empty when the colour is the same on every ground
 * @param colour on white, {@code 0xrrggbb}
 */
record Ink(String name, int colour) {
    static final Ink TEXT = new Ink("ink", 0x1b1f24);
    static final Ink MUTED = new Ink("muted", 0x57606a);
    static final Ink LINE = new Ink("line", 0xd4d9df);
    static final Ink AXIS = new Ink("axis", 0x8a929b);
    static final Ink PAPER = new Ink("paper", 0xffffff);

    /** Told apart by every usual kind of colour blindness with the help of the symbols. */
    private static final int[] SERIES = {
        0x0068a8, 0xc94f00, 0x00875f, 0xa8457c, 0x2f93c9, 0xa87400, 0x6f4fa0, 0x5b6168
    };

    /** Returns the ink of a series; colours repeat after the eighth. */
    static Ink series(int number) {
        int i = Math.floorMod(number, SERIES.length);
        return new Ink("s" + i, SERIES[i]);
    }

    /** Returns an ink of the same colour everywhere. */
    static Ink fixed(int colour) {
        return new Ink("", colour);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%06x", colour);
    }
}
