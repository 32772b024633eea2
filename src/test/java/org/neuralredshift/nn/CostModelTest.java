package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.simd.Activation;

class CostModelTest {
    private static final int[] WIDTHS = {64, 128, 256, 512, 768, 1024};
    private static final int[] LENGTHS = {20, 50, 100, 200, 500, 1000};

    /**
     * The engine is part of an address, so a choice that changes changes results: for each width
     * the engines of the lengths, (d)eferred or (e)xplicit.
     */
    @Tag("golden")
    @ParameterizedTest(name = "{0} layers, {1} tokens, {2} at gain {3}")
    @CsvSource({
        "2, 1024, gelu-tanh, 1, eeeeee deeeee ddeeee ddddee ddddee ddddee",
        "2, 1024, tanh, 4, eeeeee deeeee dddeee ddddee ddddee ddddde",
        "2, 50257, gelu-tanh, 1, dddddd dddddd ddddde ddddde ddddde ddddde",
        "2, 50257, tanh, 4, dddddd dddddd dddddd dddddd dddddd dddddd",
        "12, 50257, gelu-tanh, 1, dddeee dddeee ddddee ddddee ddddee ddddde",
        "12, 50257, tanh, 4, dddeee ddddee ddddee ddddde ddddde dddddd",
    })
    void theChoiceIsFrozen(
            int layers, int vocabulary, String activation, double gain, String expected) {
        StringBuilder choices = new StringBuilder();
        for (int width : WIDTHS) {
            choices.append(choices.isEmpty() ? "" : " ");
            for (int length : LENGTHS) {
                Transformer model = model(layers, width, vocabulary, activation, gain);
                choices.append(auto(model, length, new Decoding.Greedy()) ? 'd' : 'e');
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
        assertFalse(auto(model, 600, new Decoding.Greedy()));
        assertTrue(auto(model, 600, sampling));
    }

    private static boolean auto(Transformer model, int length, Decoding decoding) {
        return Generation.auto(
                                model,
                                length,
                                Generation.WeightDraw.PER_SEQUENCE,
                                new Prompt.RandomToken(),
                                decoding)
                        .engine()
                == Engine.DEFERRED;
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
