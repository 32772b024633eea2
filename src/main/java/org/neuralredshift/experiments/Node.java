package org.neuralredshift.experiments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A piece of a study's text that knows where it stands, so that an error can say so. */
sealed interface Node {
    /** File and line, or the option that it came from. */
    String where();

    /** One value as it was written. */
    record Text(String where, String text) implements Node {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A list. */
    record Items(String where, List<Node> nodes) implements Node {
        @Override
        public String toString() {
            return nodes.toString();
        }
    }

    /** A map in the order of the text; each entry knows the line of its key by its value. */
    record Entries(String where, Map<String, Node> nodes) implements Node {
        /** Refuses keys that are not among the given ones. */
        void only(String name, List<String> keys) {
            for (Map.Entry<String, Node> entry : nodes.entrySet()) {
                String key = entry.getKey();
                if (!keys.contains(key)) {
                    throw entry.getValue()
                            .expected(
                                    name,
                                    "one of " + String.join(", ", keys),
                                    key + Suggestion.of(key, keys.stream()));
                }
            }
        }

        @Override
        public String toString() {
            return nodes.entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** Returns the error that this node is not what the rule asks for. */
    default IllegalArgumentException expected(String name, String rule, Object got) {
        String text = got.toString();
        String shown = text.length() <= 80 ? text : text.substring(0, 77) + "...";
        return new IllegalArgumentException(
                "%s: %s: expected %s, got %s".formatted(where(), name, rule, shown));
    }

    default Entries entries(String name) {
        if (this instanceof Entries entries) {
            return entries;
        }
        throw expected(name, "a map of keys and values", this);
    }

    default List<Node> items(String name) {
        if (this instanceof Items items) {
            return items.nodes();
        }
        throw expected(name, "a list", this);
    }

    default String text(String name) {
        if (this instanceof Text text && !text.text().isBlank()) {
            return text.text();
        }
        throw expected(name, "a value", this);
    }

    default int integer(String name, int least, int most) {
        String text = text(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw expected(name, "an integer from %d to %d".formatted(least, most), text);
    }

    default double number(String name) {
        String text = text(name);
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw expected(name, "a finite number", text);
    }
}
