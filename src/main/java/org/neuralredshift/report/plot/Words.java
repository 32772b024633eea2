package org.neuralredshift.report.plot;

/** Text that comes from outside, made harmless. */
public final class Words {
    private static final String NARROW = "iljtfrI.,:;|!'()[]/ -·";
    private static final String WIDE = "mwMW@%&—";

    private Words() {}

    /**
     * Returns a text without what can't be seen: controls, characters that turn the direction of
     * writing, half surrogate pairs and what XML forbids become {@code ⟨XXXX⟩} with their number.
     */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (isHidden(c)) {
                        visible.append(String.format("⟨%04X⟩", c));
                    } else {
                        visible.appendCodePoint(c);
                    }
                });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> (c & 0xFFFE) == 0xFFFE;
        };
    }

    /** Returns visible text for the content or a quoted attribute of HTML and XML. */
    public static String escaped(String text) {
        return visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns the text, or its beginning and an ellipsis when it has more characters. */
    public static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** Returns the width of a text in the usual sans-serif fonts, roughly and rather too wide. */
    static double width(String text, double size) {
        double em = text.codePoints().mapToDouble(Words::width).sum();
        return em * size;
    }

    private static double width(int c) {
        if (NARROW.indexOf(c) >= 0) {
            return 0.36;
        }
        if (WIDE.indexOf(c) >= 0) {
            return 0.92;
        }
        return c > 0x2E80 ? 1 : Character.isUpperCase(c) ? 0.7 : 0.6;
    }
}
