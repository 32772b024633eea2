package org.neuralredshift.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Result folders whose rows no network made: as large or as hostile as a test wants them. */
public final class MadeUpResults {
    /** Both families over matched conditions, with what the quick size of `compare` varies. */
    public static final String BOTH =
            """
            study: synthetic
            title: What do made-up rows look like?
            family: both
            seed: 3
            samples: %d
            keep: 1
            measures: [lz78, distinct, c_dct, tv]
            transformer: {heads: 2, width: 16, vocabulary: 32, length: 24}
            mlp: {grid: 8, width: 8}
            axes:
              activation: [relu, gelu-tanh, tanh, gaussian, sine]
              magnitude: {logrange: [0.25, 16, 5]}
              depth: [2, 6]
            """;

    /** Transformers alone. */
    public static final String TRANSFORMERS =
            """
            study: sequences
            family: transformer
            samples: %d
            measures: [lz78, distinct]
            transformer: {heads: 2, width: 16, vocabulary: 32, length: 24}
            axes: {activation: [relu, tanh], gain: [0.5, 1, 2], layers: [1, 2]}
            """;

    /** MLPs alone, with a condition that lacks the axes of the others. */
    public static final String MLPS =
            """
            study: functions
            family: mlp
            samples: %d
            measures: [c_dct, tv]
            mlp: {grid: 8, width: 8}
            axes:
              - {activation: [relu, tanh], magnitude: [1, 4, 16], depth: [1, 3]}
              - {model: [unbiased]}
            """;

    /** A value of a sample. */
    public interface Values {
        /** Returns the value of a measure of a sample; NaN leaves it out. */
        double of(Cell cell, String measure, int sample);
    }

    private MadeUpResults() {}

    /** Returns a study of a text that needs no number of samples. */
    public static Study study(String yaml) {
        return StudyReader.read(
                "study.yaml", yaml.getBytes(StandardCharsets.UTF_8), null, List.of());
    }

    /** Returns a study of one of the texts above. */
    public static Study study(String yaml, int samples) {
        return study(yaml.formatted(samples));
    }

    /** Returns a study with a title and, in each condition, axes and values of the given text. */
    public static Study hostile(Study study, String text) {
        List<Cell> cells = new ArrayList<>();
        for (Cell cell : study.cells()) {
            Map<String, String> condition = new LinkedHashMap<>(cell.condition());
            condition.replace("activation", text + cell.condition().get("activation"));
            condition.put(text, text + cell.match() % 2);
            cells.add(
                    new Cell(cell.key(), cell.family(), cell.match(), condition, cell.settings()));
        }
        return new Study(
                study.name(),
                text,
                study.scale(),
                study.seed(),
                study.sampling(),
                study.keep(),
                study.measures(),
                List.copyOf(cells),
                study.claims());
    }

    /** Writes a folder with rows of the first so many samples of each cell. */
    public static void write(Path folder, Study study, int samples) throws IOException {
        Files.writeString(folder.resolve("study.json"), study.json());
        StringBuilder lines = new StringBuilder();
        rows(study, samples, MadeUpResults::random).forEach(row -> lines.append(row.line()));
        Files.writeString(folder.resolve("samples-0.jsonl"), lines);
    }

    /** Returns results that no file holds. */
    public static Results results(Study study, int samples) {
        return results(study, samples, MadeUpResults::random);
    }

    /** Returns results with values of a test's choosing. */
    public static Results results(Study study, int samples, Values values) {
        Results results = new Results(study);
        rows(study, samples, values).forEach(results::put);
        return results;
    }

    /** Returns results of one sample a cell, none of which is finite. */
    public static Results broken(Study study) {
        Results results = new Results(study);
        for (Cell cell : study.cells()) {
            results.put(SampleRow.of(cell.key(), 0, "\"status\":\"nonfinite\""));
        }
        return results;
    }

    private static List<SampleRow> rows(Study study, int samples, Values values) {
        List<SampleRow> rows = new ArrayList<>();
        for (Cell cell : study.cells()) {
            for (int sample = 0; sample < samples; sample++) {
                rows.add(SampleRow.of(cell.key(), sample, fields(study, cell, sample, values)));
            }
        }
        return rows;
    }

    private static double random(Cell cell, String measure, int sample) {
        double level = 5 + Math.floorMod(cell.condition().hashCode(), 50);
        return level + generator(cell, measure, sample).nextDouble(-4, 4);
    }

    private static SplittableRandom generator(Cell cell, String purpose, int sample) {
        return new SplittableRandom(1_000_003L * (cell.key() + purpose).hashCode() + sample);
    }

    private static String fields(Study study, Cell cell, int sample, Values values) {
        StringBuilder fields = new StringBuilder("\"status\":\"ok\"");
        for (String measure : study.measures(cell.family())) {
            double value = values.of(cell, measure, sample);
            fields.append(",\"%s\":%s".formatted(measure, Double.isNaN(value) ? null : value));
        }
        if (sample < study.keep()) {
            byte[] bytes = new byte[64];
            generator(cell, "picture", sample).nextBytes(bytes);
            fields.append(
                    switch (cell.family()) {
                        case TRANSFORMER -> ",\"tokens\":[5,5,7,5,9,9]";
                        case MLP ->
                                ",\"picture\":\"" + Base64.getEncoder().encodeToString(bytes) + '"';
                    });
        }
        return fields.toString();
    }
}
