package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.checkpoint.Dtype;
import org.neuralredshift.checkpoint.Gpt2Config;
import org.neuralredshift.checkpoint.Gpt2Export;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.SampledNetwork;
import org.neuralredshift.nn.Sequence;
import org.neuralredshift.nn.Transformer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "export",
        description =
                "Writes one sampled network as a GPT-2 folder that Hugging Face's library loads.",
        footerHeading = "%nThe same options as generate give the same network. Examples:%n",
        footer = {
            "  ./redshift export --sample 3 --out gpt2-random    # network 3 of ./redshift"
                    + " generate",
            "  ./redshift export --activation tanh --gain 4 --seed 7 --out control",
            "  ./redshift generate --checkpoint gpt2-random    # it writes again"
        })
final class ExportCommand implements Callable<Integer> {
    /** What {@code --dtype} takes. */
    enum WeightType {
        FLOAT32(Dtype.F32),
        FLOAT16(Dtype.F16),
        BFLOAT16(Dtype.BF16);

        final Dtype dtype;

        WeightType(Dtype dtype) {
            this.dtype = dtype;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin private TransformerOptions model = new TransformerOptions();
    @Mixin private WritingOptions writing = new WritingOptions();
    @Mixin private SeedOption seed = new SeedOption();

    @Option(
            names = "--sample",
            paramLabel = "K",
            description = "Which sample's network, from 0 (default: ${DEFAULT-VALUE}).")
    private int sample = 0;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to make; it must not exist.")
    private @Nullable Path out;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "Type of the weights in the file: ${COMPLETION-CANDIDATES}; only float32 keeps"
                            + " every bit (default: ${DEFAULT-VALUE}).")
    private WeightType type = WeightType.FLOAT32;

    @Mixin private ProgressOptions common = new ProgressOptions();

    @Override
    public Integer call() throws IOException {
        if (out == null) {
            throw new IllegalStateException("picocli refuses a call without --out");
        }
        Gpt2Export.refuseExisting(out);
        Generation generation = writing.generation(model.transformer());
        long bytes = Gpt2Export.bytes(generation.model(), type.dtype);
        announce(generation, bytes);
        requireDisk(out, bytes);
        try (Progress progress = common.progress("bytes", bytes);
                SampledNetwork network = new SampledNetwork(generation, seed.seed(), sample)) {
            new Gpt2Export(
                            network,
                            type.dtype,
                            Gpt2Export.origin(generation, seed.seed(), sample, network))
                    .write(out, progress::add);
            report(generation, network);
        }
        return ExitCode.DONE;
    }

    private void announce(Generation generation, long bytes) {
        long memory = SampledNetwork.bytes(generation);
        Memory.require(memory, "ask for a smaller width or vocabulary");
        common.message(
                String.format(
                        Locale.ROOT,
                        "network of sample %d: %,d weights, %s, %s on disk, %s in memory",
                        sample,
                        generation.model().parameters(),
                        generation.engineText(),
                        Memory.text(bytes),
                        Memory.text(memory)));
    }

    private static void requireDisk(Path target, long bytes) throws IOException {
        Path parent = target.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent != null) {
            FileStore store = Files.getFileStore(parent);
            if (store.getUsableSpace() < bytes) {
                throw new IllegalArgumentException(
                        "out: expected a place with %s free, got %s"
                                .formatted(
                                        Memory.text(bytes), Memory.text(store.getUsableSpace())));
            }
        }
    }

    private void report(Generation generation, SampledNetwork network) {
        Transformer transformer = generation.model();
        List<String> beyond = Gpt2Config.beyondGpt2(transformer);
        if (!beyond.isEmpty()) {
            common.message(
                    "warning: GPT-2's configuration can't say %s; it stands under the key redshift, and other loaders refuse the folder"
                            .formatted(String.join(", ", beyond)));
        }
        if (type != WeightType.FLOAT32) {
            common.message(
                    "warning: the weights are rounded to %s and may write other tokens"
                            .formatted(type));
        }
        Sequence sequence = network.sequence();
        if (sequence != null && sequence.nonFinite() != null) {
            common.message(
                    "warning: the network meets a value that is not finite: "
                            + sequence.nonFinite());
        }
        String prompt =
                Arrays.stream(network.prompt())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        common.message(
                "wrote %s; to hear it again: ./redshift generate --checkpoint %s --prompt %s --length %d --count 1"
                        .formatted(out, out, prompt, generation.length()));
    }
}
