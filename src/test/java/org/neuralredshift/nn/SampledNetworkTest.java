package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.neuralredshift.simd.Panels;

import java.util.List;
import java.util.SplittableRandom;

/** Networks that leave as tensors and come back. */
class SampledNetworkTest {
    private static final int LENGTH = 30;

    @Tag("law")
    @ParameterizedTest
    @EnumSource
    void tensorsOfTheExplicitEngineHaveTheBitsOfItsLogits(Models.Variant variant) {
        Generation generation =
                Models.generation(variant.apply(Models.SMALL), LENGTH, Engine.EXPLICIT);
        try (SampledNetwork network = new SampledNetwork(generation, 4, 3);
                Weights drawn = generation.open();
                GivenWeights given = new GivenWeights(network)) {
            drawn.draw(generation.key(4), 3);
            assertArrayEquals(logits(drawn), logits(given));
        }
    }

    @Tag("law")
    @ParameterizedTest(name = "{0} {1} {2}, many tokens: {3}")
    @CsvSource({
        "gelu-tanh, TIED, DEFERRED, false",
        "gelu-tanh, UNTIED, DEFERRED, true",
        "relu, TIED, DEFERRED, true",
        "tanh, UNTIED, DEFERRED, false",
        "tanh, TIED, DEFERRED, true",
        "tanh, TIED, EXPLICIT, false",
        "relu, UNTIED, EXPLICIT, false",
        "tanh, TIED, MIXED, false",
        "relu, UNTIED, MIXED, true"
    })
    void tensorsWriteTheSequenceOfTheirSample(
            String activation, Transformer.Head head, Engine engine, boolean manyTokens)
            throws InterruptedException {
        Transformer plain = Models.with(2, activation, 2);
        Transformer model =
                Models.prior(
                        manyTokens ? Models.manyTokens(plain) : plain,
                        head,
                        Transformer.Positions.LEARNT,
                        Transformer.Init.GPT2,
                        0.3);
        Generation generation = Models.generation(model, LENGTH, engine);
        Sequence[] samples = new Generator(generation, 6, 1, 1).run(10);
        for (int k = 0; k < samples.length; k++) {
            try (SampledNetwork network = new SampledNetwork(generation, 6, k)) {
                assertArrayEquals(samples[k].prompt(), network.prompt());
                assertArrayEquals(samples[k].tokens(), written(network), "sample " + k);
            }
        }
    }

    private static int[] written(SampledNetwork network) throws InterruptedException {
        Generation shared =
                new Generation(
                        network.model(),
                        LENGTH,
                        Generation.WeightDraw.SHARED,
                        new Prompt.Tokens(List.of(network.prompt())),
                        new Decoding.Greedy(),
                        Engine.EXPLICIT);
        try (GivenNetwork given = new GivenNetwork(network)) {
            return new Generator(shared, 0, 1, 1, given).run(1)[0].tokens();
        }
    }

    @Tag("law")
    @Test
    void withSharedWeightsEverySampleHasTheNetworkOfTheFirst() {
        Generation generation =
                new Generation(
                        Models.SMALL,
                        LENGTH,
                        Generation.WeightDraw.SHARED,
                        new Prompt.RandomToken(),
                        new Decoding.Greedy(),
                        Engine.EXPLICIT);
        try (SampledNetwork first = new SampledNetwork(generation, 1, 0);
                SampledNetwork third = new SampledNetwork(generation, 1, 2);
                GivenWeights a = new GivenWeights(first);
                GivenWeights b = new GivenWeights(third)) {
            assertArrayEquals(logits(a), logits(b));
        }
    }

    /** As {@code DecoderTest}: 64 ulps of the largest logit. */
    @Tag("oracle")
    @ParameterizedTest
    @EnumSource
    void biasesScalesAndOffsetsOfAGivenNetworkAreThoseOfTheReference(Transformer.Head head) {
        Transformer model =
                Models.prior(
                        Models.SMALL,
                        head,
                        Transformer.Positions.LEARNT,
                        Transformer.Init.GPT2,
                        0.02);
        NetworkTensors trained = new Arbitrary(model);
        try (GivenWeights given = new GivenWeights(trained)) {
            float[] logits = logits(given);
            double[] expected = new ReferenceTransformer(trained).logits(TOKENS);
            double largest = 0;
            for (double logit : expected) {
                largest = Math.max(largest, Math.abs(logit));
            }
            for (int v = 0; v < expected.length; v++) {
                assertEquals(expected[v], logits[v], 64 * Math.ulp((float) largest), "logit " + v);
            }
        }
    }

    /** A network whose every element differs, also in biases and layer norms. */
    private record Arbitrary(Transformer model) implements NetworkTensors {
        @Override
        public void read(Tensor tensor, RowSink sink) {
            SplittableRandom random =
                    new SplittableRandom(tensor.role().ordinal() + 100L * tensor.layer());
            for (int row = 0; row < tensor.rows(model); row++) {
                float[] values = new float[tensor.columns(model)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (0.3 * random.nextGaussian());
                }
                sink.take(row, values);
            }
        }

        @Override
        public void close() {}
    }

    @Tag("law")
    @Test
    void aGivenNetworkAsksForSharedWeightsAndItsOwnModel() {
        Generation generation = Models.generation(Models.SMALL, LENGTH, Engine.EXPLICIT);
        try (GivenNetwork given = new GivenNetwork(new Arbitrary(Models.SMALL))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Generator(generation, 0, 1, 1, given));
        }
    }

    private static final int[] TOKENS = {3, 41, 41, 7, 0, 49, 12, 3, 18};

    private static float[] logits(Weights weights) {
        Decoder decoder = new Decoder(weights, 1, TOKENS.length);
        decoder.reset(0);
        decoder.read(0, TOKENS, 0, TOKENS.length, 0);
        float[] logits = new float[Panels.pad(weights.model().vocabulary())];
        decoder.logits(new int[1], 1, logits);
        return java.util.Arrays.copyOf(logits, weights.model().vocabulary());
    }
}
