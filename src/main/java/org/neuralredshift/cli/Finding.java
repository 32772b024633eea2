package org.neuralredshift.cli;

import java.util.Locale;

/**
 * What one check of {@code doctor} found.
 *
 * @param advice what to do about it, with the reason; empty when all is fine
 */
record Finding(String check, Status status, String value, String advice) {
    enum Status {
        FINE,
        /** Results are right but come slowly. */
        SLOW,
        /** Something does not work. */
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding fine(String check, String value) {
        return new Finding(check, Status.FINE, value, "");
    }

    static Finding slow(String check, String value, String advice) {
        return new Finding(check, Status.SLOW, value, advice);
    }

    static Finding failed(String check, String value, String advice) {
        return new Finding(check, Status.FAILED, value, advice);
    }

    Row row() {
        return new Row()
                .put("check", check)
                .put("status", status.toString())
                .put("found", value)
                .put("advice", advice.isEmpty() ? null : advice);
    }
}
