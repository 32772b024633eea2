package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.metrics.stats.ChiSquare;
import org.neuralredshift.metrics.stats.TestResult;
import org.neuralredshift.simd.Activation;

/**
 * Random binary transformers (Goldblum et al., arXiv 2304.05366): vocabulary 2, PyTorch's default
 * initialisation, untied head, context 1, sampled at temperature 1, first bit uniform. Each is a
 * two-state Markov chain whose logit gaps after 0 and after 1 are normal with variance 2/3 and
 * correlation 1/2, at any depth, which gives every sequence's probability.
 */
@Tag("oracle")
class BinaryTransformerTest {
    private static final int BITS = 10;
    private static final int SEQUENCES = 1 << BITS;

    @Test
    void sequencesHaveTheProbabilitiesOfTheClosedForm() throws InterruptedException {
        check(100_000);
    }

    @Tag("exhaustive")
    @Test
    void aMillionSequencesHaveTheProbabilitiesOfTheClosedForm() throws InterruptedException {
        System.out.println("binary transformers: " + check(1_000_000));
    }

    private static String check(int count) throws InterruptedException {
        Transformer nano =
                new Transformer(
                        3,
                        3,
                        48,
                        2,
                        1,
                        Activation.named("gelu-tanh"),
                        1,
                        Transformer.GainScope.ALL,
                        true,
                        true,
                        true,
                        true,
                        Transformer.Head.UNTIED,
                        Transformer.Positions.LEARNT,
                        Transformer.Init.PYTORCH,
                        0.02);
        Generation generation =
                new Generation(
                        nano,
                        BITS - 1,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        new Decoding.Sample(1, 2, 1),
                        Engine.EXPLICIT);
        long[] counts = new long[SEQUENCES];
        new Generator(generation, 0, 2, 1).run(0, count, sequence -> counts[index(sequence)]++);
        double[] expected = probabilities();
        TestResult chi = ChiSquare.goodnessOfFit(counts, expected);
        double zeros =
                (counts[0] / (double) count - expected[0])
                        / Math.sqrt(expected[0] * (1 - expected[0]) / count);
        String result =
                "%d sequences, P(0000000000) = %.6f (theory %.6f, %+.2f standard errors), chi-square %.1f on 1023 degrees of freedom, p = %.3f; by period%s"
                        .formatted(
                                count,
                                counts[0] / (double) count,
                                expected[0],
                                zeros,
                                chi.statistic(),
                                chi.pValue(),
                                byPeriod(counts, expected, count));
        assertTrue(Math.abs(expected[0] - 0.011401) < 1e-6, "closed form of P(0000000000)");
        assertTrue(chi.pValue() > 1e-4, result);
        assertTrue(Math.abs(zeros) < 4, result);
        return result;
    }

    /**
     * Mean probability of the sequences of each period L, observed against theory; within 4.5
     * standard errors.
     */
    private static String byPeriod(long[] counts, double[] expected, int count) {
        double[] published = {
            0.011401, 0.002082, 0.000939, 0.000992, 0.001132, 0.001159, 0.001032, 0.000915,
            0.000854, 0.001002
        };
        long[] seen = new long[BITS + 1];
        double[] theory = new double[BITS + 1];
        int[] members = new int[BITS + 1];
        for (int s = 0; s < SEQUENCES; s++) {
            seen[period(s)] += counts[s];
            theory[period(s)] += expected[s];
            members[period(s)]++;
        }
        StringBuilder table = new StringBuilder();
        for (int period = 1; period <= BITS; period++) {
            double p = theory[period];
            double error = Math.sqrt(p * (1 - p) / count);
            assertTrue(
                    Math.abs(p / members[period] - published[period - 1]) < 1e-6,
                    "closed form at period " + period);
            assertTrue(
                    Math.abs(seen[period] / (double) count - p) < 4.5 * error, "period " + period);
            table.append(
                    " %d: %.6f".formatted(period, seen[period] / (double) count / members[period]));
        }
        return table.toString();
    }

    private static int period(int s) {
        for (int period = 1; period < BITS; period++) {
            boolean repeats = true;
            for (int i = period; i < BITS; i++) {
                repeats &= bit(s, i) == bit(s, i - period);
            }
            if (repeats) {
                return period;
            }
        }
        return BITS;
    }

    private static int bit(int s, int i) {
        return s >> (BITS - 1 - i) & 1;
    }

    private static int index(Sequence sequence) {
        int index = sequence.prompt()[0];
        for (int token : sequence.tokens()) {
            index = 2 * index + token;
        }
        return index;
    }

    /**
     * ½ E[Π σ(±z)] over the two gaps, by the trapezium rule in both, whose error is far below 1e-9
     * here.
     */
    private static double[] probabilities() {
        double[] p = new double[SEQUENCES];
        double step = 0.1;
        for (double a = -9; a <= 9; a += step) {
            for (double b = -9; b <= 9; b += step) {
                double weight = Math.exp(-(a * a + b * b) / 2) * step * step / (2 * Math.PI);
                double afterZero = sigmoid(Math.sqrt(2 / 3.0) * a);
                double afterOne = sigmoid(Math.sqrt(2 / 3.0) * (a / 2 + Math.sqrt(0.75) * b));
                for (int s = 0; s < SEQUENCES; s++) {
                    double product = weight / 2;
                    for (int i = 1; i < BITS; i++) {
                        double one = bit(s, i - 1) == 0 ? afterZero : afterOne;
                        product *= bit(s, i) == 1 ? one : 1 - one;
                    }
                    p[s] += product;
                }
            }
        }
        return p;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
