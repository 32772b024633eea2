package org.neuralredshift.experiments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expands a block of axes into its conditions: every combination, the first axis slowest. Zipped
 * axes move together.
 *
 * <pre>{@code
 * activation: [relu, tanh]
 * depth: {range: [1, 7, 2]}             # from, to, step: 1, 3, 5, 7
 * magnitude: {logrange: [0.1, 10, 5]}   # from, to, count; six significant digits
 * zip: {heads: [1, 2], width: [32, 64]}
 * }</pre>
 */
final class Axes {
    static final int MOST_CELLS = 100_000;

    private final Node.Entries block;

    /** Values of axes that move together, one map a step. */
    private final List<List<Map<String, Node>>> columns = new ArrayList<>();

    Axes(Node.Entries block) {
        this.block = block;
        block.nodes()
                .forEach((name, node) -> {
                    if (name.equals("zip")) {
                        List<Node> zips =
                                node instanceof Node.Items list ? list.nodes() : List.of(node);
                        zips.forEach(zip -> columns.add(zipped(zip.entries("zip"))));
                    } else {
                        columns.add(values(name, node).stream().map(v -> Map.of(name, v)).toList());
                    }
                });
    }

    /** Returns all conditions of the block. */
    List<Map<String, Node>> conditions() {
        long size = 1;
        for (List<Map<String, Node>> column : columns) {
            size = Math.multiplyExact(size, column.size());
            if (size > MOST_CELLS) {
                throw block.expected("axes", "at most " + MOST_CELLS + " cells", size() + " cells");
            }
        }
        List<Map<String, Node>> all = List.of(Map.of());
        for (List<Map<String, Node>> column : columns) {
            List<Map<String, Node>> longer = new ArrayList<>();
            for (Map<String, Node> start : all) {
                for (Map<String, Node> step : column) {
                    Map<String, Node> condition = new LinkedHashMap<>(start);
                    for (Map.Entry<String, Node> value : step.entrySet()) {
                        if (condition.put(value.getKey(), value.getValue()) != null) {
                            throw value.getValue()
                                    .expected("axes", "each axis once", value.getKey() + " twice");
                        }
                    }
                    longer.add(condition);
                }
            }
            all = longer;
        }
        return all;
    }

    private BigDecimal size() {
        BigDecimal size = BigDecimal.ONE;
        for (List<Map<String, Node>> column : columns) {
            size = size.multiply(BigDecimal.valueOf(column.size()));
        }
        return size;
    }

    private static List<Map<String, Node>> zipped(Node.Entries zip) {
        List<Map<String, Node>> steps = new ArrayList<>();
        zip.nodes()
                .forEach((name, node) -> {
                    List<Node> values = values(name, node);
                    if (steps.isEmpty()) {
                        values.forEach(_ -> steps.add(new LinkedHashMap<>()));
                    }
                    if (steps.size() != values.size()) {
                        String rule = "as many values as the first zipped axis, " + steps.size();
                        throw node.expected(name, rule, values.size());
                    }
                    for (int i = 0; i < values.size(); i++) {
                        steps.get(i).put(name, values.get(i));
                    }
                });
        if (steps.isEmpty()) {
            throw zip.expected("zip", "at least one axis", "none");
        }
        return steps;
    }

    private static List<Node> values(String name, Node node) {
        List<Node> values =
                switch (node) {
                    case Node.Items list -> list.nodes();
                    case Node.Entries range -> range(name, range);
                    case Node.Text one -> List.of(one);
                };
        if (values.isEmpty() || values.getFirst() instanceof Node.Text t && t.text().isEmpty()) {
            throw node.expected(name, "an axis of at least one value", "none");
        }
        return values;
    }

    private static List<Node> range(String name, Node.Entries node) {
        node.only(name, List.of("range", "logrange"));
        if (node.nodes().size() != 1) {
            throw node.expected(name, "range or logrange", node);
        }
        Map.Entry<String, Node> only = node.nodes().entrySet().iterator().next();
        List<Node> ends = only.getValue().items(name);
        List<BigDecimal> numbers =
                only.getKey().equals("range")
                        ? linear(name, only.getValue(), ends)
                        : logarithmic(name, only.getValue(), ends);
        return numbers.stream().map(v -> (Node) new Node.Text(node.where(), plain(v))).toList();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static List<BigDecimal> linear(String name, Node node, List<Node> ends) {
        if (ends.size() < 2 || ends.size() > 3) {
            throw node.expected(name, "range: [FROM, TO] or [FROM, TO, STEP]", node);
        }
        BigDecimal from = exact(name, ends.get(0));
        BigDecimal to = exact(name, ends.get(1));
        BigDecimal step = ends.size() == 3 ? exact(name, ends.get(2)) : BigDecimal.ONE;
        if (step.signum() <= 0 || to.compareTo(from) < 0) {
            throw node.expected(name, "a range that rises by a step above 0", node);
        }
        BigDecimal steps = to.subtract(from).divide(step, 0, RoundingMode.FLOOR);
        if (steps.compareTo(BigDecimal.valueOf(MOST_CELLS)) >= 0) {
            throw node.expected(name, "at most " + MOST_CELLS + " cells", steps + " values");
        }
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i <= steps.intValueExact(); i++) {
            values.add(from.add(step.multiply(BigDecimal.valueOf(i))));
        }
        return values;
    }

    private static BigDecimal exact(String name, Node node) {
        return BigDecimal.valueOf(node.number(name));
    }

    private static List<BigDecimal> logarithmic(String name, Node node, List<Node> ends) {
        if (ends.size() != 3) {
            throw node.expected(name, "logrange: [FROM, TO, COUNT]", node);
        }
        double from = ends.get(0).number(name);
        double to = ends.get(1).number(name);
        int count = ends.get(2).integer(name, 2, MOST_CELLS);
        if (!(from > 0 && to > from)) {
            throw node.expected(name, "a logrange that rises from above 0", node);
        }
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double value = from * StrictMath.pow(to / from, (double) i / (count - 1));
            values.add(new BigDecimal(value).round(new MathContext(6)));
        }
        return values;
    }
}
