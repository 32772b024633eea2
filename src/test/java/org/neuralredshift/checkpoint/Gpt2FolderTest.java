package org.neuralredshift.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.GivenNetwork;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.SampledNetwork;
import org.neuralredshift.nn.Tensor;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folders as others write them. */
@Tag("law")
class Gpt2FolderTest {
    private static final Transformer MODEL =
            new Transformer(
                    2,
                    2,
                    16,
                    40,
                    32,
                    Activation.named("gelu-tanh"),
                    1,
                    Transformer.GainScope.ALL,
                    true,
                    true,
                    true,
                    true,
                    Transformer.Head.TIED,
                    Transformer.Positions.LEARNT,
                    Transformer.Init.GPT2,
                    0.3);

    @TempDir private Path temporary;
    private final Map<String, Content> content = new LinkedHashMap<>();
    private String config = "";
    private int folders;

    private record Content(long[] shape, float[] values) {}

    /** An exported network, to be changed. */
    @BeforeEach
    void export() throws IOException {
        Path folder = temporary.resolve("exported");
        Generation generation = generation(MODEL, Generation.WeightDraw.PER_SEQUENCE);
        try (SampledNetwork network = new SampledNetwork(generation, 3, 1)) {
            new Gpt2Export(network, Dtype.F32, Gpt2Export.origin(generation, 3, 1, network))
                    .write(folder, _ -> {});
        }
        config = Files.readString(folder.resolve(Gpt2Config.FILE));
        try (Gpt2Folder opened = Gpt2Folder.open(folder)) {
            for (Map.Entry<Tensor, TensorEntry> entry : opened.entries().entrySet()) {
                List<float[]> rows = new ArrayList<>();
                opened.read(entry.getKey(), (_, row) -> rows.add(row.clone()));
                float[] all = new float[rows.size() * rows.getFirst().length];
                for (int r = 0; r < rows.size(); r++) {
                    int columns = rows.get(r).length;
                    System.arraycopy(rows.get(r), 0, all, r * columns, columns);
                }
                TensorEntry written = entry.getValue();
                content.put(written.name(), new Content(written.shape(), all));
            }
        }
    }

    private static Generation generation(Transformer model, Generation.WeightDraw draw) {
        return new Generation(
                model,
                20,
                draw,
                new Prompt.Tokens(List.of(new int[] {3, 1})),
                new Decoding.Greedy(),
                Engine.EXPLICIT);
    }

    private Path folder() throws IOException {
        return folder(Dtype.F32);
    }

    private Path folder(Dtype dtype) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("folder" + folders++));
        Files.writeString(folder.resolve(Gpt2Config.FILE), config);
        List<SafetensorsWriter.Shape> shapes =
                content.entrySet().stream()
                        .map(e -> new SafetensorsWriter.Shape(e.getKey(), e.getValue().shape()))
                        .toList();
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(
                        folder.resolve(Gpt2Folder.WEIGHTS), dtype, shapes, Map.of())) {
            for (Content tensor : content.values()) {
                writer.write(dtype, tensor.values(), tensor.values().length);
            }
            writer.finish();
        }
        return folder;
    }

    private static int[] tokens(Path folder) throws IOException, InterruptedException {
        try (Gpt2Folder opened = Gpt2Folder.open(folder);
                GivenNetwork given = new GivenNetwork(opened)) {
            Generation generation = generation(opened.model(), Generation.WeightDraw.SHARED);
            return new Generator(generation, 0, 1, 1, given).run(1)[0].tokens();
        }
    }

    private int[] expected() throws InterruptedException {
        Generation generation = generation(MODEL, Generation.WeightDraw.PER_SEQUENCE);
        return new Generator(generation, 3, 1, 1).run(2)[1].tokens();
    }

    private void rename(String from, String to) {
        Content tensor = content.remove(from);
        assertTrue(tensor != null, from);
        content.put(to, tensor);
    }

    @Test
    void namesWithoutPrefixAndMasksAsInTheHubsFileAreRead() throws Exception {
        for (String name : List.copyOf(content.keySet())) {
            rename(name, name.substring("transformer.".length()));
        }
        for (int layer = 0; layer < 2; layer++) {
            content.put(
                    "h.%d.attn.bias".formatted(layer),
                    new Content(new long[] {1, 1, 32, 32}, new float[1024]));
            content.put(
                    "h.%d.attn.masked_bias".formatted(layer),
                    new Content(new long[0], new float[] {-1e4f}));
        }
        Path folder = folder();
        assertArrayEquals(expected(), tokens(folder));
        try (Gpt2Folder opened = Gpt2Folder.open(folder)) {
            assertEquals(4, opened.masks().size());
            assertEquals(28, opened.entries().size());
        }
    }

    @Test
    void aTiedHeadMayStandInTheFileButOnlyWithTheBytesOfTheEmbedding() throws Exception {
        Content embedding = content.get("transformer.wte.weight");
        content.put("lm_head.weight", embedding);
        assertArrayEquals(expected(), tokens(folder()));
        float[] other = embedding.values().clone();
        other[639] = Math.nextUp(other[639]);
        content.put("lm_head.weight", new Content(embedding.shape(), other));
        assertRefused(
                "lm_head.weight: expected the bytes of wte.weight, since tie_word_embeddings is"
                        + " true, got others");
    }

    @Test
    void anUntiedHeadIsReadFromTheFileAndHasToBeThere() throws Exception {
        config =
                config.replace("\"tie_word_embeddings\" : true", "\"tie_word_embeddings\" : false");
        assertRefused("lm_head.weight: expected a tensor of this name, got none");
        content.put("lm_head.weight", content.get("transformer.wte.weight"));
        assertArrayEquals(expected(), tokens(folder()));
    }

    @Test
    void otherTensorsAndMissingOnesAreRefusedByName() throws Exception {
        content.put("score.weight", new Content(new long[] {2, 16}, new float[32]));
        assertRefused(
                "score.weight: expected only tensors of GPT-2 with its language head, got this"
                        + " one");
        content.remove("score.weight");
        rename("transformer.h.1.mlp.c_fc.bias", "transformer.h.2.mlp.c_fc.bias");
        assertRefused("h.1.mlp.c_fc.bias: expected a tensor of this name, got none");
    }

    @Test
    void oneNameWithAndWithoutPrefixIsRefused() throws Exception {
        content.put("ln_f.bias", content.get("transformer.ln_f.bias"));
        assertRefused("ln_f.bias: expected one tensor of that name, got another with prefix");
    }

    @Test
    void aTransposedMatrixIsRefused() throws Exception {
        Content matrix = content.get("transformer.h.0.attn.c_attn.weight");
        content.put(
                "transformer.h.0.attn.c_attn.weight",
                new Content(new long[] {48, 16}, matrix.values()));
        assertRefused("transformer.h.0.attn.c_attn.weight: expected shape (16, 48), got (48, 16)");
    }

    @Test
    void halfPrecisionIsReadExactly() throws Exception {
        for (Dtype dtype : List.of(Dtype.F16, Dtype.BF16)) {
            try (Gpt2Folder opened = Gpt2Folder.open(folder(dtype))) {
                Content tokens = content.get("transformer.wte.weight");
                opened.read(
                        Tensor.of(Tensor.Role.TOKENS),
                        (row, values) -> {
                            for (int c = 0; c < 16; c++) {
                                float exact = tokens.values()[row * 16 + c];
                                float rounded =
                                        dtype == Dtype.F16
                                                ? Float.float16ToFloat(Float.floatToFloat16(exact))
                                                : nearestOf16Bits(exact);
                                assertEquals(rounded, values[c]);
                            }
                        });
            }
        }
    }

    /** The nearest of the two floats whose lower 16 bits are 0. */
    private static float nearestOf16Bits(float x) {
        float below = Float.intBitsToFloat(Float.floatToIntBits(x) & 0xFFFF0000);
        float above = Float.intBitsToFloat((Float.floatToIntBits(x) & 0xFFFF0000) + 0x10000);
        return Math.abs(x - below) <= Math.abs(above - x) ? below : above;
    }

    @Test
    void biasesAndLayerNormsOfTrainedNetworksChangeTheResult() throws Exception {
        int[] plain = expected();
        for (String name : List.of("h.0.ln_1.bias", "h.1.mlp.c_proj.bias", "ln_f.weight")) {
            Content tensor = content.get("transformer." + name);
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) Math.sin(i);
            }
            content.put("transformer." + name, new Content(tensor.shape(), values));
            assertTrue(!java.util.Arrays.equals(plain, tokens(folder())), name);
            content.put("transformer." + name, tensor);
        }
    }

    @Test
    void foldersInOtherFormsAreNamed() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("other"));
        assertTrue(refusal(folder).endsWith("expected a file model.safetensors, got none"));
        Files.createFile(folder.resolve("pytorch_model.bin"));
        assertTrue(refusal(folder).endsWith("got pytorch_model.bin; save it again as safetensors"));
        Files.createFile(folder.resolve("model.safetensors.index.json"));
        assertTrue(refusal(folder).endsWith("got one in several parts, which is not supported"));
    }

    private void assertRefused(String message) throws IOException {
        assertEquals(message, refusal(folder()));
    }

    private static String refusal(Path folder) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> {
                            try (Gpt2Folder opened = Gpt2Folder.open(folder)) {
                                throw new AssertionError("opened " + opened.model());
                            }
                        })
                .getMessage();
    }
}
