package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Calibration;
import org.neuralredshift.experiments.Provenance;
import org.neuralredshift.experiments.ResultStore;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Runner;
import org.neuralredshift.experiments.Shard;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.experiments.StudyReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Runs a study, or goes on with it. */
@Command(
        name = "run",
        description =
                "Runs a study; after an interruption the same command goes on where it ended.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift run mlp-heatmap             a preset, in about a minute",
            "  ./redshift run gpt2-sequences --scale paper --dry-run",
            "  ./redshift run study.yaml --set samples=50 --set transformer.width=128 --out wide",
            "  ./redshift run study.yaml --shard 1/3 --out part-1    then: merge part-* --out all"
        })
final class RunCommand implements Callable<Integer> {
    private static final double CALIBRATION_SECONDS = 3;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "A preset of `list presets`, or a YAML file.")
    private String study = "";

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
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results (default: results/NAME, or results/NAME-SCALE).")
    private @Nullable Path out;

    private Shard shard = Shard.WHOLE;

    @Option(
            names = "--shard",
            paramLabel = "PART/OF",
            description = "Run a part of the cells, as 1/3, 2/3 and 3/3 (default: all).")
    void shard(String text) {
        shard = Shard.of(text);
    }

    @Option(
            names = "--dry-run",
            description = "Print cells, samples, memory and time after a short calibration.")
    private boolean isDry;

    @Mixin private CommonOptions common = new CommonOptions();

    private volatile boolean interrupted;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Study resolved = StudyReader.read(study, scale, settings);
        Path folder = folder(resolved);
        long bytes =
                resolved.cells().stream().mapToLong(cell -> cell.bytes()).max().orElse(0)
                        * common.threads();
        if (isDry) {
            plan(resolved, folder, bytes);
            return ExitCode.DONE;
        }
        Memory.require(bytes, "ask for fewer --threads or smaller networks");
        return run(resolved, folder, bytes);
    }

    private Path folder(Study resolved) {
        boolean isQuick = resolved.scale().equals("quick");
        String name = isQuick ? resolved.name() : resolved.name() + "-" + resolved.scale();
        return out == null ? Path.of("results", name) : out;
    }

    private int run(Study resolved, Path folder, long bytes)
            throws IOException, InterruptedException {
        ResultStore store = ResultStore.open(folder, resolved, common::message);
        try (store) {
            long reused = store.results().size();
            boolean isFixed = resolved.sampling().isFixed();
            try (Progress progress = common.progress("samples", isFixed ? wanted(store) : 0)) {
                Runner runner = new Runner(store, shard, progress::add);
                common.message(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d cells, %,d samples there, %,d%s to run, %d threads, %s",
                                resolved.name(),
                                resolved.cells().size(),
                                reused,
                                runner.wanted(),
                                isFixed ? "" : " or more",
                                common.threads(),
                                Memory.text(bytes)));
                return run(store, runner, folder, reused);
            }
        }
    }

    private long wanted(ResultStore store) {
        return new Runner(store, shard, _ -> {}).wanted();
    }

    private int run(ResultStore store, Runner runner, Path folder, long reused)
            throws IOException, InterruptedException {
        String command = "redshift " + String.join(" ", arguments());
        Provenance provenance = new Provenance(folder, RunFacts.of(common.threads()), command);
        provenance.begin(reused);
        Thread atExit = new Thread(() -> interrupt(store, runner, provenance), "run-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            runner.run(common.threads());
        } catch (IOException e) {
            common.message(
                    "%,d samples are kept; the same command goes on when there is room"
                            .formatted(store.results().size()));
            throw e;
        } finally {
            release(atExit);
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        boolean isInOrder = store.finish();
        provenance.end("done", runner.computed(), runner.failed());
        conclude(runner, folder, reused, isInOrder);
        return ExitCode.DONE;
    }

    /** A signal: what is finished is kept, what is at work is dropped. */
    private void interrupt(ResultStore store, Runner runner, Provenance provenance) {
        interrupted = true;
        runner.stop();
        try {
            store.close();
            provenance.end("interrupted", runner.computed(), runner.failed());
        } catch (IOException e) {
            common.message("failed to write: " + e.getMessage());
        }
        common.message(
                "interrupted; %,d new samples are kept, the same command goes on"
                        .formatted(runner.computed()));
    }

    private static void release(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is on its way out and the hook runs by itself
        }
    }

    private void conclude(Runner runner, Path folder, long reused, boolean isInOrder) {
        common.message(
                String.format(
                        Locale.ROOT,
                        "%,d samples computed, %,d reused; %,d not finite or failed",
                        runner.computed(),
                        reused,
                        runner.failed()));
        if (!isInOrder) {
            common.message("another process still writes there and will put the rows in order");
        }
        console().out().println(folder);
    }

    /** Prints what a run would need. Writes nothing. */
    private void plan(Study resolved, Path folder, long bytes)
            throws IOException, InterruptedException {
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
        lines.forEach(console().out()::println);
    }

    private static String time(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 6000
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private List<String> arguments() {
        return spec == null ? List.of() : spec.root().commandLine().getParseResult().originalArgs();
    }

    private Console console() {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        return Main.console(spec);
    }
}
