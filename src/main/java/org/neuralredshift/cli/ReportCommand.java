package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.report.Report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes figures and page of results. */
@Command(
        name = "report",
        description =
                "Writes the HTML page and the figures (SVG, PNG) of a result folder, finished or"
                        + " not, and prints the path of the page.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift report results/compare",
            "  ./redshift report results/mlp-heatmap --out paper    page and figures elsewhere"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A result folder, finished or not.")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for report.html and figures/ (default: the result folder).")
    private @Nullable Path out;

    @Mixin private QuietOption common = new QuietOption();

    @Override
    public Integer call() throws IOException {
        Results results = Results.read(folder);
        results.notices().forEach(common::message);
        Report report = new Report(folder, results, Comparison.of(results));
        Path page = report.write(out == null ? folder : out, common::message);
        Main.console(Main.required(spec)).out().println(page);
        return ExitCode.DONE;
    }
}
