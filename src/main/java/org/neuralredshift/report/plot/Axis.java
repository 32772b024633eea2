package org.neuralredshift.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis of a panel.
 *
 * @param label with the unit
 * @param low value at its start
 * @param high value at its end, greater than {@code low}; above 0 both on a logarithmic axis
 * @param ticks where it is labelled, ascending
 */
public record Axis(String label, Kind kind, double low, double high, List<Tick> ticks) {
    private static final int INTERVALS = 5;
    private static final int MOST_LEVELS = 9;
    private static final double FAR = 8;
    private static final double ROOM = 1.15;

    /** How values are placed. */
    public enum Kind {
        /** By value. */
        LINEAR,
        /** By logarithm. */
        LOGARITHMIC,
        /** Names at 0, 1, 2, …, half a step of room on both sides. */
        NAMES
    }

    /** A labelled place. */
    public record Tick(double at, String label) {}

    /** Returns an axis of names, the first at the start. */
    public static Axis names(String label, List<String> names) {
        List<Tick> ticks =
                IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
        return new Axis(label, Kind.NAMES, -0.5, Math.max(1, names.size()) - 0.5, ticks);
    }

    /** Returns an axis that holds both values, with ends on round numbers. */
    public static Axis linear(String label, double low, double high) {
        double from = Double.isFinite(low) ? low : 0;
        double to = Double.isFinite(high) && high > from ? high : from + 1;
        double step = step(to - from);
        double first = StrictMath.floor(from / step + 1e-9);
        double last = StrictMath.ceil(to / step - 1e-9);
        List<Tick> ticks = new ArrayList<>();
        for (double i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, Numbers.decimals(i * step, places(step))));
        }
        return new Axis(label, Kind.LINEAR, first * step, last * step, ticks);
    }

    /** Returns an axis labelled at levels: logarithmic where they are geometric, else linear. */
    public static Axis levels(String label, double[] levels) {
        double[] sorted = Arrays.stream(levels).sorted().distinct().toArray();
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        if (sorted.length < 2) {
            return new Axis(label, Kind.LINEAR, low - 0.5, low + 0.5, ticks(sorted));
        }
        boolean isLogarithmic = isGeometric(sorted);
        double room = isLogarithmic ? StrictMath.pow(high / low, 0.03) : 0.03 * (high - low);
        return isLogarithmic
                ? new Axis(label, Kind.LOGARITHMIC, low / room, high * room, ticks(sorted))
                : new Axis(label, Kind.LINEAR, low - room, high + room, ticks(sorted));
    }

    /**
     * Returns an axis of positive values that spread far: logarithmic, labelled at 1, 2 and 5 times
     * powers of ten. Of others it is linear from 0.
     */
    public static Axis spread(String label, double low, double high) {
        if (!(low > 0 && high / low >= FAR)) {
            return linear(label, Math.min(0, low), high);
        }
        double from = low / ROOM;
        double to = high * ROOM;
        List<Tick> ticks = new ArrayList<>();
        for (double power = power(from); power <= to; power *= 10) {
            for (double digit : new double[] {1, 2, 5}) {
                if (from <= digit * power && digit * power <= to) {
                    ticks.add(new Tick(digit * power, Numbers.text(digit * power)));
                }
            }
        }
        return new Axis(label, Kind.LOGARITHMIC, from, to, ticks);
    }

    private static double power(double value) {
        return StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)));
    }

    /** Tells whether ratios of neighbours vary less than their differences do. */
    private static boolean isGeometric(double[] sorted) {
        if (sorted[0] <= 0) {
            return false;
        }
        double last = sorted[sorted.length - 1];
        return last / sorted[0] >= FAR && (sorted.length == 2 || unevenSteps(sorted));
    }

    private static boolean unevenSteps(double[] sorted) {
        double first = sorted[1] - sorted[0];
        double last = sorted[sorted.length - 1] - sorted[sorted.length - 2];
        return last > 1.5 * first;
    }

    private static List<Tick> ticks(double[] levels) {
        int every = (levels.length + MOST_LEVELS - 1) / MOST_LEVELS;
        return IntStream.range(0, levels.length)
                .filter(i -> i % every == 0)
                .mapToObj(i -> new Tick(levels[i], Numbers.text(levels[i])))
                .toList();
    }

    /** A step of 1, 2 or 5 times a power of ten that divides a range into about four parts. */
    private static double step(double range) {
        double raw = range / INTERVALS;
        double power = power(raw);
        double ratio = raw / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    private static int places(double step) {
        return Math.clamp((long) -StrictMath.floor(StrictMath.log10(step) + 1e-9), 0, 12);
    }

    /** Returns where a value lies, 0 at the start to 1 at the end, and beyond for others. */
    double share(double value) {
        if (kind == Kind.LOGARITHMIC && value <= 0) {
            return -1; // the end of an interval that reaches below every power of ten
        }
        return kind == Kind.LOGARITHMIC
                ? StrictMath.log(value / low) / StrictMath.log(high / low)
                : (value - low) / (high - low);
    }
}
