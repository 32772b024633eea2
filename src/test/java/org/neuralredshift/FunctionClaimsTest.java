package org.neuralredshift;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.metrics.spectral.SpectralMeasure;
import org.neuralredshift.metrics.spectral.SpectralScorer;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.nn.FunctionModel;
import org.neuralredshift.nn.FunctionSampler;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.Mlp;
import org.neuralredshift.nn.UnbiasedModel;
import org.neuralredshift.nn.WeightPrior;
import org.neuralredshift.simd.Activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What Teney et al. 2024 (arXiv 2403.02241, figures 1, 3, 4, 5) say of random MLPs, on a 64 x 64
 * grid, width 64, by the mean frequency of the cosine transform. White noise lies at 24.2, the
 * least possible value is 0.5.
 */
@Tag("oracle")
class FunctionClaimsTest {
    private static final int SIDE = 64;
    private static final SpectralMeasure MEASURE = SpectralMeasure.C_DCT_F32;

    private int networks = 20;

    @Test
    void reluStaysLowWhereTanhGaussianAndSineRiseToNoise() {
        for (int depth : new int[] {3, 6}) {
            double relu = mean(plain("relu", depth, 16));
            assertTrue(relu < 5.5, "relu, depth " + depth + ": " + relu);
            assertTrue(relu < 1.4 * mean(plain("relu", depth, 4)));
            for (String smooth : List.of("gelu", "swish", "selu")) {
                double high = mean(plain(smooth, depth, 16));
                assertTrue(high < 5.5, smooth + ", depth " + depth + ": " + high);
            }
            for (String wild : List.of("tanh", "gaussian", "sine")) {
                double low = mean(plain(wild, depth, 1));
                double high = mean(plain(wild, depth, 16));
                assertTrue(low < 1.6, wild + ", depth " + depth + ": " + low);
                assertTrue(high > 12, wild + ", depth " + depth + ": " + high);
            }
        }
    }

    @Test
    void depthRaisesTanhAboveTheEdgeOfChaosAndHardlyBelow() {
        // The edge lies at alpha = 1.603 for tanh and biases U(-1, 1).
        double below = mean(tanh(10, 1.2)) / mean(tanh(1, 1.2));
        double above = mean(tanh(10, 2.5)) / mean(tanh(1, 2.5));
        assertTrue(below < 1.25, "alpha 1.2: " + below);
        assertTrue(above > 2.5, "alpha 2.5: " + above);
    }

    private static Mlp tanh(int depth, double magnitude) {
        return plain("tanh", depth, magnitude).withWidth(128);
    }

    @Test
    void layerNormRemovesTheRise() {
        for (String wild : List.of("tanh", "gaussian", "sine")) {
            // Exactly, when the scale is of weights and biases.
            Mlp normed = plain(wild, 3, 1).with(true, false, false);
            double one = mean(normed);
            double many = mean(normed.withMagnitude(16).withBiasRange(16));
            assertTrue(Math.abs(many / one - 1) < 0.15, wild + ": " + one + ", " + many);
            // With biases U(-1, 1) beside growing weights it leaves a part of it.
            double rise = mean(plain(wild, 3, 16)) / mean(plain(wild, 3, 1));
            double left = mean(normed.withMagnitude(16)) / one;
            assertTrue(left < 2.5 && rise > 4 * left, wild + ": " + rise + ", " + left);
        }
    }

    @Test
    void residualLowers() {
        for (String any : List.of("relu", "tanh", "gaussian", "sine")) {
            for (double magnitude : new double[] {8, 16}) {
                Mlp mlp = plain(any, 3, magnitude);
                double residual = mean(mlp.with(false, true, false));
                assertTrue(residual < 0.8 * mean(mlp), any + " " + magnitude + ": " + residual);
            }
        }
    }

    @Test
    void gateRaisesRelu() {
        double plain = mean(plain("relu", 3, 8));
        double gated = mean(plain("relu", 3, 8).with(false, false, true));
        assertTrue(gated > plain, gated + " against " + plain);
    }

    @Test
    void unbiasedModelLiesAtTheLevelOfWhiteNoise() {
        double[] unbiased = scores(new UnbiasedModel(2, 1));
        SplittableRandom random = new SplittableRandom(1);
        double[] noise = new double[networks];
        for (int i = 0; i < networks; i++) {
            double[] f = new double[SIDE * SIDE];
            for (int k = 0; k < f.length; k++) {
                f[k] = random.nextGaussian();
            }
            noise[i] = MEASURE.of(f, GridShape.square(SIDE));
        }
        double error =
                Math.hypot(Descriptive.standardError(noise), Descriptive.standardError(unbiased));
        double difference = Descriptive.mean(unbiased) - Descriptive.mean(noise);
        assertTrue(Math.abs(difference) < 4 * error, difference + " with error " + error);
    }

    @Test
    void widthHasNoEffectUnderFanInAndHasOneUnderGlorot() {
        double[] fanIn = new double[2];
        double[] glorot = new double[2];
        int[] widths = {16, 256};
        for (int w = 0; w < 2; w++) {
            Mlp mlp = plain("tanh", 3, 4).withWidth(widths[w]);
            glorot[w] = mean(mlp);
            fanIn[w] = mean(mlp.withPrior(WeightPrior.FAN_IN));
        }
        assertTrue(Math.abs(fanIn[0] / fanIn[1] - 1) < 0.12, fanIn[0] + ", " + fanIn[1]);
        assertTrue(glorot[0] / glorot[1] > 1.4, glorot[0] + ", " + glorot[1]);
    }

    /**
     * Every cell of the figures with 100 networks; what was found is in exhaustive/functions.txt.
     */
    @Test
    @Tag("exhaustive")
    void claimsHoldWithAHundredNetworksACell() throws Exception {
        networks = 100;
        List<String> lines = new ArrayList<>();
        lines.add("mean c_dct_f32 of 100 networks and its 95 % interval, 64 x 64 grid, seed 0");
        lines.add(line("unbiased", new UnbiasedModel(2, 1)));
        for (String a : List.of("relu", "gelu", "swish", "selu", "tanh", "gaussian", "sine")) {
            for (int depth = 1; depth <= 7; depth++) {
                for (double m : new double[] {0.25, 0.5, 1, 2, 4, 8, 16}) {
                    lines.add(
                            line(
                                    "%s depth %d alpha %s".formatted(a, depth, m),
                                    plain(a, depth, m)));
                }
            }
        }
        for (String a : List.of("relu", "gelu", "swish", "selu", "tanh", "gaussian", "sine")) {
            for (double m : new double[] {0.5, 1, 2, 4, 8, 16}) {
                Mlp mlp = plain(a, 3, m);
                lines.add(
                        line(
                                "%s layer norm alpha %s".formatted(a, m),
                                mlp.with(true, false, false)));
                lines.add(
                        line("%s residual alpha %s".formatted(a, m), mlp.with(false, true, false)));
                lines.add(line("%s gate alpha %s".formatted(a, m), mlp.with(false, false, true)));
            }
        }
        for (String a : List.of("relu", "tanh", "gaussian", "sine")) {
            for (int width : new int[] {16, 64, 256, 1024}) {
                for (WeightPrior prior : List.of(WeightPrior.GLOROT, WeightPrior.FAN_IN)) {
                    Mlp mlp = plain(a, 3, 2).withWidth(width).withPrior(prior);
                    lines.add(line("%s %s alpha 2 width %d".formatted(a, prior, width), mlp));
                }
            }
            for (WeightPrior prior :
                    List.of(WeightPrior.GAUSSIAN, WeightPrior.BALL, WeightPrior.LONG_TAILED)) {
                Mlp mlp = plain(a, 3, 4).withPrior(prior);
                lines.add(line("%s %s alpha 4".formatted(a, prior), mlp));
            }
        }
        for (double m : new double[] {0.8, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 4}) {
            for (int depth : new int[] {1, 3, 6, 10}) {
                lines.add(
                        line(
                                "tanh width 128 alpha %s depth %d".formatted(m, depth),
                                tanh(depth, m)));
            }
        }
        Exhaustive.record("functions", lines);
        reluStaysLowWhereTanhGaussianAndSineRiseToNoise();
        depthRaisesTanhAboveTheEdgeOfChaosAndHardlyBelow();
        layerNormRemovesTheRise();
        residualLowers();
        gateRaisesRelu();
        unbiasedModelLiesAtTheLevelOfWhiteNoise();
        widthHasNoEffectUnderFanInAndHasOneUnderGlorot();
    }

    private String line(String name, FunctionModel model) {
        double[] scores = scores(model);
        Interval i = Bootstrap.STANDARD.bca(scores, Descriptive::mean, new SplittableRandom(0));
        return String.format(
                Locale.ROOT, "%s: %.3f [%.3f, %.3f]", name, i.estimate(), i.low(), i.high());
    }

    private static Mlp plain(String activation, int depth, double magnitude) {
        return Mlp.standard(Activation.named(activation)).withDepth(depth).withMagnitude(magnitude);
    }

    private double mean(FunctionModel model) {
        return Descriptive.mean(scores(model));
    }

    private double[] scores(FunctionModel model) {
        return IntStream.range(0, 2)
                .parallel()
                .mapToObj(half -> scores(model, half * networks / 2, (half + 1) * networks / 2))
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    private static double[] scores(FunctionModel model, int from, int to) {
        FunctionSampler sampler = model.sampler(new InputGrid(2, SIDE, false), 1);
        SpectralScorer scorer = new SpectralScorer(GridShape.square(SIDE));
        float[] values = new float[SIDE * SIDE];
        double[] scores = new double[to - from];
        for (int s = from; s < to; s++) {
            sampler.sample(model.key(0), s, values);
            scorer.load(values);
            scores[s - from] = scorer.value(MEASURE);
        }
        return scores;
    }
}
