package org.neuralredshift.cli;

import org.neuralredshift.experiments.Calibration;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Shard;
import org.neuralredshift.experiments.Study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a run would need, for {@code --dry-run}. */
final class StudyPlan {
    private static final double CALIBRATION_SECONDS = 3;

    private StudyPlan() {}

    /** Prints what a run would need. Writes nothing. */
    static void print(
            Study resolved, Path folder, Shard shard, CommonOptions common, PrintStream out)
            throws IOException, InterruptedException {
        long bytes = resolved.bytes(common.threads());
        boolean isBegun = Files.exists(folder.resolve("study.json"));
        Results results = isBegun ? Results.read(folder) : Results.none(resolved);
        List<String> differences = results.study().differences(resolved);
        if (!differences.isEmpty()) {
            common.message(
                    "%s has another study: %s".formatted(folder, String.join("; ", differences)));
            results = Results.none(resolved);
        }
        Memory.require(bytes, "ask for fewer --threads or smaller networks");
        Calibration plan = Calibration.of(results, shard, CALIBRATION_SECONDS);
        List<String> lines =
                List.of(
                        "study    %s".formatted(resolved.name()),
                        "folder   %s".formatted(folder),
                        String.format(Locale.ROOT, "cells    %,d", plan.cells()),
                        String.format(
                                Locale.ROOT,
                                plan.most() > plan.missing()
                                        ? "samples  %,d to %,d to run, %,d there"
                                        : "samples  %1$,d to run, %3$,d there",
                                plan.missing(),
                                plan.most(),
                                results.size()),
                        "memory   %s with %d threads"
                                .formatted(Memory.text(bytes), common.threads()),
                        String.format(
                                Locale.ROOT,
                                "time     about %s (%d cells tried, %.3g s a sample)",
                                time(plan.seconds(plan.missing(), common.threads())),
                                plan.sampled(),
                                plan.secondsPerSample()));
        lines.forEach(out::println);
    }

    private static String time(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 6000
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
