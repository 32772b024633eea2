package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.Python;
import org.neuralredshift.checkpoint.Dtype;
import org.neuralredshift.checkpoint.Gpt2Export;
import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.simd.Activation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Exported folders against GPT-2 written in torch ({@code checkpoint/gpt2_in_torch.py}, double
 * precision), which shares no code with this project. Runs where {@code python3} has {@code torch}:
 * {@code apt-get install python3-torch} on Debian.
 */
@Tag("oracle")
class TorchOracleTest {
    private static final int STEPS = 20;

    /** Rounding of float sums, as in {@code DecoderTest}: 64 ulps of the largest logit. */
    private static final double ULPS = 64;

    @Test
    void torchFindsTheSameTokensAndLogits(@TempDir Path folder) throws Exception {
        String python = Python.with("torch");
        List<Generation> generations = new ArrayList<>();
        generations.add(Models.generation(Models.SMALL, STEPS, Engine.DEFERRED));
        generations.add(Models.generation(Models.SMALL, STEPS, Engine.EXPLICIT));
        Transformer manyTokens = Models.manyTokens(Models.SMALL);
        generations.add(Models.generation(manyTokens, STEPS, Engine.DEFERRED));
        for (Models.Variant variant :
                List.of(
                        Models.Variant.RELU,
                        Models.Variant.SWISH,
                        Models.Variant.TANH,
                        Models.Variant.GAIN,
                        Models.Variant.GAIN_SCOPE,
                        Models.Variant.UNTIED,
                        Models.Variant.SINUSOIDAL,
                        Models.Variant.NO_POSITIONS,
                        Models.Variant.NO_ATTENTION,
                        Models.Variant.NO_MLP,
                        Models.Variant.PYTORCH,
                        Models.Variant.PYTORCH_UNTIED)) {
            generations.add(Models.generation(variant.apply(Models.SMALL), STEPS, Engine.EXPLICIT));
        }
        compare(python, folder, generations, ULPS);
    }

    /**
     * Default networks, sums of up to 3,072 terms; what it last found is in exhaustive/torch.txt.
     */
    @Tag("exhaustive")
    @Test
    void torchFindsTheTokensAndLogitsOfADefaultNetwork(@TempDir Path folder) throws Exception {
        Transformer relu =
                new Transformer(
                        12,
                        12,
                        768,
                        50257,
                        1024,
                        Activation.named("relu"),
                        2,
                        Transformer.GainScope.ALL,
                        true,
                        true,
                        true,
                        true,
                        Transformer.Head.UNTIED,
                        Transformer.Positions.LEARNT,
                        Transformer.Init.GPT2,
                        0.02);
        compare(
                Python.with("torch"),
                folder,
                List.of(
                        Models.generation(Transformer.GPT2_SMALL, STEPS, Engine.DEFERRED),
                        Models.generation(Transformer.GPT2_SMALL, STEPS, Engine.EXPLICIT),
                        Models.generation(relu, STEPS, Engine.DEFERRED)),
                ULPS);
    }

    private static void compare(
            String python, Path folder, List<Generation> generations, double ulps)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(python, script(folder), Integer.toString(STEPS)));
        for (int i = 0; i < generations.size(); i++) {
            Path target = folder.resolve("network" + i);
            try (SampledNetwork network = new SampledNetwork(generations.get(i), 11, 1)) {
                JsonNode origin = Gpt2Export.origin(generations.get(i), 11, 1, network);
                new Gpt2Export(network, Dtype.F32, origin).write(target, _ -> {});
                command.add(target.toString());
                command.add(Integer.toString(network.prompt()[0]));
            }
        }
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertEquals(0, process.waitFor(), () -> read(errors));
        for (int i = 0; i < generations.size(); i++) {
            JsonNode torch = JsonMapper.shared().readTree(lines.get(i));
            compare(generations.get(i), folder.resolve("network" + i), torch, ulps);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String script(Path folder) throws IOException {
        Path script = folder.resolve("gpt2_in_torch.py");
        try (var in = TorchOracleTest.class.getResourceAsStream("/checkpoint/gpt2_in_torch.py")) {
            Files.write(script, in.readAllBytes());
        }
        return script.toString();
    }

    private static void compare(Generation generation, Path target, JsonNode torch, double ulps)
            throws Exception {
        int[] tokens = torch.get("tokens").valueStream().mapToInt(JsonNode::intValue).toArray();
        Sequence sample = new Generator(generation, 11, 1, 1).run(2)[1];
        assertArrayEquals(sample.tokens(), tokens, generation.canonical());
        double[] worst = new double[2];
        Writer.Probe probe =
                (_, step, logits, at) -> {
                    double largest = 0;
                    for (int v = 0; v < generation.model().vocabulary(); v++) {
                        double expected = torch.get("logits").get(step).get(v).doubleValue();
                        worst[0] = Math.max(worst[0], Math.abs(expected - logits[at + v]));
                        largest = Math.max(largest, Math.abs(expected));
                    }
                    worst[1] = Math.max(worst[1], largest);
                };
        try (Gpt2Folder folder = Gpt2Folder.open(target);
                GivenWeights given = new GivenWeights(folder)) {
            Generation shared =
                    new Generation(
                            folder.model(),
                            STEPS,
                            Generation.WeightDraw.SHARED,
                            new Prompt.Tokens(List.of(sample.prompt())),
                            new Decoding.Greedy(),
                            Engine.EXPLICIT);
            Sequence again =
                    new Writer(shared, shared.key(0), given, 1, true, probe).write(0, 1)[0];
            assertArrayEquals(tokens, again.tokens());
        }
        double seen = worst[0] / Math.ulp((float) worst[1]);
        System.out.printf(
                "torch and %s %s: %d equal tokens, logits within %.1e, %.1f ulps of the largest,"
                        + " %.3f%n",
                generation.engine(),
                generation.model().activation().label(),
                tokens.length,
                worst[0],
                seen,
                worst[1]);
        assertTrue(seen <= ulps, () -> seen + " ulps");
    }
}
