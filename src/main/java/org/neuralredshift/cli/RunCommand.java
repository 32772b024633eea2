package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
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
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STUDY", description = "A preset of `list presets`, or a YAML file.")
    private String study = "";

    @Mixin private StudyOptions options = new StudyOptions();

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Main.required(spec);
        Study resolved = options.study(study);
        Path folder = options.folder(resolved);
        PrintStream out = Main.console(command).out();
        if (isDry) {
            StudyPlan.print(resolved, folder, shard, common, out);
            return ExitCode.DONE;
        }
        long bytes = resolved.bytes(common.threads());
        Memory.require(bytes, "ask for fewer --threads or smaller networks");
        List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
        int code = new StudyRun(common, shard, arguments).run(resolved, folder, bytes);
        if (code == ExitCode.DONE) {
            Conclusion conclusion = Conclusion.write(folder, common);
            common.message("report: " + conclusion.page());
            out.println(folder);
        }
        return code;
    }
}
