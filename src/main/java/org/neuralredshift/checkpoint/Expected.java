package org.neuralredshift.checkpoint;

/** Errors in files: {@code name: expected <rule>, got <value>}, with foreign text cut short. */
final class Expected {
    private static final int SHOWN = 80;

    private Expected() {}

    static IllegalArgumentException of(String name, String rule, Object got) {
        return new IllegalArgumentException(
                "%s: expected %s, got %s".formatted(shown(name), rule, shown(String.valueOf(got))));
    }

    static void check(boolean holds, String name, String rule, Object got) {
        if (!holds) {
            throw of(name, rule, got);
        }
    }

    /** Returns a text of a file as a message may show it. */
    static String shown(String text) {
        String clean = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return clean.replaceAll("\\p{Cntrl}", "?");
    }
}
