package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.simd.Activation;

import java.util.Arrays;

class MlpTest {
    private static final InputGrid GRID = new InputGrid(2, 13, false);

    @ParameterizedTest(
            name = "{0} depth {1} width {2} norm {3} residual {4} gate {5} prefactor {6}")
    @CsvSource({
        "tanh,3,64,false,false,false,1",
        "relu,0,1,false,false,false,1",
        "sine,1,1,false,false,false,1",
        "gelu,4,7,true,false,false,1",
        "gaussian,4,33,false,true,false,1",
        "swish,2,20,false,false,true,1",
        "selu,3,50,true,true,true,2.5",
    })
    @Tag("oracle")
    void valuesAreThoseOfTheEquationInDouble(
            String activation,
            int depth,
            int width,
            boolean norm,
            boolean residual,
            boolean gate,
            double prefactor) {
        Mlp mlp =
                new Mlp(
                        2,
                        depth,
                        width,
                        Activation.named(activation),
                        norm,
                        residual,
                        gate,
                        prefactor,
                        WeightPrior.GLOROT,
                        1.5,
                        1);
        MlpWeights weights = new MlpWeights(mlp);
        weights.draw(mlp.key(1), 2);
        float[] values = new float[GRID.points()];
        assertNull(new MlpEvaluator(mlp, GRID).evaluate(weights, values));
        for (int i = 0; i < values.length; i++) {
            double[] x = {GRID.coordinate(i / 13), GRID.coordinate(i % 13)};
            double expected = ReferenceMlp.value(mlp, weights, x);
            // A thousand float ulps: each of up to four layers of 64 terms adds a few, enlarged by
            // weights of magnitude 1.5 and a prefactor of 2.5.
            assertEquals(expected, values[i], 6e-5 * Math.max(1, Math.abs(expected)));
        }
    }

    @Test
    @Tag("twin")
    void bitsOfSampledFunctionsAreFrozen() {
        // Equal at every vector width, in the scalar twin and for any number of threads; the
        // numbers were printed once by this test.
        int[] hashes = {
            hash(Mlp.standard(Activation.named("tanh")).withMagnitude(3)),
            hash(Mlp.standard(Activation.named("gelu")).with(true, true, true).withDepth(5)),
            hash(
                    Mlp.standard(Activation.named("sine"))
                            .withPrior(WeightPrior.GAUSSIAN)
                            .withWidth(19)),
            hash(Mlp.standard(Activation.named("relu")).withPrior(WeightPrior.BALL)),
            hash(Mlp.standard(Activation.named("selu")).withPrior(WeightPrior.LONG_TAILED)),
            hash(Mlp.standard(Activation.named("erf")).withPrior(WeightPrior.FAN_IN)),
            hash(Mlp.standard(Activation.named("swish")).withPrior(WeightPrior.PLAIN)),
            hash(new UnbiasedModel(2, 1)),
        };
        int[] frozen = {
            609570321,
            157862372,
            2097121784,
            967288703,
            -1249394437,
            784258860,
            670261067,
            -1991585805
        };
        assertArrayEquals(frozen, hashes, Arrays.toString(hashes));
    }

    private static int hash(FunctionModel model) {
        return Arrays.deepHashCode(Functions2d.samples(model, new InputGrid(2, 20, false), 5, 3));
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 3, 8})
    @Tag("twin")
    void threadsThatShareANetworkGiveTheBitsOfOne(int threads) {
        Mlp mlp = Mlp.standard(Activation.named("tanh"));
        InputGrid grid = new InputGrid(2, 27, false); // eleven blocks and a bit
        float[] one = new float[grid.points()];
        float[] many = new float[grid.points()];
        mlp.sampler(grid, 1).sample(mlp.key(0), 7, one);
        new MlpSampler(mlp, grid, threads, 1).sample(mlp.key(0), 7, many);
        assertArrayEquals(one, many);
    }

    @ParameterizedTest(name = "depth {0}, alpha {1}")
    @CsvSource({"0,8", "1,2", "3,4", "6,0.25", "20,2"})
    @Tag("law")
    void scalingTheWeightsOfReluWithoutBiasScalesTheFunctionExactly(int depth, double alpha) {
        Mlp unit = Mlp.standard(Activation.named("relu")).withDepth(depth).withBiasRange(0);
        Mlp scaled = unit.withMagnitude(alpha);
        InputGrid grid = new InputGrid(2, 9, false);
        float[] f = new float[81];
        float[] g = new float[81];
        // One key for both: the same deviates, another scale.
        unit.sampler(grid, 1).sample(unit.key(0), 0, f);
        scaled.sampler(grid, 1).sample(unit.key(0), 0, g);
        float factor = (float) StrictMath.pow(alpha, depth + 1);
        for (int i = 0; i < f.length; i++) {
            assertEquals(f[i] * factor, g[i]);
        }
    }

    @Test
    @Tag("law")
    void reluWithoutBiasIsHomogeneousAlongRays() {
        Mlp mlp = Mlp.standard(Activation.named("relu")).withBiasRange(0);
        float[] f = Functions2d.samples(mlp, new InputGrid(2, 5, false), 0, 1)[0];
        // Coordinates -1, -1/2, 0, 1/2, 1.
        assertEquals(2 * f[1 * 5 + 3], f[0 * 5 + 4]);
        assertEquals(2 * f[3 * 5 + 2], f[4 * 5 + 2]);
        assertEquals(0, f[2 * 5 + 2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "tanh", "sine", "gaussian"})
    @Tag("law")
    void layerNormUndoesAScaleOfWeightsAndBiasesTogether(String activation) {
        Mlp mlp =
                Mlp.standard(Activation.named(activation))
                        .with(true, false, false)
                        .withMagnitude(4)
                        .withBiasRange(4);
        MlpWeights weights = new MlpWeights(mlp);
        weights.draw(mlp.key(0), 0);
        MlpEvaluator evaluator = new MlpEvaluator(mlp, GRID);
        float[] f = new float[GRID.points()];
        float[] g = new float[GRID.points()];
        evaluator.evaluate(weights, f);
        for (int layer = 0; layer < mlp.depth(); layer++) {
            scale(weights.weights(layer), 256);
            scale(weights.biases(layer), 256);
        }
        evaluator.evaluate(weights, g);
        for (int i = 0; i < f.length; i++) {
            // Only epsilon = 1e-5 differs, against a variance of about 5 and more.
            assertEquals(f[i], g[i], 2e-4);
        }
    }

    private static void scale(float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    @Test
    @Tag("law")
    void theSameFunctionIsSeenOnEveryGrid() {
        Mlp mlp = Mlp.standard(Activation.named("sine")).withMagnitude(5);
        float[] coarse = Functions2d.samples(mlp, new InputGrid(2, 5, false), 3, 1)[0];
        float[] fine = Functions2d.samples(mlp, new InputGrid(2, 9, false), 3, 1)[0];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(coarse[i * 5 + j], fine[2 * i * 9 + 2 * j]);
            }
        }
    }

    @Test
    @Tag("law")
    void identityNetworksAreLinear() {
        Mlp mlp = Functions2d.mlp(3, 4, 20, "identity", WeightPrior.GAUSSIAN);
        float[] f = Functions2d.samples(mlp, new InputGrid(3, 3, false), 0, 1)[0];
        float middle = f[13];
        for (int i = 0; i < 27; i++) {
            assertEquals(middle, (f[i] + f[26 - i]) / 2, 1e-5);
        }
    }

    @Test
    @Tag("law")
    void overflowIsFoundWhereItFirstHappens() {
        Mlp mlp =
                Mlp.standard(Activation.named("relu"))
                        .withDepth(12)
                        .withPrior(WeightPrior.PLAIN)
                        .withMagnitude(1e5);
        float[] values = new float[GRID.points()];
        NonFinite first = mlp.sampler(GRID, 1).sample(mlp.key(0), 0, values);
        assertNotNull(first);
        assertEquals("affine", first.where());
        // Each layer multiplies by about 1e5 sqrt(64/6): float's 3e38 falls in the seventh.
        assertTrue(first.layer() >= 5 && first.layer() <= 7, first.toString());
        NonFinite same = new MlpSampler(mlp, GRID, 3, 1).sample(mlp.key(0), 0, values);
        assertEquals(first, same);
        // tanh squashes an infinity: the values are finite, the sample is not.
        Mlp tanh = mlp.withMagnitude(1e38).withDepth(1);
        Mlp squashed =
                new Mlp(
                        2,
                        2,
                        64,
                        Activation.named("tanh"),
                        false,
                        false,
                        false,
                        1,
                        WeightPrior.PLAIN,
                        tanh.magnitude(),
                        1);
        NonFinite hidden = squashed.sampler(GRID, 1).sample(squashed.key(0), 0, values);
        assertNotNull(hidden);
        assertEquals(1, hidden.layer());
    }

    @Test
    @Tag("law")
    void parametersAreCounted() {
        Mlp mlp = Mlp.standard(Activation.named("relu"));
        assertEquals(2 * 64 + 64 + 2 * (64 * 64 + 64) + 64 + 1, mlp.parameters());
        assertEquals(3, mlp.withDepth(0).parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "-1,64,1,1,'depth: expected an integer from 0 to 1024, got -1'",
        "3,0,1,1,'width: expected an integer from 1 to 65536, got 0'",
        "3,64,-1,1,'magnitude: expected a finite number, not negative, got -1.0'",
        "3,64,1,NaN,'bias-range: expected a finite number, not negative, got NaN'",
    })
    @Tag("law")
    void refusesBadNumbersByName(
            int depth, int width, double magnitude, double biasRange, String message) {
        Mlp standard = Mlp.standard(Activation.named("relu"));
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                standard.withDepth(depth)
                                        .withWidth(width)
                                        .withMagnitude(magnitude)
                                        .withBiasRange(biasRange));
        assertEquals(message, e.getMessage());
    }
}
