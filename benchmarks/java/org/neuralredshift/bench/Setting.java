package org.neuralredshift.bench;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generation.WeightDraw;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;

import java.util.Arrays;

/** A greedy job in some sizes; GELU has gain 1, TanH gain 4, which never repeats. */
record Setting(int layers, int width, int vocabulary, int length, String activation) {
    /** Reads blocks, width, tokens, length and activation with slashes between them. */
    static Setting parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 5 || !Arrays.stream(parts).limit(4).allMatch(p -> p.matches("\\d+"))) {
            throw new IllegalArgumentException(
                    "setting: expected blocks/width/tokens/length/activation, got " + text);
        }
        int[] sizes = Arrays.stream(parts).limit(4).mapToInt(Integer::parseInt).toArray();
        return new Setting(sizes[0], sizes[1], sizes[2], sizes[3], parts[4]);
    }

    Transformer model() {
        double gain = activation.equals("tanh") ? 4 : 1;
        return GenerateBench.model(activation, gain, layers, width, vocabulary);
    }

    Generation of(Engine engine) {
        Prompt prompt = new Prompt.RandomToken();
        Decoding decoding = new Decoding.Greedy();
        return new Generation(model(), length, WeightDraw.PER_SEQUENCE, prompt, decoding, engine);
    }

    Generation chosen() {
        Prompt prompt = new Prompt.RandomToken();
        Decoding decoding = new Decoding.Greedy();
        return Generation.auto(model(), length, WeightDraw.PER_SEQUENCE, prompt, decoding);
    }

    Setting ofLength(int length) {
        return new Setting(layers, width, vocabulary, length, activation);
    }

    @Override
    public String toString() {
        return "%d | %d | %d | %d | %s".formatted(layers, width, vocabulary, length, activation);
    }
}
