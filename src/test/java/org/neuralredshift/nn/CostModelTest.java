package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.simd.Activation;

import java.util.List;
import java.util.stream.IntStream;

class CostModelTest {
    private static final int[] WIDTHS = {64, 128, 256, 512, 768, 1024};
    private static final int[] LENGTHS = {20, 50, 100, 200, 500, 1000};

    /**
     * The engine is part of an address, so a choice that changes changes results: for each width
     * the engines of the lengths, (d)eferred, (e)xplicit or (m)ixed.
     */
    @Tag("golden")
    @ParameterizedTest(name = "{0} layers, {1} tokens, {2} at gain {3}")
    @CsvSource({
        "2, 1024, gelu-tanh, 1, eeeeee meeeee ddmeee dddmee ddddee ddddme",
        "2, 1024, tanh, 4, eeeeee mmeeee dddeee ddddee ddddme ddddde",
        "2, 50257, gelu-tanh, 1, mmmmmm mmmmmm ddmmmm dddmmm ddddmm ddddmm",
        "2, 50257, tanh, 4, mmmmmm mmmmmm dddmmm ddddmm ddddmm dddddm",
        "12, 50257, gelu-tanh, 1, mmmmmm mmmmmm ddmmmm ddddmm ddddmm ddddmm",
        "12, 50257, tanh, 4, mmmmmm mmmmmm dddmmm ddddmm dddddm dddddm",
    })
    void theChoiceIsFrozen(
            int layers, int vocabulary, String activation, double gain, String expected) {
        StringBuilder choices = new StringBuilder();
        for (int width : WIDTHS) {
            choices.append(choices.isEmpty() ? "" : " ");
            for (int length : LENGTHS) {
                Transformer model = model(layers, width, vocabulary, activation, gain);
                Engine engine = auto(model, length, new Decoding.Greedy());
                choices.append(engine.toString().charAt(0));
            }
        }
        assertEquals(expected, choices.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "relu, 1, true",
        "gelu-tanh, 1, true",
        "gaussian, 1, true",
        "tanh, 1, false",
        "sine, 1, false",
        "selu, 1, false",
        "tanh, 0.1, true",
        "gelu-tanh, 4, false",
    })
    void activationsWithAMeanRepeatUpToALargerGain(
            String activation, double gain, boolean repeats) {
        Transformer model = model(12, 768, 50257, activation, gain);
        assertEquals(repeats, CostModel.repeats(generation(model, 100, new Decoding.Greedy())));
    }

    /** Without drafts, each token reads every explicit weight, so deferred weights pay longer. */
    @Test
    void sampledTokensHaveNoDrafts() {
        Transformer model = model(12, 768, 50257, "gelu-tanh", 1);
        Decoding sampling = new Decoding.Sample(1, 50257, 1);
        assertFalse(CostModel.repeats(generation(model, 600, sampling)));
        assertFalse(deferredIsCheaper(generation(model, 600, new Decoding.Greedy())));
        assertTrue(deferredIsCheaper(generation(model, 600, sampling)));
    }

    private static boolean deferredIsCheaper(Generation generation) {
        CostModel costs = new CostModel(generation);
        return costs.cost(Split.NOTHING) < costs.cost(Split.everything(generation.model()));
    }

    /** The longer the sequence, the more is drawn whole, the head last. */
    @Test
    void whatIsAppliedMostToTheFewestInputsIsDrawnWholeFirst() {
        Transformer model = model(12, 256, 50257, "tanh", 4);
        List<String> splits =
                IntStream.of(20, 100, 200, 500)
                        .mapToObj(n -> generation(model, n, new Decoding.Greedy()))
                        .map(g -> new CostModel(g).cheapest().canonical())
                        .toList();
        assertEquals(
                List.of(
                        "[]",
                        "[\"attention-out\"]",
                        "[\"attention-in\",\"attention-out\",\"mlp-in\"]",
                        "[\"attention-in\",\"attention-out\",\"mlp-in\",\"mlp-out\"]"),
                splits);
    }

    @Test
    void aMixedEngineMustPay() {
        for (int length = 20; length <= 1000; length += 20) {
            Generation generation =
                    generation(
                            model(12, 128, 50257, "gelu-tanh", 1), length, new Decoding.Greedy());
            CostModel costs = new CostModel(generation);
            double deferred = costs.cost(Split.NOTHING);
            double explicit = costs.cost(Split.everything(generation.model()));
            double mixed = costs.cost(costs.cheapest());
            assertTrue(mixed <= Math.min(deferred, explicit));
            assertEquals(
                    costs.engine() == Engine.MIXED, mixed < 0.92 * Math.min(deferred, explicit));
        }
    }

    private static Engine auto(Transformer model, int length, Decoding decoding) {
        return Generation.auto(
                        model,
                        length,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        decoding)
                .engine();
    }

    private static Generation generation(Transformer model, int length, Decoding decoding) {
        return new Generation(
                model,
                length,
                Generation.WeightDraw.PER_SEQUENCE,
                new Prompt.RandomToken(),
                decoding,
                Engine.EXPLICIT);
    }

    private static Transformer model(
            int layers, int width, int vocabulary, String activation, double gain) {
        return Transformer.GPT2_SMALL
                .withSizes(layers, width / 64, width, vocabulary)
                .withActivation(Activation.named(activation), gain);
    }
}
