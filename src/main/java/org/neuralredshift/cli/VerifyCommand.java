package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Checks results by computing some of them again. */
@Command(
        name = "verify",
        description =
                "Checks every record of a result folder, recomputes random samples and compares"
                        + " their bits.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift verify results/gpt2-sequences",
            "  ./redshift verify results/gpt2-sequences --samples 1000000    all of them"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A result folder, finished or not.")
    private Path folder = Path.of("");

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "Samples to recompute (default: ${DEFAULT-VALUE}).")
    private int samples = 20;

    @Mixin private SeedOption seed = new SeedOption();
    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (samples < 0) {
            throw new IllegalArgumentException("samples: expected at least 0, got " + samples);
        }
        if (!Files.isRegularFile(folder.resolve("study.json"))) {
            throw new IllegalArgumentException(
                    "folder: expected one with a study.json, got " + folder);
        }
        Results results;
        try {
            results = Results.read(folder);
        } catch (IllegalArgumentException e) {
            print(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
        results.notices().forEach(common::message);
        Verification verification = recomputed(results);
        verification.differences().forEach(this::print);
        common.message(
                "%d records whole; %d samples recomputed, %d differ"
                        .formatted(
                                results.size(),
                                verification.checked(),
                                verification.differences().size()));
        return verification.differences().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Verification recomputed(Results results) throws InterruptedException {
        long bytes = results.study().bytes(common.threads());
        Memory.require(bytes, "ask for fewer --threads");
        int count = Math.min(samples, results.size());
        try (Progress progress = common.progress("samples", count)) {
            return Verification.of(
                    results, samples, seed.seed(), common.threads(), () -> progress.add(1));
        }
    }

    private void print(String line) {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        Main.console(spec).out().println(line);
    }
}
