package org.neuralredshift.nn;

import java.util.Locale;

/**
 * The rules of this package's records. Messages read {@code name: expected <rule>, got <value>}.
 */
final class Check {
    private Check() {}

    static void atLeast(int least, int value, String name) {
        check(value >= least, name, "at least " + least, value);
    }

    static void positiveFinite(double value, String name) {
        check(value > 0 && Double.isFinite(value), name, "a finite number above 0", value);
    }

    static void check(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw expected(name, rule, value);
        }
    }

    static IllegalArgumentException expected(String name, String rule, Object value) {
        return new IllegalArgumentException("%s: expected %s, got %s".formatted(name, rule, value));
    }

    /** The name of an enum constant on the command line and in files: lower case, with hyphens. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
