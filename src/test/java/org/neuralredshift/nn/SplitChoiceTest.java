package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class SplitChoiceTest {
    private static final int[] WIDTHS = {64, 128, 256, 512, 768, 1024};
    private static final int[] LENGTHS = {20, 50, 100, 200, 500, 1000};

    /**
     * What is drawn whole is part of an address, so a choice that changes changes results: for each
     * width the choices of the lengths, D for deferred, E for explicit, else the matrices in base
     * 32: 1 attention-in, 2 attention-out, 4 mlp-in, 8 mlp-out, 16 head.
     */
    @Tag("golden")
    @ParameterizedTest(name = "{0} layers, {1} tokens, {2} at gain {3}")
    @CsvSource({
        "2, 1024, gelu-tanh, 1, fEEEEE 2ffEEE D2afEE DDD2EE DDDDEE DDDDrE",
        "2, 1024, tanh, 4, ffEEEE 27fEEE DD2fEE DDDDEE DDDDjE DDDDDE",
        "2, 50257, gelu-tanh, 1, ffffff 2fffff D2afff DDD2ff DDDDff DDDDbf",
        "2, 50257, tanh, 4, ffffff 27ffff DD2fff DDDDff DDDD3f DDDDDf",
        "12, 50257, gelu-tanh, 1, ffffff 2bffff DD2fff DDD2ff DDDDff DDDDbf",
        "12, 50257, tanh, 4, ffffff 23ffff DDDfff DDDDff DDDDDf DDDDD3",
    })
    void theChoiceIsFrozen(
            int layers, int vocabulary, String activation, double gain, String expected) {
        StringBuilder choices = new StringBuilder();
        for (int width : WIDTHS) {
            choices.append(choices.isEmpty() ? "" : " ");
            for (int length : LENGTHS) {
                Transformer model = Models.gpt2(layers, width, vocabulary, activation, gain);
                choices.append(letter(auto(model, length)));
            }
        }
        assertEquals(expected, choices.toString());
    }

    private static String letter(Generation generation) {
        Split split = generation.split();
        int bits = split.head() ? 1 << Matrix.values().length : 0;
        for (Matrix matrix : split.matrices()) {
            bits |= 1 << matrix.ordinal();
        }
        return switch (generation.engine()) {
            case DEFERRED -> "D";
            case EXPLICIT -> "E";
            case MIXED -> Integer.toString(bits, 32);
        };
    }

    /** On neither machine, if its prices are right. */
    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {64, 128, 192, 256, 320, 384, 512, 640, 768, 896, 1024})
    void theChoiceIsNeverATenthWorseThanTheCheapest(int width) {
        List<Transformer> models =
                List.of(
                        Models.gpt2(12, width, 50257, "gelu-tanh", 1),
                        Models.gpt2(12, width, 50257, "tanh", 4));
        for (Transformer model : models) {
            for (int length = 20; length <= 1000; length++) {
                Generation auto = auto(model, length);
                double regret = new SplitChoice(auto).regret(auto.split());
                assertTrue(regret < 1.1, model.activation() + ", " + length + ": " + regret);
            }
        }
    }

    /** The longer the sequence, the more is drawn whole, the head last. */
    @Test
    void whatIsAppliedMostToTheFewestInputsIsDrawnWholeFirst() {
        Transformer model = Models.gpt2(12, 256, 50257, "tanh", 4);
        List<String> splits =
                IntStream.of(20, 135, 165, 500)
                        .mapToObj(n -> new SplitChoice(auto(model, n)).split().canonical())
                        .toList();
        assertEquals(
                List.of(
                        "[]",
                        "[\"attention-out\"]",
                        "[\"attention-in\",\"attention-out\"]",
                        "[\"attention-in\",\"attention-out\",\"mlp-in\",\"mlp-out\"]"),
                splits);
    }

    @Test
    void aMixedEngineMustPay() {
        Transformer model = Models.gpt2(12, 128, 50257, "gelu-tanh", 1);
        for (int length = 20; length <= 1000; length += 20) {
            Generation auto = auto(model, length);
            SplitChoice choice = new SplitChoice(auto);
            double pure =
                    Math.min(choice.regret(Split.NOTHING), choice.regret(Split.everything(model)));
            double mixed = choice.regret(choice.split());
            assertTrue(1 <= mixed && mixed <= pure);
            assertEquals(auto.engine() == Engine.MIXED, pure > 1.03 && mixed < pure);
        }
    }

    private static Generation auto(Transformer model, int length) {
        return Generation.auto(
                model,
                length,
                Generation.WeightDraw.PER_SEQUENCE,
                new Prompt.RandomToken(),
                new Decoding.Greedy());
    }
}
