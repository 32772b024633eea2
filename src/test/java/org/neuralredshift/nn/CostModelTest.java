package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CostModelTest {
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
        Transformer model = Models.gpt2(12, 768, 50257, activation, gain);
        assertEquals(repeats, CostModel.repeats(Models.generation(model, 100, Engine.EXPLICIT)));
    }

    /** Without drafts, each token reads every explicit weight, so deferred weights pay longer. */
    @ParameterizedTest
    @EnumSource
    void sampledTokensHaveNoDrafts(Price.Machine machine) {
        Transformer model = Models.gpt2(12, 768, 50257, "gelu-tanh", 1);
        Generation greedy = Models.generation(model, 600, Engine.EXPLICIT);
        Generation sampled =
                new Generation(
                        model,
                        600,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        new Decoding.Sample(1, 50257, 1),
                        Engine.EXPLICIT);
        assertFalse(CostModel.repeats(sampled));
        assertFalse(deferredIsCheaper(new CostModel(greedy, machine), model));
        assertTrue(deferredIsCheaper(new CostModel(sampled, machine), model));
    }

    private static boolean deferredIsCheaper(CostModel costs, Transformer model) {
        return costs.cost(Split.NOTHING) < costs.cost(Split.everything(model));
    }
}
