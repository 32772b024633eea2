package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.CellState;
import org.neuralredshift.experiments.Merging;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Joins the parts of a study. */
@Command(
        name = "merge",
        description =
                "Joins the parts of a study that were run apart, and lists what is still missing.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redshift merge part-1 part-2 part-3 --out results/whole"})
final class MergeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Result folders of one study.")
    private List<Path> parts = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the whole; it may hold a part already.")
    private Path out = Path.of("");

    @Mixin private QuietOption common = new QuietOption();

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        List<CellState> missing = Merging.merge(parts, out, common::message);
        Conclusion.write(out, common);
        for (CellState state : missing) {
            Main.console(spec)
                    .out()
                    .printf(
                            "missing %d of %d samples of cell %s (%s)%n",
                            state.missing(),
                            state.goal(),
                            state.cell().key(),
                            state.cell().label());
        }
        common.message(
                missing.isEmpty()
                        ? "nothing is missing in " + out
                        : "%d cells of %s miss samples; `run` with --out %s completes them"
                                .formatted(missing.size(), out, out));
        return ExitCode.DONE;
    }
}
