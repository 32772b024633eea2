package org.neuralredshift.nn;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
            throw new IllegalArgumentException(
                    "%s: expected %s, got %s".formatted(name, rule, value));
        }
    }

    /** The name of an enum constant on the command line and in files: lower case, with hyphens. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E named(Class<E> type, String option, String label) {
        for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(label)) {
                return constant;
            }
        }
        String labels =
                Arrays.stream(type.getEnumConstants())
                        .map(Check::label)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "%s: expected one of %s, got %s".formatted(option, labels, label));
    }
}
