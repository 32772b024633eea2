package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "score",
        description =
                "Scores sequences and grids of your own: how complex they are, by many measures.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift score corpora --format table",
            "  echo 1 2 3 1 2 3 | ./redshift score --as ints -",
            "  ./redshift score --as bytes --measures bzip2,xz /bin/ls",
            "  ./redshift score --as tokens --only lz78,entropy_rate corpora/moby-dick.txt",
            "  ./redshift score --as grid --measures c_dct_norm image.txt",
            "Measures are explained by ./redshift list measures."
        })
final class ScoreCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "Files, folders (their .ints, .txt, .bin and .grid files), or - for standard"
                            + " input (default).")
    private List<String> files = List.of("-");

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description =
                    "ints: one sequence of integers a line, separated by blanks or commas; text,"
                        + " bytes, tokens: the whole input is one sequence of code points, bytes or"
                        + " GPT-2 tokens; grid: functions, N lines of N numbers each, a blank line"
                        + " between two (default: .ints is ints, .txt is text, .bin is bytes, .grid"
                        + " is grid).")
    private @Nullable SymbolKind kind;

    @Option(
            names = "--measures",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = ScoreMeasures.Names.class,
            description =
                    "Measures beside the standard ones (distinct to entropy; of a grid, those of"
                            + " ./redshift functions): ${COMPLETION-CANDIDATES}.")
    private List<String> further = List.of();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = ScoreMeasures.Names.class,
            description = "These measures and no standard ones.")
    private List<String> only = List.of();

    @Option(
            names = "--axis",
            paramLabel = "AXIS",
            description =
                    "Of grids: ${COMPLETION-CANDIDATES}, whether both ends of [-1, 1] are points or"
                            + " the right one is left out (default: ${DEFAULT-VALUE}).")
    private FunctionModelOptions.Axis axis = FunctionModelOptions.Axis.CLOSED;

    @Option(
            names = "--alphabet",
            paramLabel = "K",
            description =
                    "Also lz76_log_k and lz78_log_k: counts times log_K(n) / n, for symbols out of"
                            + " K.")
    private @Nullable Integer alphabet;

    @Option(
            names = "--shuffles",
            paramLabel = "M",
            description =
                    "Also lz76_over_shuffles, lz78_over_shuffles, lzw_over_shuffles: counts over"
                            + " their means on M shuffles of the sequence.")
    private int shuffles;

    @Mixin private SeedOption seed = new SeedOption();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<ScoreSources.Source> sources = ScoreSources.of(files, kind);
        ScoreMeasures chosen = ScoreMeasures.of(sources, only, further);
        SequenceRow columns =
                new SequenceRow(chosen.ofSequences(), alphabet, shuffles, seed.seed());
        SequenceFiles sequences = new SequenceFiles(columns, common.threads());
        GridScores grids = new GridScores(chosen.ofGrids(), axis.ofGrids());
        boolean known = sources.stream().allMatch(source -> source.bytes() > 0);
        long bytes = sources.stream().mapToLong(ScoreSources.Source::bytes).sum();
        try (Rows rows = output.rows();
                Progress progress = common.progress("bytes", known ? bytes : 0)) {
            for (ScoreSources.Source source : sources) {
                if (source.kind() == SymbolKind.GRID) {
                    grids.score(source, rows, progress);
                } else {
                    sequences.score(source, rows, progress);
                }
            }
            rows.finish();
        }
        return ExitCode.DONE;
    }
}
