package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Claim.Bounds;
import org.neuralredshift.experiments.Claim.Selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the claims of a study, as {@link Claim} describes them. */
final class ClaimReader {
    private static final List<String> KINDS = List.of("mean", "ratio", "spread", "association");
    private static final List<String> BOUNDS = List.of("above", "below", "within");

    private ClaimReader() {}

    /** Returns the claims in their order; none when there is no such node. */
    static List<Claim> read(@Nullable Node node) {
        return node == null
                ? List.of()
                : node.items("claims").stream()
                        .map(claim -> claim(claim.entries("claims")))
                        .toList();
    }

    private static Claim claim(Node.Entries claim) {
        String kind = only(claim, KINDS);
        List<String> keys =
                new ArrayList<>(
                        switch (kind) {
                            case "association" -> List.of("claim", kind, "given");
                            case "mean" -> List.of("claim", kind, "of");
                            default -> List.of("claim", kind, "of", "to");
                        });
        keys.addAll(BOUNDS);
        claim.only("claims", keys);
        String text = part(claim, "claim").text("claim").strip().replaceAll("\\s+", " ");
        Bounds bounds = bounds(claim);
        return switch (kind) {
            case "association" -> association(claim, text, bounds);
            case "mean" ->
                    new Claim.Mean(
                            text, measure(part(claim, kind)), selection(claim, "of"), bounds);
            case "ratio" ->
                    new Claim.Ratio(
                            text,
                            measure(part(claim, kind)),
                            selection(claim, "of"),
                            selection(claim, "to"),
                            bounds);
            default ->
                    new Claim.Spread(
                            text,
                            measure(part(claim, kind)),
                            selection(claim, "of"),
                            selection(claim, "to"),
                            bounds);
        };
    }

    private static String only(Node.Entries claim, List<String> choices) {
        List<String> there = choices.stream().filter(claim.nodes()::containsKey).toList();
        if (there.size() != 1) {
            throw claim.expected("claims", "one of " + String.join(", ", choices), there);
        }
        return there.getFirst();
    }

    private static Node part(Node.Entries claim, String key) {
        Node node = claim.nodes().get(key);
        if (node == null) {
            throw claim.expected("claims", "a value of " + key, "none");
        }
        return node;
    }

    private static Claim association(Node.Entries claim, String text, Bounds bounds) {
        Node pair = part(claim, "association");
        List<String> measures =
                pair.items("association").stream().map(ClaimReader::measure).toList();
        if (measures.size() != 2) {
            throw pair.expected("association", "two measures", pair);
        }
        Node given = claim.nodes().get("given");
        List<String> axes =
                given == null
                        ? List.of()
                        : given.items("given").stream().map(ClaimReader::axis).toList();
        return new Claim.Association(text, measures.getFirst(), measures.getLast(), axes, bounds);
    }

    private static String measure(Node node) {
        String id = node.text("measure");
        if (Arrays.stream(Family.values()).noneMatch(family -> Cell.hasMeasure(family, id))) {
            Stream<String> ids = Arrays.stream(Family.values()).flatMap(StudyReader::ids);
            throw node.expected("measure", "one of `list measures`", id + Suggestion.of(id, ids));
        }
        return id;
    }

    private static String axis(Node node) {
        return axis(node, node.text("axis"));
    }

    private static String axis(Node node, String axis) {
        if (Arrays.stream(Family.values()).noneMatch(f -> f.settingOf(axis).isPresent())) {
            Stream<String> names =
                    Arrays.stream(Family.values()).flatMap(family -> family.names().stream());
            throw node.expected(
                    "axis",
                    "depth, magnitude or a setting of a family",
                    axis + Suggestion.of(axis, names.distinct()));
        }
        return axis;
    }

    private static Selection selection(Node.Entries claim, String key) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        part(claim, key)
                .entries(key)
                .nodes()
                .forEach((axis, node) -> {
                    List<Node> choices =
                            node instanceof Node.Items list ? list.nodes() : List.of(node);
                    values.put(
                            axis(node, axis),
                            choices.stream().map(choice -> choice.text(axis)).toList());
                });
        return new Selection(values);
    }

    private static Bounds bounds(Node.Entries claim) {
        String kind = only(claim, BOUNDS);
        Node node = part(claim, kind);
        return switch (kind) {
            case "above" -> new Bounds(node.number(kind), Double.POSITIVE_INFINITY);
            case "below" -> new Bounds(Double.NEGATIVE_INFINITY, node.number(kind));
            default -> {
                List<Node> ends = node.items(kind);
                if (ends.size() != 2 || ends.getFirst().number(kind) >= ends.get(1).number(kind)) {
                    throw node.expected(kind, "[LOW, HIGH] with LOW < HIGH", node);
                }
                yield new Bounds(ends.get(0).number(kind), ends.get(1).number(kind));
            }
        };
    }
}
