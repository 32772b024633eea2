package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.comparison.Judgement;
import org.neuralredshift.experiments.Shard;
import org.neuralredshift.experiments.Study;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The main job: both families over matched conditions, and what follows from it. */
@Command(
        name = "compare",
        description =
                "Runs both families over matched conditions, prints how far the complexity of"
                        + " transformers' sequences follows that of MLPs' functions, and judges"
                        + " the claims. With a folder: does so for results that are there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift compare                       the preset, in about a minute",
            "  ./redshift compare --scale paper         full size",
            "  ./redshift compare --set samples=40 --out results/wide",
            "  ./redshift compare results/mlp-heatmap   claims and statistics of any results"
        })
final class CompareCommand implements Callable<Integer> {
    private static final String PRESET = "compare";

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "A result folder, finished or not (default: run the preset).")
    private @Nullable Path given;

    @Mixin private StudyOptions options = new StudyOptions();

    @Option(names = "--strict", description = "Exit with code 1 when a claim is contradicted.")
    private boolean isStrict;

    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (given != null && options.isGiven()) {
            throw new IllegalArgumentException(
                    "folder: expected none with --scale, --set or --out, got " + given);
        }
        Path folder = given;
        if (folder == null) {
            Study study = options.study(PRESET);
            folder = options.folder(study);
            int code = run(study, folder);
            if (code != ExitCode.DONE) {
                return code;
            }
        }
        return conclude(folder);
    }

    private int run(Study study, Path folder) throws IOException, InterruptedException {
        long bytes = study.bytes(common.threads());
        Memory.require(bytes, "ask for fewer --threads or smaller networks");
        List<String> arguments =
                Main.required(spec).root().commandLine().getParseResult().originalArgs();
        return new StudyRun(common, Shard.WHOLE, arguments).run(study, folder, bytes);
    }

    private int conclude(Path folder) throws IOException {
        Conclusion conclusion = Conclusion.write(folder, common);
        Comparison comparison = conclusion.comparison();
        if (comparison.missing() > 0) {
            common.message(
                    "unfinished: %,d samples are there and %,d are missing"
                            .formatted(comparison.samples(), comparison.missing()));
        }
        PrintStream out = Main.console(Main.required(spec)).out();
        ComparisonText.lines(comparison).forEach(out::println);
        out.println();
        out.println("report: " + conclusion.page());
        boolean isContradicted =
                comparison.claims().stream()
                        .anyMatch(c -> c.verdict() == Judgement.Verdict.CONTRADICTED);
        return isStrict && isContradicted ? ExitCode.FAILED : ExitCode.DONE;
    }
}
