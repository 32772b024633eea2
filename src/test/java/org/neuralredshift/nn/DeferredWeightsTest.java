package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.stats.TwoSample;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;

/**
 * Deferred weights are ordinary weights: replayed when materialised, and of the same distribution.
 */
class DeferredWeightsTest {
    /**
     * Logits closer than this part of the largest may change their order when sums are rounded
     * otherwise.
     */
    private static final double ROUNDING = 1e-4;

    @Tag("law")
    @ParameterizedTest(name = "{0} at gain {1}, {2}, panel heads: {3}, many tokens: {4}")
    @CsvSource({
        "gelu-tanh, 1, TIED, false, false",
        "relu, 2, UNTIED, false, false",
        "tanh, 4, TIED, false, false",
        "gaussian, 1, UNTIED, false, false",
        "sine, 1, TIED, false, false",
        "gelu-tanh, 1, TIED, true, false",
        "tanh, 4, UNTIED, true, false",
        "gelu-tanh, 1, TIED, false, true",
        "relu, 2, UNTIED, true, true",
        "tanh, 4, TIED, false, true",
        "sine, 1, TIED, true, true"
    })
    void materialisedNetworksWriteTheSameTokens(
            String activation,
            double gain,
            Transformer.Head head,
            boolean panelHeads,
            boolean manyTokens) {
        Transformer model = model(activation, gain, head, panelHeads, manyTokens);
        Replay replay = replay(model, 40, 25, Split.NOTHING);
        assertEquals(replay.networks, replay.same + replay.close, replay::toString);
        assertTrue(replay.close <= 2, replay::toString);
    }

    /** All 32 splits, with logits and with the largest only, tied and not. */
    @Tag("law")
    @ParameterizedTest(name = "{0}, panel heads: {1}, many tokens: {2}")
    @CsvSource({"TIED, false, true", "UNTIED, true, true", "TIED, true, false"})
    void soDoNetworksOfWhichSomeMatricesAreDrawnWhole(
            Transformer.Head head, boolean panelHeads, boolean manyTokens) {
        Transformer model = model("tanh", 2, head, panelHeads, manyTokens);
        assertEquals(32, new HashSet<>(Split.all(model)).size());
        for (Split split : Split.all(model)) {
            Replay replay = replay(model, 40, 4, split);
            assertEquals(4, replay.same + replay.close, () -> split + ": " + replay);
            assertTrue(replay.close <= 1, () -> split + ": " + replay);
        }
    }

    private static Transformer model(
            String activation,
            double gain,
            Transformer.Head head,
            boolean panelHeads,
            boolean manyTokens) {
        Transformer plain = Models.with(2, activation, gain);
        plain = manyTokens ? Models.manyTokens(plain) : plain;
        return withHead(panelHeads ? Models.panelHeads(plain) : plain, head);
    }

    private static Transformer withHead(Transformer model, Transformer.Head head) {
        return Models.prior(model, head, Transformer.Positions.LEARNT, Transformer.Init.GPT2, 0.3);
    }

    @Tag("law")
    @Tag("exhaustive")
    @Test
    void threeDefaultNetworksWriteTheSameTokensWhenMaterialised() {
        Replay replay = replay(Transformer.GPT2_SMALL, 100, 3, Split.NOTHING);
        System.out.println("replay of default networks: " + replay);
        assertEquals(3, replay.same + replay.close, replay::toString);
        assertTrue(replay.close <= 1, replay::toString);
    }

    private static final class Replay {
        int networks;
        int same;
        int close;
        double orthogonality;

        @Override
        public String toString() {
            return "%d networks, %d replayed, %d parted where the top two logits lie within rounding, |QᵀQ - I| <= %.2e"
                    .formatted(networks, same, close, orthogonality);
        }
    }

    private static Replay replay(Transformer model, int length, int networks, Split split) {
        Replay replay = new Replay();
        Generation generation = Models.generation(model, length, Engine.DEFERRED);
        boolean greedy = generation.greedyHead() && !split.head();
        StreamKey key = generation.key(0);
        for (int k = 0; k < networks; k++) {
            try (DeferredWeights weights =
                    new DeferredWeights(
                            model, generation.directions(), generation.readings(), greedy, split)) {
                weights.draw(key, k);
                Sequence written = new Writer(generation, key, weights, 1).write(k, 1)[0];
                replay.orthogonality = Math.max(replay.orthogonality, weights.orthogonalityError());
                try (ExplicitWeights explicit = weights.materialise()) {
                    double[] margins = new double[length];
                    Writer writer =
                            new Writer(generation, key, explicit, 1, true, margins(margins, model));
                    Sequence again = writer.write(k, 1)[0];
                    replay.networks++;
                    count(replay, written.tokens(), again.tokens(), margins);
                }
            }
        }
        return replay;
    }

    private static void count(Replay replay, int[] written, int[] again, double[] margins) {
        int parting = java.util.Arrays.mismatch(written, again);
        if (parting < 0) {
            replay.same++;
        } else if (margins[parting] < ROUNDING) {
            replay.close++;
        }
    }

    /** Notes the difference of the top two logits, as a part of the largest. */
    private static Writer.Probe margins(double[] margins, Transformer model) {
        return (sample, step, logits, at) -> {
            float first = Float.NEGATIVE_INFINITY;
            float second = Float.NEGATIVE_INFINITY;
            for (int v = at; v < at + model.vocabulary(); v++) {
                second = Math.max(second, Math.min(first, logits[v]));
                first = Math.max(first, logits[v]);
            }
            margins[step] = (first - second) / (double) Math.abs(first);
        };
    }

    /**
     * Two-sample Kolmogorov-Smirnov tests of both engines, 2,000 networks each: 4 activations x 3
     * gains x 4 measures. With 48 tests, a p value below 1e-4 somewhere has probability 0.005
     * (counts tie, which makes the test conservative).
     */
    @Tag("oracle")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"gelu-tanh", "relu", "tanh", "gaussian"})
    void bothEnginesDrawFromTheSameDistribution(String activation) {
        for (double gain : new double[] {1, 2, 8}) {
            Transformer model = Models.with(2, activation, gain);
            bothEnginesAgree(
                    model,
                    4,
                    "%-9s gain %1.0f: p of lz78, lz76, distinct, margin ="
                            .formatted(activation, gain));
        }
    }

    /** The same where the deferred engine draws no logits but the largest: 12 tests. */
    @Tag("oracle")
    @ParameterizedTest(name = "{0} at gain {1}, {2}")
    @CsvSource({"gelu-tanh, 1, TIED", "relu, 8, TIED", "tanh, 4, TIED", "gaussian, 2, UNTIED"})
    void aGreedyHeadWritesSequencesOfTheSameDistribution(
            String activation, double gain, Transformer.Head head) {
        Transformer model = withHead(Models.manyTokens(Models.with(2, activation, gain)), head);
        bothEnginesAgree(
                model,
                3,
                "greedy head, %-9s gain %1.0f: p of lz78, lz76, distinct ="
                        .formatted(activation, gain));
    }

    /** The same where the blocks are drawn whole and the head is not: 6 tests. */
    @Tag("oracle")
    @ParameterizedTest(name = "{0} at gain {1}, {2}")
    @CsvSource({"gelu-tanh, 1, TIED", "tanh, 4, UNTIED"})
    void mixedWeightsWriteSequencesOfTheSameDistribution(
            String activation, double gain, Transformer.Head head) {
        Transformer model = withHead(Models.mixed(Models.with(2, activation, gain)), head);
        Split split = Models.generation(model, 40, Engine.MIXED).split();
        assertEquals(new Split(EnumSet.allOf(Matrix.class), false), split);
        enginesAgree(
                model,
                Engine.MIXED,
                3,
                "mixed, %-9s gain %1.0f: p of lz78, lz76, distinct =".formatted(activation, gain));
    }

    private static void bothEnginesAgree(Transformer model, int measures, String title) {
        enginesAgree(model, Engine.DEFERRED, measures, title);
    }

    /** The fourth measure is the margin of the logits. */
    private static void enginesAgree(Transformer model, Engine engine, int measures, String title) {
        List<double[]> other = scores(model, engine, measures == 4);
        List<double[]> explicit = scores(model, Engine.EXPLICIT, measures == 4);
        StringBuilder line = new StringBuilder(title);
        for (int measure = 0; measure < measures; measure++) {
            double p =
                    TwoSample.kolmogorovSmirnov(other.get(measure), explicit.get(measure)).pValue();
            line.append(" %.4f".formatted(p));
            assertTrue(p > 1e-4, line::toString);
        }
        System.out.println(line);
    }

    private static final int NETWORKS = 2_000;

    private static List<double[]> scores(Transformer model, Engine engine, boolean probed) {
        Generation generation = Models.generation(model, 40, engine);
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            scores.add(new double[NETWORKS]);
        }
        double[] margins = new double[40];
        try (Weights weights = generation.open()) {
            Writer writer =
                    new Writer(
                            generation,
                            generation.key(0),
                            weights,
                            1,
                            true,
                            probed ? margins(margins, model) : null);
            for (int k = 0; k < NETWORKS; k++) {
                weights.draw(generation.key(0), k);
                int[] tokens = writer.write(k, 1)[0].tokens();
                scores.get(0)[k] = SequenceMeasure.LZ78.of(tokens);
                scores.get(1)[k] = SequenceMeasure.LZ76.of(tokens);
                scores.get(2)[k] = SequenceMeasure.DISTINCT.of(tokens);
                scores.get(3)[k] = margins[39];
            }
        }
        return scores;
    }

    @Tag("law")
    @Test
    void aNetworkDoesNotDependOnWhatWasDrawnBefore() {
        Generation generation = Models.generation(Models.SMALL, 40, Engine.DEFERRED);
        StreamKey key = generation.key(9);
        try (Weights used = generation.open();
                Weights fresh = generation.open()) {
            Writer writer = new Writer(generation, key, used, 1);
            used.draw(key, 0);
            writer.write(0, 1);
            used.draw(key, 1);
            int[] second = writer.write(1, 1)[0].tokens();
            fresh.draw(key, 1);
            assertArrayEquals(
                    new Writer(generation, key, fresh, 1).write(1, 1)[0].tokens(), second);
        }
    }
}
