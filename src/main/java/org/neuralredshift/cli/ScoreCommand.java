package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.sequence.Normalisation;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
    private static final List<SequenceMeasure> SHUFFLED =
            List.of(SequenceMeasure.LZ76, SequenceMeasure.LZ78, SequenceMeasure.LZW);

    /** Reading a symbol takes about as long as three of the units of {@code work}. */
    private static final int READING = 3;

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

    private final SequenceScorer scorer = new SequenceScorer();

    @Override
    public Integer call() throws IOException {
        if (alphabet != null && alphabet < 2) {
            throw new IllegalArgumentException(
                    "alphabet: expected at least 2, got %d".formatted(alphabet));
        }
        if (shuffles < 0) {
            throw new IllegalArgumentException(
                    "shuffles: expected at least 0, got %d".formatted(shuffles));
        }
        List<ScoreSources.Source> sources = ScoreSources.of(files, kind);
        ScoreMeasures chosen = ScoreMeasures.of(sources, only, further);
        GridScores grids = new GridScores(chosen.ofGrids(), axis.ofGrids());
        boolean known = sources.stream().allMatch(source -> source.bytes() > 0);
        long bytes = sources.stream().mapToLong(ScoreSources.Source::bytes).sum();
        try (Rows rows = output.rows();
                Progress progress = common.progress("bytes", known ? bytes : 0)) {
            for (ScoreSources.Source source : sources) {
                if (source.kind() == SymbolKind.GRID) {
                    grids.score(source, rows, progress);
                } else {
                    score(source, chosen.ofSequences(), rows, progress);
                }
            }
            rows.finish();
        }
        return ExitCode.DONE;
    }

    private void score(
            ScoreSources.Source source, Set<SequenceMeasure> measures, Rows rows, Progress progress)
            throws IOException {
        try (SymbolInput in = new SymbolInput(source.name(), source.open())) {
            if (source.kind() == SymbolKind.INTS) {
                IntLines lines = new IntLines(in);
                Symbols symbols = new Symbols(0);
                long start = 0;
                while (lines.next(symbols)) {
                    Row row = new Row().put("source", source.name()).put("line", lines.line());
                    Share share = new Share(progress, measures, in.offset() - start);
                    rows.write(scored(row, symbols, measures, share));
                    start = in.offset();
                }
            } else {
                Symbols symbols = whole(in, source);
                Row row = new Row().put("source", source.name()).put("line", (String) null);
                Share share = new Share(progress, measures, in.offset());
                rows.write(scored(row, symbols, measures, share));
            }
        }
    }

    private static Symbols whole(SymbolInput in, ScoreSources.Source source) throws IOException {
        Symbols symbols = new Symbols(source.bytes());
        switch (source.kind()) {
            case BYTES -> {
                for (int b = in.read(); b != SymbolInput.END; b = in.read()) {
                    symbols.add(b);
                }
            }
            case TEXT -> {
                Utf8 text = new Utf8(in);
                for (int c = text.next(); c != SymbolInput.END; c = text.next()) {
                    symbols.add(c);
                }
            }
            case TOKENS -> {
                Utf8 text = new Utf8(in);
                Gpt2Tokens tokens = new Gpt2Tokens(symbols, Gpt2Tokens.PART);
                for (int c = text.next(); c != SymbolInput.END; c = text.next()) {
                    tokens.add(c);
                }
                tokens.finish();
            }
            case INTS, GRID -> throw new IllegalStateException("these come line by line");
        }
        return symbols;
    }

    private Row scored(Row row, Symbols symbols, Set<SequenceMeasure> measures, Share share) {
        share.add(READING);
        int n = symbols.length();
        scorer.load(symbols.values(), 0, n);
        row.put("n", n);
        for (SequenceMeasure measure : measures) {
            put(row, measure, scorer.value(measure));
            share.add(measure.work());
        }
        if (alphabet != null) {
            for (SequenceMeasure count : List.of(SequenceMeasure.LZ76, SequenceMeasure.LZ78)) {
                double value = Normalisation.logarithmic(scorer.value(count), n, alphabet);
                row.put(count.id() + "_log_k", value);
            }
        }
        if (shuffles > 0) {
            int[] sequence = Arrays.copyOf(symbols.values(), n);
            for (SequenceMeasure count : SHUFFLED) {
                RandomStream random =
                        new RandomStream(
                                StreamKey.of(seed.seed(), "{\"command\":\"score\"}"), 0, 0);
                row.put(
                        count.id() + "_over_shuffles",
                        Normalisation.overShuffles(count, sequence, shuffles, random));
            }
        }
        return row;
    }

    private static void put(Row row, SequenceMeasure measure, double value) {
        switch (measure.kind()) {
            case COUNT -> row.put(measure.id(), (long) value);
            case FLAG -> row.put(measure.id(), value != 0);
            case REAL -> {
                if (Double.isNaN(value)) {
                    row.put(measure.id(), (String) null); // not defined for this sequence
                } else {
                    row.put(measure.id(), value);
                }
            }
        }
    }

    /** Tells the progress of one sequence in bytes of the input. */
    private static final class Share {
        private final Progress progress;
        private final long bytes;
        private final long total;
        private long work;
        private long told;

        Share(Progress progress, Set<SequenceMeasure> measures, long bytes) {
            this.progress = progress;
            this.bytes = bytes;
            this.total = READING + measures.stream().mapToLong(SequenceMeasure::work).sum();
        }

        void add(int units) {
            work += units;
            long now = (long) ((double) bytes * work / total);
            progress.add(now - told);
            told = now;
        }
    }
}
