package org.neuralredshift.experiments;

import org.neuralredshift.nn.GivenNetwork;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A resolved study: everything that decides its results, and nothing of the machine that runs it.
 *
 * @param name letters, digits, {@code . _ -}; the folder of the results
 * @param title what is asked, one line, may be empty
 * @param scale name of the size, {@code quick} where the text has only one
 * @param seed of the streams of every cell without a seed of its own
 * @param keep samples a cell, from the first, that keep their sequence or picture
 * @param measures family to what is measured, in the order of the output
 * @param cells in the order of the results, keys all different
 * @param claims that the study is to judge, stated before the run
 */
public record Study(
        String name,
        String title,
        String scale,
        long seed,
        Sampling sampling,
        int keep,
        Map<Family, List<String>> measures,
        List<Cell> cells,
        List<Claim> claims) {
    private static final int FORMAT = 1;
    private static final int SHOWN = 4;

    /** Returns the family's measures. */
    public List<String> measures(Family family) {
        return measures.getOrDefault(family, List.of());
    }

    /** Returns the memory that so many workers need, in bytes. */
    public long bytes(int threads) {
        Map<String, Long> given = new HashMap<>();
        long most = 0;
        for (Cell cell : cells) {
            most = Math.max(most, cell.bytes());
            if (cell.subject() instanceof Subject.Sequences s && s.checkpoint() != null) {
                given.put(s.checkpoint().hash(), GivenNetwork.bytes(s.generation().model()));
            }
        }
        return most * threads + given.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the study as JSON, a line a cell; equal studies give equal texts. */
    public String json() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("format", FORMAT);
        head.put("study", name);
        head.put("title", title);
        head.put("scale", scale);
        head.put("seed", seed);
        head.put("least", sampling.least());
        head.put("most", sampling.most());
        head.put("half-widths", sampling.halfWidths());
        head.put("keep", keep);
        List<Map<String, Object>> stated = claims.stream().map(Claim::fields).toList();
        StringBuilder json = new StringBuilder("{\n");
        head.forEach((key, value) ->
                json.append(Json.text(key)).append(':').append(Json.text(value)).append(",\n"));
        Map<String, Object> named = new LinkedHashMap<>();
        measures.forEach((family, list) -> named.put(family.toString(), list));
        json.append("\"measures\":").append(Json.text(named));
        json.append(",\n\"claims\":").append(Json.text(stated)).append(",\n\"cells\":[\n");
        for (int i = 0; i < cells.size(); i++) {
            json.append(cell(cells.get(i))).append(i + 1 < cells.size() ? ",\n" : "\n");
        }
        return json.append("]}\n").toString();
    }

    private static String cell(Cell cell) {
        return "{\"key\":\"%s\",\"family\":\"%s\",\"match\":%d,\"condition\":%s,\"settings\":%s}"
                .formatted(
                        cell.key(),
                        cell.family(),
                        cell.match(),
                        Json.settings(cell.condition()),
                        Json.settings(cell.settings()));
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @param file its name, for errors
     * @throws IllegalArgumentException when it is something else, or a cell's key is not the hash
     *     of its settings
     */
    public static Study ofJson(String file, String json) {
        JsonNode root = Json.read(file, json);
        if (root.path("format").asInt(0) != FORMAT) {
            throw new IllegalArgumentException(
                    "%s: expected a study of format %d, got %s"
                            .formatted(file, FORMAT, root.path("format")));
        }
        Map<String, Double> halfWidths = new LinkedHashMap<>();
        root.path("half-widths")
                .properties()
                .forEach(e -> halfWidths.put(e.getKey(), e.getValue().asDouble()));
        Map<Family, List<String>> measures = new EnumMap<>(Family.class);
        root.path("measures")
                .properties()
                .forEach(e -> measures.put(family(file, e.getKey()), strings(e.getValue())));
        List<Cell> cells = new ArrayList<>();
        root.path("cells").forEach(node -> cells.add(cell(file, node)));
        return new Study(
                root.path("study").asString(),
                root.path("title").asString(),
                root.path("scale").asString(),
                root.path("seed").asLong(),
                new Sampling(root.path("least").asInt(), root.path("most").asInt(), halfWidths),
                root.path("keep").asInt(),
                measures,
                List.copyOf(cells),
                claims(file, root.path("claims")));
    }

    /** JSON is YAML: one reader serves both. */
    private static List<Claim> claims(String file, JsonNode claims) {
        return claims.isMissingNode()
                ? List.of()
                : ClaimReader.read(StudyText.value(file, claims.toString()));
    }

    private static Cell cell(String file, JsonNode node) {
        Cell cell =
                Cell.of(
                        family(file, node.path("family").asString()),
                        node.path("match").asInt(),
                        Json.settings(node.path("condition")),
                        Json.settings(node.path("settings")));
        if (!cell.key().equals(node.path("key").asString())) {
            throw new IllegalArgumentException(
                    "%s: expected key %s, the hash of the settings of %s, got %s"
                            .formatted(file, cell.key(), cell.label(), node.path("key")));
        }
        return cell;
    }

    private static Family family(String file, String name) {
        return Family.named(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s: expected the family transformer or mlp, got %s"
                                        .formatted(file, name)));
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.asString()));
        return List.copyOf(strings);
    }

    /** Returns in words what another study has otherwise; empty when they are equal. */
    public List<String> differences(Study other) {
        List<String> lines = new ArrayList<>();
        differ(lines, "study", name, other.name);
        differ(lines, "title", title, other.title);
        differ(lines, "scale", scale, other.scale);
        differ(lines, "seed", seed, other.seed);
        differ(lines, "samples", sampling, other.sampling);
        differ(lines, "keep", keep, other.keep);
        differ(lines, "measures", measures, other.measures);
        if (!claims.equals(other.claims)) {
            lines.add("the claims, which are stated before the run");
        }
        only(lines, "gone", this, other);
        only(lines, "new", other, this);
        contents(lines, other);
        if (lines.isEmpty() && !json().equals(other.json())) {
            lines.add("the order or the axes of the cells");
        }
        return lines;
    }

    private static void differ(List<String> lines, String name, Object here, Object there) {
        if (!here.equals(there)) {
            lines.add("%s: %s became %s".formatted(name, here, there));
        }
    }

    /** Names the folders that are the same and hold something else. */
    private void contents(List<String> lines, Study other) {
        Map<String, String> there = other.contents();
        contents()
                .forEach((folder, hash) -> {
                    if (!hash.equals(there.getOrDefault(folder, hash))) {
                        lines.add("the content of checkpoint " + folder);
                    }
                });
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        cells.stream()
                .map(cell -> Checkpoint.of(cell.settings()))
                .filter(Objects::nonNull)
                .forEach(checkpoint -> contents.put(checkpoint.folder(), checkpoint.hash()));
        return contents;
    }

    private static void only(List<String> lines, String word, Study in, Study notIn) {
        Set<String> keys = new HashSet<>();
        notIn.cells.forEach(cell -> keys.add(cell.key()));
        List<Cell> lone = in.cells.stream().filter(c -> !keys.contains(c.key())).toList();
        if (!lone.isEmpty()) {
            List<String> labels = lone.stream().limit(SHOWN).map(Cell::label).toList();
            String more = lone.size() > SHOWN ? ", ..." : "";
            String plural = lone.size() == 1 ? "cell" : "cells";
            lines.add(
                    "%d %s %s (%s%s)"
                            .formatted(lone.size(), plural, word, String.join(", ", labels), more));
        }
    }
}
