package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Functions;

import java.util.Arrays;

/** Chooses tokens from logits. Not thread-safe. */
final class TokenChoice {
    private final Decoding decoding;
    private final int vocabulary;
    private final float[] probabilities;
    private final long[] ranked;

    TokenChoice(Decoding decoding, int vocabulary) {
        this.decoding = decoding;
        this.vocabulary = vocabulary;
        boolean sampled = decoding instanceof Decoding.Sample;
        probabilities = new float[sampled ? vocabulary : 0];
        ranked = new long[sampled ? vocabulary : 0];
    }

    /**
     * Returns the next token.
     *
     * @param logits length V from {@code at}, finite
     * @param uniform a random number of [0, 1); not used by greedy decoding
     */
    int next(float[] logits, int at, double uniform) {
        return switch (decoding) {
            case Decoding.Greedy() -> Elementwise.argmax(logits, at, vocabulary);
            case Decoding.Sample(double temperature, int topK, double topP) -> {
                weigh(logits, at, (float) temperature);
                yield topK >= vocabulary && topP == 1 ? draw(uniform) : draw(uniform, topK, topP);
            }
        };
    }

    /** Unnormalised probabilities: exp((logit - largest) / temperature). */
    private void weigh(float[] logits, int at, float temperature) {
        float max = Elementwise.max(logits, at, vocabulary);
        for (int i = 0; i < vocabulary; i++) {
            probabilities[i] = (logits[at + i] - max) / temperature;
        }
        Functions.exp(probabilities, 0, vocabulary);
    }

    private int draw(double uniform) {
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += probabilities[i];
        }
        double left = uniform * sum;
        int last = 0;
        for (int i = 0; i < vocabulary; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /**
     * Ranks by probability, then by lower token; both in one long, since the bits of positive
     * floats keep their order.
     */
    private int draw(double uniform, int topK, double topP) {
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += probabilities[i];
            ranked[i] = -((long) Float.floatToRawIntBits(probabilities[i]) << 32) + i;
        }
        Arrays.sort(ranked);
        int kept = 0;
        double mass = 0;
        double cut = topK < vocabulary ? topP * mass(topK) : topP * sum;
        while (kept < Math.min(topK, vocabulary) && (kept == 0 || mass < cut)) {
            mass += probabilities[(int) ranked[kept++]];
        }
        double left = uniform * mass;
        for (int rank = 0; rank < kept - 1; rank++) {
            left -= probabilities[(int) ranked[rank]];
            if (left < 0) {
                return (int) ranked[rank];
            }
        }
        return (int) ranked[kept - 1];
    }

    private double mass(int topK) {
        double mass = 0;
        for (int rank = 0; rank < topK; rank++) {
            mass += probabilities[(int) ranked[rank]];
        }
        return mass;
    }
}
