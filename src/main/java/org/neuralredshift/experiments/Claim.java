package org.neuralredshift.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A claim that a study is to judge, with its threshold, stated before the run. In the text of a
 * study:
 *
 * <pre>{@code
 * claims:
 *   - claim: TanH networks grow more complex with the magnitude of their weights
 *     ratio: c_dct                      # mean over the cells of `of` / mean over those of `to`
 *     of: {activation: tanh, magnitude: highest}
 *     to: {activation: tanh, magnitude: lowest}
 *     above: 2
 *   - claim: the unbiased model sits at the level of white noise
 *     mean: c_dct_norm
 *     of: {model: unbiased}
 *     within: [0.5, 0.58]
 *   - claim: depth magnifies the differences between activations
 *     spread: lz78                      # sd of ln(cell mean) over `of` / the same over `to`
 *     of: {layers: highest}
 *     to: {layers: lowest}
 *     above: 1
 *   - claim: sequence and function complexity go together
 *     association: [lz78, c_dct]        # Spearman over cells, matched where the families differ
 *     given: [magnitude, depth]         # partial, given these axes
 *     above: 0.5
 * }</pre>
 *
 * <p>The 95 % interval decides: supported when all of it keeps the threshold, contradicted when
 * none of it does, else undecided.
 */
public sealed interface Claim {
    /** The claim in words. */
    String text();

    /** What the statistic has to keep. */
    Bounds bounds();

    /** Returns the claim as it stands in a study, key to value. */
    Map<String, Object> fields();

    /**
     * An open range of values.
     *
     * @param low lower end, may be negative infinity
     * @param high upper end, may be infinity
     */
    record Bounds(double low, double high) {
        /** Tells whether the value keeps the range. */
        public boolean keeps(double value) {
            return low < value && value < high;
        }

        /** Tells whether some value of an interval keeps the range. */
        public boolean meets(double from, double to) {
            return from < high && to > low;
        }

        void put(Map<String, Object> fields) {
            if (low == Double.NEGATIVE_INFINITY) {
                fields.put("below", high);
            } else if (high == Double.POSITIVE_INFINITY) {
                fields.put("above", low);
            } else {
                fields.put("within", List.of(low, high));
            }
        }

        @Override
        public String toString() {
            if (low == Double.NEGATIVE_INFINITY) {
                return "below " + number(high);
            }
            return high == Double.POSITIVE_INFINITY
                    ? "above " + number(low)
                    : "between %s and %s".formatted(number(low), number(high));
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /**
     * Some of the cells of a study.
     *
     * @param values axis to the values taken; {@code lowest} and {@code highest} stand for the ends
     *     of a numeric axis in the study at hand; an axis that is not named is not restricted
     */
    record Selection(Map<String, List<String>> values) {
        private static final String LOWEST = "lowest";
        private static final String HIGHEST = "highest";

        /**
         * Returns the selected ones among cells, in their order. The ends of an axis are those
         * among the cells that the plain values leave.
         */
        public List<Cell> of(List<Cell> cells) {
            List<Cell> left = cells;
            for (Map.Entry<String, List<String>> axis : values.entrySet()) {
                if (!isEnd(axis.getValue())) {
                    left = left.stream().filter(cell -> takes(cell, axis)).toList();
                }
            }
            for (Map.Entry<String, List<String>> axis : values.entrySet()) {
                if (isEnd(axis.getValue())) {
                    left = end(left, axis.getKey(), axis.getValue().getFirst());
                }
            }
            return left;
        }

        private static boolean isEnd(List<String> wanted) {
            return wanted.equals(List.of(LOWEST)) || wanted.equals(List.of(HIGHEST));
        }

        private static boolean takes(Cell cell, Map.Entry<String, List<String>> axis) {
            String value = cell.condition().get(axis.getKey());
            return value != null
                    && axis.getValue().stream().anyMatch(wanted -> Levels.same(wanted, value));
        }

        private static List<Cell> end(List<Cell> cells, String axis, String which) {
            double[] levels = levels(axis, cells);
            if (levels.length == 0) {
                return List.of();
            }
            double end = which.equals(LOWEST) ? levels[0] : levels[levels.length - 1];
            return cells.stream()
                    .filter(cell -> Levels.number(cell.condition().getOrDefault(axis, "")) == end)
                    .toList();
        }

        private static double[] levels(String axis, List<Cell> cells) {
            return cells.stream()
                    .flatMap(cell -> Stream.ofNullable(cell.condition().get(axis)))
                    .mapToDouble(Levels::number)
                    .filter(level -> !Double.isNaN(level))
                    .sorted()
                    .toArray();
        }

        Map<String, Object> fields() {
            return new LinkedHashMap<>(values);
        }

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            values.forEach((axis, list) -> parts.add(axis + " " + String.join(" or ", list)));
            return parts.isEmpty() ? "all cells" : String.join(", ", parts);
        }
    }

    /**
     * The mean of a measure over some cells, divided by its mean over others.
     *
     * @param measure of one family
     */
    record Ratio(String text, String measure, Selection of, Selection to, Bounds bounds)
            implements Claim {
        @Override
        public Map<String, Object> fields() {
            return contrast("ratio", text, measure, of, to, bounds);
        }
    }

    /**
     * The mean of a measure over some cells.
     *
     * @param measure of one family
     */
    record Mean(String text, String measure, Selection of, Bounds bounds) implements Claim {
        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("claim", text);
            fields.put("mean", measure);
            fields.put("of", of.fields());
            bounds.put(fields);
            return fields;
        }
    }

    /**
     * The standard deviation of the logarithm of a cell's mean over some cells, divided by the same
     * over others.
     *
     * @param measure of one family
     */
    record Spread(String text, String measure, Selection of, Selection to, Bounds bounds)
            implements Claim {
        @Override
        public Map<String, Object> fields() {
            return contrast("spread", text, measure, of, to, bounds);
        }
    }

    /**
     * Spearman's rank correlation of the cell means of two measures, partial when axes are given.
     * Measures of different families are taken over matched cells.
     */
    record Association(String text, String x, String y, List<String> given, Bounds bounds)
            implements Claim {
        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("claim", text);
            fields.put("association", List.of(x, y));
            fields.put("given", given);
            bounds.put(fields);
            return fields;
        }
    }

    private static Map<String, Object> contrast(
            String kind, String text, String measure, Selection of, Selection to, Bounds bounds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("claim", text);
        fields.put(kind, measure);
        fields.put("of", of.fields());
        fields.put("to", to.fields());
        bounds.put(fields);
        return fields;
    }
}
