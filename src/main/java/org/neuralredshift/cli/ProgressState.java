package org.neuralredshift.cli;

import java.util.Locale;

/**
 * How far a job is, as text.
 *
 * @param unit what is counted, in the plural
 * @param total the count at the end, or 0 when it is not known
 * @param seconds since the start
 */
record ProgressState(String task, String unit, long done, long total, double seconds) {
    private static final int BAR = 24;

    /** Returns the seconds that are left at the mean rate so far, or NaN when it is not known. */
    double eta() {
        return total > 0 && done > 0 ? seconds * Math.max(0, total - done) / done : Double.NaN;
    }

    /** Returns the bar for a terminal, cut to the given number of characters. */
    String bar(int columns) {
        String bar = "";
        if (total > 0) {
            int filled = (int) Math.min(BAR, BAR * done / total);
            bar = "[%s%s] ".formatted("#".repeat(filled), "-".repeat(BAR - filled));
        }
        String line = task + " " + bar + figures();
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
    }

    /** Returns the line for a log. */
    String plain() {
        return task + ": " + figures();
    }

    /** Returns one JSON object; {@code total} and {@code eta_seconds} are null when not known. */
    String json(boolean finished) {
        return "{\"task\":%s,\"unit\":%s,\"done\":%d,\"total\":%s,\"seconds\":%s,\"eta_seconds\":%s,\"finished\":%b}"
                .formatted(
                        JsonRows.quoted(task),
                        JsonRows.quoted(unit),
                        done,
                        total > 0 ? total : "null",
                        fixed(seconds),
                        Double.isNaN(eta()) ? "null" : fixed(eta()),
                        finished);
    }

    private String figures() {
        String count = amount((double) done) + (total > 0 ? "/" + amount((double) total) : "");
        String percent = total > 0 ? " %d%%".formatted(100 * done / total) : "";
        String rate = done > 0 ? " " + amount(done / seconds) + "/s" : "";
        String left = Double.isNaN(eta()) ? "" : " ETA " + clock(eta());
        return count + " " + unit + percent + rate + left;
    }

    private String amount(double value) {
        if (!unit.equals("bytes")) {
            boolean whole = value == Math.rint(value) || value >= 100;
            return (whole ? "%.0f" : "%.2f").formatted(value);
        }
        String[] steps = {"", "K", "M", "G", "T"};
        int step = 0;
        for (; value >= 1000 && step < steps.length - 1; step++) {
            value /= 1000;
        }
        return (step == 0 ? "%.0f%s" : "%.1f%s").formatted(value, steps[step]);
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? "%d:%02d".formatted(s / 60, s % 60)
                : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
