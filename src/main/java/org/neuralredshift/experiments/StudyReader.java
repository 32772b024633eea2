package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resolves the text of a study. Keys are strict: an unknown one is an error with file, line and a
 * suggestion.
 *
 * <pre>{@code
 * study: gains                 # name of the result folder
 * title: Does the gain matter?
 * family: both                 # transformer | mlp | both: every condition in both families
 * seed: 0
 * samples: 20                  # or target-ci: {least: 10, most: 200, half-width: {lz76: 1}}
 * keep: 1                      # samples a cell that keep their sequence or picture
 * measures: [lz76, c_fourier]
 * transformer: {width: 64, heads: 4, vocabulary: 256}     # fixed, as options of generate
 * mlp: {grid: 32}                                         # fixed, as options of functions
 *                              # checkpoint: DIR has a GPT-2 folder write the sequences
 * axes:                        # or a list of such maps, one after the other
 *   activation: [relu, tanh]
 *   magnitude: {logrange: [0.25, 16, 7]}
 * exclude:
 *   - {activation: relu, magnitude: 16}
 * claims:                      # see Claim
 *   - {claim: It matters for tanh, ratio: lz76, of: {activation: tanh, magnitude: highest},
 *      to: {activation: tanh, magnitude: lowest}, above: 1.5}
 * scales:                      # what another --scale changes
 *   paper: {samples: 1000}
 * }</pre>
 */
public final class StudyReader {
    private static final List<String> KEYS =
            List.of(
                    "study",
                    "title",
                    "family",
                    "seed",
                    "samples",
                    "target-ci",
                    "keep",
                    "measures",
                    "transformer",
                    "mlp",
                    "axes",
                    "exclude",
                    "claims",
                    "scales");
    private static final String QUICK = "quick";

    private final Node.Entries root;
    private final String scale;
    private final List<Family> families;
    private final String seed;
    private final Map<String, Map<String, String>> checkpoints = new HashMap<>();

    private StudyReader(Node.Entries root, String scale) {
        this.root = root;
        this.scale = scale;
        this.families = families();
        this.seed = Family.MLP.setting("seed").canonical("seed", get("seed", "0"));
    }

    /**
     * Reads a file, or a preset where there is one of that name.
     *
     * @param study name of a preset, or a path
     * @param scale name of a size, or null for the study as it is written
     * @param settings overrides {@code KEY=VALUE}; a key within a key stands behind a dot
     * @throws IllegalArgumentException in one line with file and line, when it breaks a rule
     */
    public static Study read(String study, @Nullable String scale, List<String> settings)
            throws IOException {
        byte @Nullable [] preset = Presets.text(study);
        if (preset != null) {
            return read(study + ".yaml", preset, scale, settings);
        }
        Path path = Path.of(study);
        if (!Files.isRegularFile(path)) {
            String near = Suggestion.of(study, Presets.names().stream());
            throw new IllegalArgumentException(
                    "study: expected a file or one of %s, got %s%s"
                            .formatted(String.join(", ", Presets.names()), study, near));
        }
        try (var in = Files.newInputStream(path)) {
            return read(study, in.readNBytes(StudyText.MOST_BYTES + 1), scale, settings);
        }
    }

    /** As {@link #read(String, String, List)}, of a text in UTF-8. */
    public static Study read(
            String source, byte[] text, @Nullable String scale, List<String> settings) {
        return reader(source, text, scale, settings).study();
    }

    /**
     * Returns what a study asks and its size, and describes no network: a listing need not wait for
     * the cells' keys. The cells themselves are not checked.
     */
    static StudyOutline outline(String source, byte[] text, String scale) {
        StudyReader reader = reader(source, text, scale, List.of());
        int cells = reader.conditions().size() * reader.families.size();
        return new StudyOutline(reader.title(), cells, reader.sampling(reader.measures()));
    }

    private static StudyReader reader(
            String source, byte[] text, @Nullable String scale, List<String> settings) {
        Node.Entries root = StudyText.read(source, text);
        root.only("study", KEYS);
        root = scaled(root, scale);
        for (String setting : settings) {
            root = overridden(root, setting);
        }
        root.only("study", KEYS);
        return new StudyReader(root, scale == null ? QUICK : scale);
    }

    private static Node.Entries scaled(Node.Entries root, @Nullable String scale) {
        Node node = root.nodes().get("scales");
        if (scale == null || scale.equals(QUICK)) {
            return root;
        }
        Map<String, Node> scales = node == null ? Map.of() : node.entries("scales").nodes();
        Node chosen = scales.get(scale);
        if (chosen == null) {
            List<String> names = Stream.concat(Stream.of(QUICK), scales.keySet().stream()).toList();
            throw new IllegalArgumentException(
                    "scale: expected one of %s, got %s%s"
                            .formatted(
                                    String.join(", ", names),
                                    scale,
                                    Suggestion.of(scale, names.stream())));
        }
        Node.Entries changes = chosen.entries("scales." + scale);
        changes.only("scales." + scale, KEYS.subList(1, KEYS.size() - 1));
        return merged(root, changes);
    }

    /** Replaces values; maps are merged key by key, axes and lists as a whole. */
    private static Node.Entries merged(Node.Entries root, Node.Entries changes) {
        Map<String, Node> nodes = new LinkedHashMap<>(root.nodes());
        changes.nodes()
                .forEach((key, node) -> {
                    if (key.equals("samples") || key.equals("target-ci")) {
                        nodes.remove("samples");
                        nodes.remove("target-ci");
                    }
                    boolean isWhole = key.equals("axes") || key.equals("target-ci");
                    if (!isWhole
                            && node instanceof Node.Entries inner
                            && nodes.get(key) instanceof Node.Entries before) {
                        nodes.put(key, merged(before, inner));
                    } else {
                        nodes.put(key, node);
                    }
                });
        return new Node.Entries(root.where(), nodes);
    }

    private static Node.Entries overridden(Node.Entries root, String setting) {
        int at = setting.indexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("set: expected KEY=VALUE, got " + setting);
        }
        String key = setting.substring(0, at);
        Node value = StudyText.value("--set " + key, setting.substring(at + 1));
        int dot = key.indexOf('.');
        if (dot < 0) {
            return merged(root, new Node.Entries("--set", Map.of(key, value)));
        }
        String outer = key.substring(0, dot);
        Map<String, Node> nodes = new LinkedHashMap<>(root.nodes());
        Map<String, Node> inner = new LinkedHashMap<>();
        if (nodes.get(outer) != null) {
            if (!(nodes.get(outer) instanceof Node.Entries entries)) {
                throw value.expected(
                        outer, "a map of keys and values to set one in", nodes.get(outer));
            }
            inner.putAll(entries.nodes());
        }
        inner.put(key.substring(dot + 1), value);
        nodes.put(outer, new Node.Entries("--set " + key, inner));
        return new Node.Entries(root.where(), nodes);
    }

    private Study study() {
        String name = get("study", null).text("study");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw get("study", null)
                    .expected("study", "a name of up to 64 letters, digits and . _ -", name);
        }
        Map<Family, List<String>> measures = measures();
        List<Cell> cells = cells();
        return new Study(
                name,
                title(),
                scale,
                Long.parseLong(seed),
                sampling(measures),
                get("keep", "1").integer("keep", 0, Integer.MAX_VALUE),
                measures,
                cells,
                ClaimReader.read(root.nodes().get("claims")));
    }

    private String title() {
        Node title = root.nodes().get("title");
        return title == null ? "" : title.text("title").strip().replaceAll("\\s+", " ");
    }

    private Node get(String key, @Nullable String fallback) {
        Node node = root.nodes().get(key);
        if (node == null && fallback == null) {
            throw root.expected(key, "a value", "none");
        }
        return node != null ? node : new Node.Text(root.where(), String.valueOf(fallback));
    }

    private List<Family> families() {
        Node node = get("family", null);
        String name = node.text("family");
        if (name.equals("both")) {
            return List.of(Family.values());
        }
        return List.of(
                Family.named(name)
                        .orElseThrow(() -> {
                            List<String> names = List.of("transformer", "mlp", "both");
                            return node.expected(
                                    "family",
                                    "transformer, mlp or both",
                                    name + Suggestion.of(name, names.stream()));
                        }));
    }

    private Map<Family, List<String>> measures() {
        Map<Family, List<String>> measures = new EnumMap<>(Family.class);
        families.forEach(family -> measures.put(family, new ArrayList<>()));
        Node node = root.nodes().get("measures");
        if (node == null) {
            measures.replaceAll((family, _) -> standard(family));
            return measures;
        }
        for (Node item : node.items("measures")) {
            String id = item.text("measures");
            List<List<String>> owners =
                    families.stream()
                            .filter(f -> Cell.hasMeasure(f, id))
                            .map(measures::get)
                            .toList();
            if (owners.isEmpty()) {
                List<String> ids = families.stream().flatMap(StudyReader::ids).toList();
                throw item.expected(
                        "measures",
                        "one of `list measures` for the family",
                        id + Suggestion.of(id, ids.stream()));
            }
            if (owners.stream().anyMatch(list -> list.contains(id))) {
                throw item.expected("measures", "each once", id + " twice");
            }
            owners.forEach(list -> list.add(id));
        }
        measures.forEach((family, list) -> {
            if (list.isEmpty()) {
                throw node.expected("measures", "at least one for the family " + family, node);
            }
        });
        return measures;
    }

    static Stream<String> ids(Family family) {
        return switch (family) {
            case TRANSFORMER -> SequenceMeasure.ids().stream();
            case MLP -> GridMeasure.all().stream().map(GridMeasure::id);
        };
    }

    private static List<String> standard(Family family) {
        return switch (family) {
            case TRANSFORMER -> List.of("distinct", "lz76", "lz78", "lzw");
            case MLP -> GridMeasure.standard().stream().map(GridMeasure::id).toList();
        };
    }

    private Sampling sampling(Map<Family, List<String>> measures) {
        Node target = root.nodes().get("target-ci");
        Node samples = root.nodes().get("samples");
        if (target == null) {
            return Sampling.fixed(get("samples", "10").integer("samples", 1, 1 << 30));
        }
        if (samples != null) {
            throw samples.expected("samples", "none beside target-ci", samples);
        }
        Node.Entries entries = target.entries("target-ci");
        entries.only("target-ci", List.of("least", "most", "half-width"));
        int least = part(entries, "least").integer("least", 2, 1 << 30);
        int most = part(entries, "most").integer("most", least, 1 << 30);
        Map<String, Double> halfWidths = new LinkedHashMap<>();
        part(entries, "half-width")
                .entries("half-width")
                .nodes()
                .forEach((id, node) -> {
                    if (measures.values().stream().noneMatch(list -> list.contains(id))) {
                        throw node.expected("half-width", "a measure of the study", id);
                    }
                    double halfWidth = node.number("half-width");
                    if (halfWidth <= 0) {
                        throw node.expected("half-width", "a number above 0", halfWidth);
                    }
                    halfWidths.put(id, halfWidth);
                });
        measures.forEach((family, list) -> {
            if (list.stream().noneMatch(halfWidths::containsKey)) {
                throw entries.expected("half-width", "a measure of the family " + family, entries);
            }
        });
        return new Sampling(least, most, halfWidths);
    }

    private static Node part(Node.Entries target, String key) {
        Node node = target.nodes().get(key);
        if (node == null) {
            throw target.expected("target-ci", "least, most and half-width", target);
        }
        return node;
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        Map<String, Cell> known = new HashMap<>();
        List<Condition> conditions = conditions();
        for (int match = 0; match < conditions.size(); match++) {
            Condition condition = conditions.get(match);
            for (Family family : families) {
                Cell cell = cell(family, match, condition.values());
                Cell twin = known.putIfAbsent(cell.key(), cell);
                if (twin != null) {
                    throw condition
                            .block()
                            .expected(
                                    "axes",
                                    "cells that differ",
                                    "twice the same: %s and %s"
                                            .formatted(twin.label(), cell.label()));
                }
                cells.add(cell);
            }
        }
        return List.copyOf(cells);
    }

    /** A value for every axis, and the block of axes that it comes from. */
    private record Condition(Node block, Map<String, Node> values) {}

    /** Returns what is not excluded, in order; each makes a cell of every family. */
    private List<Condition> conditions() {
        Exclusions exclusions = new Exclusions(root.nodes().get("exclude"));
        Node axes = root.nodes().getOrDefault("axes", new Node.Entries(root.where(), Map.of()));
        List<Node> blocks = axes instanceof Node.Items list ? list.nodes() : List.of(axes);
        List<Condition> conditions = new ArrayList<>();
        for (Node block : blocks) {
            for (Map<String, Node> values : new Axes(block.entries("axes")).conditions()) {
                if (!exclusions.match(values)) {
                    conditions.add(new Condition(block, values));
                }
            }
            if (conditions.size() * families.size() > Axes.MOST_CELLS) {
                throw axes.expected("axes", "at most " + Axes.MOST_CELLS + " cells", "more");
            }
        }
        exclusions.requireUse();
        if (conditions.isEmpty()) {
            throw axes.expected("axes", "at least one cell", "none");
        }
        return conditions;
    }

    private Cell cell(Family family, int match, Map<String, Node> condition) {
        Map<String, Node> given = new HashMap<>();
        fixed(family)
                .nodes()
                .forEach((name, node) -> {
                    if (!family.names().contains(name)) {
                        throw node.expected(
                                family.toString(),
                                "one of " + String.join(", ", family.names()),
                                name + Suggestion.of(name, family.names().stream()));
                    }
                    given.put(name, node);
                });
        Map<String, String> shown = new LinkedHashMap<>();
        condition.forEach((axis, node) ->
                setting(family, axis, node)
                        .ifPresent(name -> {
                            given.put(name, node);
                            String plain = axis.substring(axis.indexOf('.') + 1);
                            shown.put(plain, family.setting(name).canonical(axis, node));
                        }));
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : family.names()) {
            Family.Setting setting = family.setting(name);
            Node node = given.get(name);
            String fallback = name.equals("seed") ? seed : setting.fallback();
            settings.put(name, node == null ? fallback : setting.canonical(name, node));
        }
        try {
            return Cell.of(
                    family,
                    match,
                    shown,
                    Checkpoint.resolved(settings, given.keySet(), checkpoints));
        } catch (IllegalArgumentException e) {
            throw located(e, given, family);
        }
    }

    /** Adds where the value at fault stands. */
    private IllegalArgumentException located(
            IllegalArgumentException e, Map<String, Node> given, Family family) {
        String message = String.valueOf(e.getMessage());
        String name = message.substring(0, Math.max(0, message.indexOf(':')));
        Node node = given.getOrDefault(name, fixed(family));
        return new IllegalArgumentException(
                "%s: %s: %s".formatted(node.where(), family, message), e);
    }

    private Node.Entries fixed(Family family) {
        Node node = root.nodes().get(family.toString());
        return node == null
                ? new Node.Entries(root.where(), Map.of())
                : node.entries(family.toString());
    }

    /** Finds the setting that an axis moves, if it moves one of this family. */
    private Optional<String> setting(Family family, String axis, Node node) {
        Optional<String> own = family.settingOf(axis);
        boolean isOthers =
                families.stream()
                        .anyMatch(f -> axis.startsWith(f + ".") && f.settingOf(axis).isPresent());
        boolean isKnownToAll = families.stream().allMatch(f -> f.settingOf(axis).isPresent());
        if (isOthers || isKnownToAll) {
            return own;
        }
        List<String> names =
                Stream.concat(families.getFirst().names().stream(), Stream.of("depth", "magnitude"))
                        .filter(n -> families.stream().allMatch(f -> f.settingOf(n).isPresent()))
                        .distinct()
                        .toList();
        throw node.expected(
                "axes",
                "one of %s%s"
                        .formatted(
                                String.join(", ", names),
                                families.size() > 1 ? " or FAMILY.SETTING" : ""),
                axis + Suggestion.of(axis, names.stream()));
    }
}
