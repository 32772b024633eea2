package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.experiments.Suggestion;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.GivenNetwork;
import org.neuralredshift.nn.Sequence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

@Command(
        name = "generate",
        description =
                "Samples random transformers, lets them write sequences, and scores the sequences.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift generate    # 10 default GPT-2s, fresh weights for each sequence",
            "  ./redshift generate --activation tanh --gain 4 --count 100 --summary",
            "  ./redshift generate --layers 2 --width 64 --heads 4 --vocabulary 256 --count 1000"
                    + " --out small.jsonl",
            "  ./redshift generate --weights shared --count 1000    # 1000 prompts through one"
                    + " draw",
            "  ./redshift generate --checkpoint gpt2 --prompt-text Hello    # a trained one",
            "  ./redshift generate --vocabulary 2 --context 1 --head untied --init pytorch --decode"
                    + " sample"
        })
final class GenerateCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private TransformerOptions model = new TransformerOptions();
    @Mixin private WritingOptions writing = new WritingOptions();
    @Mixin private CheckpointOption checkpoint = new CheckpointOption();
    @Mixin private SeedOption seed = new SeedOption();

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "Sequences; sample k is the same whatever the count (default:"
                            + " ${DEFAULT-VALUE}).")
    private int count = 10;

    @Option(
            names = "--first",
            paramLabel = "K",
            description = "Number of the first sample (default: ${DEFAULT-VALUE}).")
    private int first = 0;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "Most prompts that go through shared weights together, 1 to 16; changes no bit"
                            + " (default: ${DEFAULT-VALUE}).")
    private int batch = 16;

    @Option(
            names = "--measures",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description =
                    "Measures beside the standard distinct, lz76, lz78 and lzw; `list measures`"
                            + " names them.")
    private List<String> measures = List.of();

    @Option(
            names = "--summary",
            description =
                    "Print one row for all sequences: mean, standard deviation and a 95 %% interval"
                            + " of each measure.")
    private boolean summary;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        atLeast(1, count, "count");
        atLeast(0, first, "first");
        try (Gpt2Folder given = checkpoint.open(Main.required(spec))) {
            Generation generation =
                    given == null
                            ? writing.generation(model.transformer())
                            : writing.given(given.model());
            try (GivenNetwork network = given == null ? null : new GivenNetwork(given)) {
                run(new Generator(generation, seed.seed(), common.threads(), batch, network));
            }
        }
        return ExitCode.DONE;
    }

    private void run(Generator generator) throws IOException, InterruptedException {
        Generation generation = generator.generation();
        announce(generator);
        GeneratedScores scores =
                new GeneratedScores(chosen(), generation, seed.seed(), checkpoint.folder());
        try (Rows rows = output.rows();
                Progress progress = common.progress("sequences", count)) {
            generator.run(
                    first,
                    count,
                    sequence -> {
                        take(sequence, scores, rows);
                        progress.add(1);
                    });
            if (summary) {
                rows.write(scores.summary());
            }
            rows.finish();
        }
        finish(scores);
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: expected at least %d, got %d".formatted(name, least, value));
        }
    }

    /** States the memory that the job needs, and refuses it when there is less. */
    private void announce(Generator generator) {
        Generation generation = generator.generation();
        int threads = Math.min(common.threads(), count);
        long bytes = generator.bytes(threads);
        Memory.require(bytes, "ask for fewer --threads, layers or a smaller width or vocabulary");
        common.message(
                String.format(
                        Locale.ROOT,
                        "%,d sequences of %,d tokens by transformers of %,d weights, %s, %d"
                                + " threads, %s",
                        count,
                        generation.length(),
                        generation.model().parameters(),
                        generation.engineText(),
                        threads,
                        Memory.text(bytes)));
    }

    private Set<SequenceMeasure> chosen() {
        Set<SequenceMeasure> chosen = new LinkedHashSet<>(GeneratedScores.STANDARD);
        for (String name : measures) {
            chosen.add(
                    SequenceMeasure.byId(name.strip())
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "measures: expected one of %s, got %s%s"
                                                    .formatted(
                                                            String.join(
                                                                    ", ", SequenceMeasure.ids()),
                                                            name,
                                                            Suggestion.of(
                                                                    name,
                                                                    SequenceMeasure.ids()
                                                                            .stream())))));
        }
        return chosen;
    }

    private void take(Sequence sequence, GeneratedScores scores, Rows rows) {
        Row row = scores.add(sequence);
        try {
            if (!summary) {
                rows.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * On a terminal: the sequences as coloured strips; everywhere: means and intervals, on stderr.
     */
    private void finish(GeneratedScores scores) {
        Console console = Main.console(Main.required(spec));
        if (!summary && output.format() == RowFormat.TABLE && console.outIsTerminal()) {
            scores.strips(console.columns()).forEach(console.out()::println);
            console.out().flush();
        }
        if (!summary) {
            scores.lines().forEach(common::message);
        }
    }
}
