package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;

class DecoderTest {
    private static final StreamKey KEY = StreamKey.of(5, "decoder");
    private static final int[] TOKENS = {3, 41, 41, 7, 0, 49, 12, 3, 18};

    /**
     * Rounding of float sums of up to 128 terms through some layers: 64 ulps of the largest logit;
     * 20 were seen. Without layer norm nothing holds the scale, and with Gaussian activations
     * neither.
     */
    private static final double ULPS = 64;

    @Tag("oracle")
    @Test
    void logitsAreThoseOfTheReferenceInDouble() {
        assertAgrees(Models.SMALL);
    }

    @Tag("oracle")
    @ParameterizedTest
    @EnumSource
    void everyOptionIsThatOfTheReferenceAndChangesTheLogits(Models.Variant variant) {
        double[] logits = assertAgrees(variant.apply(Models.SMALL));
        double[] plain = assertAgrees(Models.SMALL);
        double difference = 0;
        for (int v = 0; v < plain.length; v++) {
            difference = Math.max(difference, Math.abs(logits[v] - plain[v]));
        }
        assertTrue(difference > 1e-3 * largest(plain), "the option changes nothing");
    }

    private static double[] assertAgrees(Transformer model) {
        try (ExplicitWeights weights = new ExplicitWeights(model)) {
            weights.draw(KEY, 2);
            float[] logits = logits(weights, TOKENS);
            double[] expected = new ReferenceTransformer(weights).logits(TOKENS);
            double ulp = Math.ulp((float) largest(expected));
            for (int v = 0; v < expected.length; v++) {
                assertEquals(expected[v], logits[v], ULPS * ulp, "logit " + v);
            }
            return expected;
        }
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    private static float[] logits(Weights weights, int[] tokens) {
        Decoder decoder = new Decoder(weights, 1, tokens.length);
        decoder.reset(0);
        decoder.read(0, tokens, 0, tokens.length, 0);
        float[] logits = new float[Panels.pad(weights.model().vocabulary())];
        decoder.logits(new int[1], 1, logits);
        return logits;
    }

    @Tag("law")
    @ParameterizedTest(name = "{0}, panel heads: {1}")
    @CsvSource({
        "EXPLICIT, false",
        "DEFERRED, false",
        "DEFERRED, true",
        "MIXED, false",
        "MIXED, true"
    })
    void rowsReadTogetherGiveTheBitsOfRowsReadOneByOne(Engine engine, boolean panelHeads) {
        Transformer model = panelHeads ? Models.panelHeads(Models.SMALL) : Models.SMALL;
        Generation generation = Models.generation(model, 30, engine);
        try (Weights together = generation.open();
                Weights alone = generation.open()) {
            together.draw(KEY, 0);
            alone.draw(KEY, 0);
            Decoder decoder = new Decoder(alone, 1, TOKENS.length);
            for (int t = 0; t < TOKENS.length; t++) {
                decoder.read(0, TOKENS, t, t + 1, t);
            }
            float[] expected = new float[Panels.pad(50)];
            decoder.logits(new int[1], 1, expected);
            float[] actual = logits(together, TOKENS);
            for (int v = 0; v < 50; v++) {
                assertEquals(expected[v], actual[v]);
            }
        }
    }

    @Tag("oracle")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64})
    void onlyTheLastTokensOfTheContextAreSeen(int context) throws InterruptedException {
        Transformer model = Models.context(Models.SMALL, context);
        Generation generation = Models.generation(model, 20, Engine.EXPLICIT);
        Sequence sequence = new Generator(generation, 3, 1, 1).run(1)[0];
        try (ExplicitWeights weights = new ExplicitWeights(model)) {
            weights.draw(generation.key(3), 0);
            assertArrayEquals(
                    new ReferenceTransformer(weights).greedy(sequence.prompt(), 20),
                    sequence.tokens());
        }
    }

    @Tag("law")
    @Test
    void aValueThatIsNotFiniteEndsTheSequenceAndSaysWhere() throws InterruptedException {
        Transformer model = Models.with(2, "relu", 1e25);
        for (Transformer either : new Transformer[] {model, Models.panelHeads(model)}) {
            for (Engine engine : Engine.values()) {
                Generation generation = Models.generation(either, 10, engine);
                Sequence sequence = new Generator(generation, 0, 1, 1).run(1)[0];
                assertNotNull(sequence.nonFinite());
                assertEquals(0, sequence.tokens().length);
                assertEquals(0, sequence.nonFinite().layer());
            }
        }
    }
}
