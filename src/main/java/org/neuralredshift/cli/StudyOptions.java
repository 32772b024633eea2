package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.experiments.StudyReader;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mixin of the commands that run a study: its size, its settings, and its folder. */
final class StudyOptions {
    @Option(
            names = "--scale",
            paramLabel = "NAME",
            description = "A size that the study names, such as paper (default: quick).")
    private @Nullable String scale;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Set a key of the study, such as samples=50 or mlp.grid=32; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description =
                    "A GPT-2 folder writes the sequences of the transformers: short for --set"
                            + " transformer.checkpoint=DIR.")
    private @Nullable String checkpoint;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results (default: results/NAME, or results/NAME-SCALE).")
    private @Nullable Path out;

    /** Tells whether any of them was given. */
    boolean isGiven() {
        return scale != null || !settings.isEmpty() || checkpoint != null || out != null;
    }

    /** Reads a preset or a file, with these settings. */
    Study study(String name) throws IOException {
        if (checkpoint == null) {
            return StudyReader.read(name, scale, settings);
        }
        String quoted = checkpoint.replace("\\", "\\\\").replace("\"", "\\\"");
        List<String> all = new ArrayList<>(settings);
        all.add("transformer.checkpoint=\"%s\"".formatted(quoted));
        Study study = StudyReader.read(name, scale, all);
        if (study.cells().stream()
                .noneMatch(cell -> checkpoint.equals(cell.settings().get("checkpoint")))) {
            throw new IllegalArgumentException(
                    "checkpoint: expected a study of transformers without an axis of that name, got"
                            + " "
                            + name);
        }
        return study;
    }

    Path folder(Study resolved) {
        boolean isQuick = resolved.scale().equals("quick");
        String name = isQuick ? resolved.name() : resolved.name() + "-" + resolved.scale();
        return out == null ? Path.of("results", name) : out;
    }
}
