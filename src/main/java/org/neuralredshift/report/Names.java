package org.neuralredshift.report;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Levels;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.plot.Numbers;
import org.neuralredshift.report.plot.Words;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What things are called on the page. */
final class Names {
    private static final int MOST_LETTERS = 60;
    private static final int MOST_LABELS = 8;

    private Names() {}

    /** Returns the networks of a family, in the plural. */
    static String networks(Family family) {
        return switch (family) {
            case TRANSFORMER -> "transformers";
            case MLP -> "MLPs";
        };
    }

    /** Returns what the networks of a family make. */
    static String works(Family family) {
        return switch (family) {
            case TRANSFORMER -> "sequences of random transformers";
            case MLP -> "functions of random MLPs";
        };
    }

    /** Returns an axis of a study as the family understands it. */
    static String axis(Family family, String axis) {
        boolean isTransformer = family == Family.TRANSFORMER;
        return switch (axis) {
            case "magnitude" ->
                    isTransformer
                            ? "magnitude: gain of the layer norms"
                            : "magnitude α of the weights";
            case "gain" -> "gain of the layer norms";
            case "depth" -> isTransformer ? "depth: blocks" : "depth: hidden layers";
            case "layers" -> "layers";
            default -> Words.shortened(axis, MOST_LETTERS);
        };
    }

    /** Returns the value of an axis: numbers with few digits, words as they are. */
    static String level(String value) {
        double number = Levels.number(value);
        return Double.isNaN(number) ? Words.shortened(value, MOST_LETTERS) : Numbers.text(number);
    }

    /**
     * Returns labels of levels on an axis of names; of many numbers only some, the others empty.
     */
    static List<String> levels(List<String> levels) {
        boolean isNumeric = levels.stream().noneMatch(l -> Double.isNaN(Levels.number(l)));
        int every = isNumeric ? (levels.size() + MOST_LABELS - 1) / MOST_LABELS : 1;
        return IntStream.range(0, levels.size())
                .mapToObj(i -> i % every == 0 ? level(levels.get(i)) : "")
                .toList();
    }

    /** Returns a measure with its unit. */
    static String measure(Family family, String id) {
        String unit =
                switch (family) {
                    case TRANSFORMER ->
                            SequenceMeasure.byId(id).map(SequenceMeasure::unit).orElse("");
                    case MLP -> GridMeasure.byId(id).map(GridMeasure::unit).orElse("");
                };
        return unit.isEmpty() ? id : id + ", " + unit;
    }

    /** Returns a mean with its interval for a tooltip. */
    static String mean(Interval mean, int n) {
        String interval =
                Double.isFinite(mean.low())
                        ? " (95 %% interval %s to %s)"
                                .formatted(Numbers.text(mean.low()), Numbers.text(mean.high()))
                        : "";
        return "mean %s%s, n = %d".formatted(Numbers.text(mean.estimate()), interval, n);
    }

    /** Returns an estimate with its interval, two places. */
    static String coefficient(Interval interval) {
        return Double.isFinite(interval.low())
                ? "%s (95 %% interval %s to %s)"
                        .formatted(
                                Numbers.decimals(interval.estimate(), 2),
                                Numbers.decimals(interval.low(), 2),
                                Numbers.decimals(interval.high(), 2))
                : Numbers.decimals(interval.estimate(), 2);
    }

    /** Returns a whole number with thousands apart. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
