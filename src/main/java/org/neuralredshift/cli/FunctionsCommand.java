package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.GridScorer;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.nn.FunctionModel;
import org.neuralredshift.nn.FunctionSampler;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.NonFinite;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Samples random functions, scores them on a grid, draws them. */
@Command(
        name = "functions",
        description =
                "Samples random MLPs (or the unbiased model) as functions on a grid and scores"
                        + " them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift functions --activation tanh --depth 6 --magnitude 4 --count 100",
            "  ./redshift functions --activation sine --magnitude 8 --count 64 --images pictures",
            "  ./redshift functions --count 1 --seed 7 --format table           with a small"
                    + " picture",
            "  ./redshift functions --model unbiased --measures c_dct,tv --format csv --out"
                    + " unbiased.csv"
        })
final class FunctionsCommand implements Callable<Integer> {
    private static final int SCORER_BYTES_A_POINT = 25 * Double.BYTES;

    @Spec private @Nullable CommandSpec command;
    @Mixin private FunctionModelOptions options = new FunctionModelOptions();
    @Mixin private MeasureOption measures = new MeasureOption();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private SeedOption seed = new SeedOption();
    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Functions to sample (default: ${DEFAULT-VALUE}).")
    private int count = 10;

    @Option(
            names = "--first",
            paramLabel = "K",
            description = "Number of the first sample (default: ${DEFAULT-VALUE}).")
    private int first = 0;

    @Option(
            names = "--summary",
            description =
                    "Print one row a measure instead of one a function: mean, 95 %% interval,"
                            + " spread.")
    private boolean isSummary;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Write a greyscale PNG a function and a contact sheet (two inputs only).")
    private @Nullable Path images;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description =
                    "Write the values as text, N numbers a line, a blank line after each function.")
    private @Nullable Path values;

    /** One thread's tools. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Worker(FunctionSampler sampler, GridScorer scorer, float[] values) {}

    /** What becomes of a sample. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    private record Scored(
            int sample,
            String status,
            @Nullable NonFinite nonFinite,
            double[] scores,
            float[] values) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1, got " + count);
        }
        if (first < 0 || first > Integer.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "first: expected an integer from 0 to 2^31 - 1 - count, got " + first);
        }
        FunctionModel model = options.model();
        InputGrid grid = options.grid();
        if (images != null && grid.inputs() != 2) {
            throw new IllegalArgumentException(
                    "inputs: expected 2 with --images, got " + grid.inputs());
        }
        int threads = Math.min(common.threads(), count);
        requireMemory(model, grid, threads);
        ScoreSummary summary = new ScoreSummary(measures.measures(), count);
        ImageFolder folder = images == null ? null : new ImageFolder(images);
        float[] last;
        try (Rows rows = output.rows();
                Progress progress = common.progress("functions", count);
                Writer text = values == null ? Writer.nullWriter() : writer(values)) {
            last = sample(model, grid, threads, rows, progress, summary, folder, text);
            if (isSummary) {
                for (Row row : summary.rows(summaryStream())) {
                    rows.write(row);
                }
            }
            rows.finish();
        }
        if (folder != null) {
            folder.finish();
        }
        conclude(summary, grid, last);
        return ExitCode.DONE;
    }

    private float[] sample(
            FunctionModel model,
            InputGrid grid,
            int threads,
            Rows rows,
            Progress progress,
            ScoreSummary summary,
            @Nullable ImageFolder folder,
            Writer text)
            throws IOException, InterruptedException {
        GridShape shape = shape(grid);
        StreamKey key = model.key(seed.seed());
        int share = Math.max(1, common.threads() / threads);
        boolean isDrawn = folder != null || values != null || count == 1;
        float[][] last = {new float[0]};
        Ordered.run(
                threads,
                count,
                () ->
                        new Worker(
                                model.sampler(grid, share),
                                new GridScorer(shape),
                                new float[grid.points()]),
                (worker, number) -> score(worker, key, first + number, isDrawn),
                scored -> {
                    if (!isSummary) {
                        rows.write(row(scored, shape));
                    }
                    summary.add(scored.scores(), scored.status().equals("flat"));
                    if (folder != null) {
                        folder.add(scored.sample(), scored.values(), grid.side());
                    }
                    if (values != null) {
                        GridText.write(scored.values(), grid.side(), text);
                    }
                    last[0] = scored.values();
                    progress.add(1);
                });
        return last[0];
    }

    private Scored score(Worker worker, StreamKey key, int sample, boolean isDrawn) {
        NonFinite nonFinite = worker.sampler().sample(key, sample, worker.values());
        GridScorer scorer = worker.scorer();
        scorer.load(worker.values());
        double[] scores = GridRow.scores(scorer, measures.measures());
        String status = GridRow.status(scorer);
        if (nonFinite != null) {
            // The output may be finite again: the network is no sample all the same.
            status = "nonfinite";
            Arrays.fill(scores, Double.NaN);
        }
        return new Scored(
                sample,
                status,
                nonFinite,
                scores,
                isDrawn ? worker.values().clone() : new float[0]);
    }

    private Row row(Scored scored, GridShape shape) {
        Row row =
                new Row()
                        .put("sample", scored.sample())
                        .put("seed", seed.seed())
                        .put("status", scored.status());
        if (output.format() != RowFormat.TABLE) {
            NonFinite where = scored.nonFinite();
            row.put("nonfinite", where == null ? null : where.toString());
            options.describe(row);
            GridRow.describe(row, shape);
        }
        GridRow.scores(row, measures.measures(), scored.scores());
        return row;
    }

    private void conclude(ScoreSummary summary, InputGrid grid, float[] last) throws IOException {
        if (summary.undefined() > 0) {
            common.message(
                    "%d of %d not finite and left out of the summary"
                            .formatted(summary.undefined(), count));
        }
        if (summary.flat() > 0) {
            common.message(
                    "%d of %d flat, ranging over less than 2^-9 of their magnitude: what float rounding adds shows in all but c_dct_f32"
                            .formatted(summary.flat(), count));
        }
        if (count == 1 && !isSummary) {
            if (output.format() == RowFormat.TABLE && grid.inputs() == 2 && !output.isToFile()) {
                boolean grey = console().outIsTerminal() && System.getenv("NO_COLOR") == null;
                int[][] pixels = GridPicture.pixels(last, grid.side());
                int columns = Math.min(64, console().columns() - 1);
                print("\n" + GridPicture.halfBlocks(pixels, columns, grey));
            }
            return;
        }
        if (isSummary) {
            return;
        }
        String table = summary.table(summaryStream());
        if (output.format() == RowFormat.TABLE && !output.isToFile()) {
            print("\n" + table);
        } else {
            table.lines().forEach(common::message);
        }
    }

    private RandomStream summaryStream() {
        return new RandomStream(StreamKey.of(seed.seed(), "summary"), 0, 0);
    }

    private void print(String text) throws IOException {
        console().data(text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Arrays live in Java's heap, whose limit may lie below the machine's memory. */
    private static void requireMemory(FunctionModel model, InputGrid grid, int threads) {
        String remedy = "ask for fewer --threads, a smaller --grid, --width or --depth";
        long each = model.bytes(grid) + (long) SCORER_BYTES_A_POINT * grid.points();
        long most = Runtime.getRuntime().maxMemory() * 9 / 10;
        Memory.require(each * threads, remedy);
        if (each > most / threads) {
            throw new IllegalArgumentException(
                    "memory: expected a job of at most %s, which is Java's heap (-Xmx), got %s; %s"
                            .formatted(Memory.text(most), Memory.text(each * threads), remedy));
        }
    }

    private static GridShape shape(InputGrid grid) {
        return new GridShape(
                grid.inputs(),
                grid.side(),
                grid.periodic() ? GridShape.Axis.PERIODIC : GridShape.Axis.CLOSED);
    }

    private static BufferedWriter writer(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("values: expected a file, got the folder " + file);
        }
        return Files.newBufferedWriter(file);
    }

    private Console console() {
        if (command == null) {
            throw new IllegalStateException("picocli injects the command before a run");
        }
        return Main.console(command);
    }
}
