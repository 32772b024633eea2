package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Rules that take conditions out of a study: a rule holds where all its axes have its values. */
final class Exclusions {
    private final List<Node.Entries> rules;
    private final boolean[] used;

    Exclusions(@Nullable Node node) {
        this.rules =
                node == null
                        ? List.of()
                        : node.items("exclude").stream().map(n -> n.entries("exclude")).toList();
        this.used = new boolean[rules.size()];
        for (Node.Entries rule : rules) {
            if (rule.nodes().isEmpty()) {
                throw rule.expected("exclude", "at least one axis and value", "none");
            }
        }
    }

    boolean match(Map<String, Node> condition) {
        boolean any = false;
        for (int i = 0; i < rules.size(); i++) {
            boolean holds =
                    rules.get(i).nodes().entrySet().stream()
                            .allMatch(e -> holds(e.getValue(), condition.get(e.getKey())));
            used[i] |= holds;
            any |= holds;
        }
        return any;
    }

    private static boolean holds(Node wanted, @Nullable Node value) {
        List<Node> choices = wanted instanceof Node.Items list ? list.nodes() : List.of(wanted);
        return value != null
                && choices.stream()
                        .anyMatch(choice -> Levels.same(choice.toString(), value.toString()));
    }

    /** Refuses a rule that takes nothing out, which is most likely misspelt. */
    void requireUse() {
        for (int i = 0; i < rules.size(); i++) {
            if (!used[i]) {
                throw rules.get(i)
                        .expected("exclude", "a rule that holds for a cell", rules.get(i));
            }
        }
    }
}
