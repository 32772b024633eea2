package org.neuralredshift.checkpoint;

import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.NetworkTensors;
import org.neuralredshift.nn.SampledNetwork;
import org.neuralredshift.nn.Sequence;
import org.neuralredshift.nn.Tensor;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.rng.StreamKey;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a network as a GPT-2 folder: tensor names with {@code transformer.}, matrices [in, out] as
 * Hugging Face's Conv1D has them, no head where it is tied. Gains of layer norms and all position
 * embeddings are tensors there; sublayers that a model does not have are zeros, which add nothing.
 *
 * @param network what to write
 * @param dtype F32, F16 or BF16; the last two round
 * @param origin the content of the key {@code redshift} of {@code config.json}
 */
public record Gpt2Export(NetworkTensors network, Dtype dtype, JsonNode origin) {
    /**
     * Returns the origin of a sampled network: version of the random streams, seed, sample, the
     * whole generation, the prompt, and unless the engine is explicit the tokens that it wrote.
     */
    public static JsonNode origin(
            Generation generation, long seed, int sample, SampledNetwork network) {
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("stream", StreamKey.VERSION);
        origin.put("seed", seed);
        origin.put("sample", sample);
        origin.put("engine", generation.engine().toString());
        origin.set("generation", JsonMapper.shared().readTree(generation.canonical()));
        origin.set("prompt", array(network.prompt()));
        Sequence sequence = network.sequence();
        if (sequence != null) {
            origin.set("tokens", array(sequence.tokens()));
        }
        return origin;
    }

    private static JsonNode array(int[] values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int value : values) {
            array.add(value);
        }
        return array;
    }

    /** Returns the bytes of the weights' file without its header. */
    public static long bytes(Transformer model, Dtype dtype) {
        return Tensor.all(model).stream()
                .mapToLong(t -> (long) t.rows(model) * t.columns(model) * dtype.bytes())
                .sum();
    }

    /**
     * Writes the folder beside its place and renames it when it is complete.
     *
     * @param target must not exist; the folders above it are made
     * @param done is told the bytes of each tensor written
     * @throws IllegalArgumentException if the target exists, or a weight does not fit the type
     */
    public void write(Path target, Consumer<Long> done) throws IOException {
        try (PartialFolder folder = PartialFolder.of(target)) {
            writeWeights(folder.path().resolve(Gpt2Folder.WEIGHTS), done);
            Files.write(folder.path().resolve(Gpt2Config.FILE), config());
            folder.complete();
        }
    }

    /** Throws if a folder exists already. */
    public static void refuseExisting(Path target) {
        PartialFolder.requireFree(target);
    }

    private byte[] config() {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JsonMapper.shared()
                .writer()
                .with(printer)
                .writeValueAsBytes(Gpt2Config.of(network.model(), dtype, origin));
    }

    private void writeWeights(Path path, Consumer<Long> done) throws IOException {
        Transformer model = network.model();
        List<Tensor> tensors = Tensor.all(model);
        List<SafetensorsWriter.Shape> shapes =
                tensors.stream()
                        .map(t ->
                                new SafetensorsWriter.Shape(
                                        Gpt2Names.written(t), Gpt2Folder.shape(t, model)))
                        .toList();
        // Hugging Face's loader asks for the format by this name.
        Map<String, String> metadata = Map.of("format", "pt");
        try (SafetensorsWriter writer = SafetensorsWriter.create(path, dtype, shapes, metadata)) {
            for (int i = 0; i < tensors.size(); i++) {
                Tensor tensor = tensors.get(i);
                network.read(tensor, (_, values) -> write(writer, tensor, values));
                TensorEntry entry = writer.entries().get(i);
                done.accept(entry.end() - entry.begin());
            }
            writer.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(SafetensorsWriter writer, Tensor tensor, float[] values) {
        if (dtype == Dtype.F16) {
            for (float value : values) {
                Expected.check(
                        Math.abs(value) <= dtype.largest() || Float.isNaN(value),
                        Gpt2Names.written(tensor),
                        "weights of at most %s for %s".formatted(dtype.largest(), dtype.label()),
                        value);
            }
        }
        try {
            writer.write(dtype, values, tensor.columns(network.model()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
