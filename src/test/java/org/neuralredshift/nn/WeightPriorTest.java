package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.metrics.stats.ChiSquare;
import org.neuralredshift.rng.StreamKey;

@Tag("oracle")
class WeightPriorTest {
    private static final int IN = 300;
    private static final int OUT = 500;
    private static final double ALPHA = 2.5;

    @ParameterizedTest(name = "{0}: variance {1}, kurtosis {2}")
    @CsvSource({
        "GLOROT,     0.015625,             1.8",
        "FAN_IN,     0.020833333333333332, 1.8",
        "PLAIN,      2.0833333333333335,   1.8",
        "GAUSSIAN,   0.015625,             3",
        "BALL,       0.015625,             3",
        "LONG_TAILED,0.015625,             9",
    })
    void momentsAreTheStatedOnes(WeightPrior prior, double variance, double kurtosis) {
        float[] w = draw(prior, 0);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (float v : w) {
            sum += v;
            squares += (double) v * v;
            fourths += (double) v * v * v * v;
        }
        int n = w.length;
        // Four standard errors: of the mean sd/√n, of the variance √((κ - 1)/n) of it.
        assertEquals(0, sum / n, 4 * Math.sqrt(variance / n));
        assertEquals(variance, squares / n, 4 * variance * Math.sqrt((kurtosis - 1) / n));
        if (prior != WeightPrior.LONG_TAILED) {
            // The standard error is below 5/√n of it; Student's t has no eighth moment.
            assertEquals(kurtosis, fourths / n / variance / variance, 20 / Math.sqrt(n));
        }
    }

    @Test
    void longTailsAreStudents() {
        float[] w = draw(WeightPrior.LONG_TAILED, 1);
        TDistribution t = new TDistribution(5);
        long[] cells = new long[20];
        double[] even = new double[20];
        double scale = Math.sqrt(0.015625 * 3 / 5);
        for (float v : w) {
            cells[(int) Math.min(19, 20 * t.cumulativeProbability(v / scale))]++;
        }
        java.util.Arrays.fill(even, 1);
        assertTrue(ChiSquare.goodnessOfFit(cells, even).pValue() > 1e-3);
    }

    @Test
    void smallBallsAreFilledEvenly() {
        // In two dimensions the squared radius is uniform.
        PriorDraws draws;
        long[] cells = new long[10];
        double[] even = new double[10];
        float[] w = new float[2];
        double most = ALPHA * ALPHA * 2 / 3 * 4;
        for (int sample = 0; sample < 4000; sample++) {
            draws = new PriorDraws(StreamKey.of(1, "ball"), sample);
            draws.weights(WeightPrior.BALL, ALPHA, 2, 1, 0, w);
            double share = ((double) w[0] * w[0] + (double) w[1] * w[1]) / most;
            assertTrue(share <= 1.000001);
            cells[(int) Math.min(9, 10 * share)]++;
        }
        java.util.Arrays.fill(even, 1);
        assertTrue(ChiSquare.goodnessOfFit(cells, even).pValue() > 1e-3);
    }

    @Test
    @Tag("law")
    void layersAndSamplesHaveWeightsOfTheirOwn() {
        Mlp mlp = Functions2d.mlp(8, 3, 8, "relu", WeightPrior.GLOROT).with(false, false, true);
        MlpWeights first = new MlpWeights(mlp);
        MlpWeights second = new MlpWeights(mlp);
        first.draw(mlp.key(0), 0);
        second.draw(mlp.key(0), 1);
        assertNotEquals(first.weights(0)[0], second.weights(0)[0]);
        assertNotEquals(first.weights(0)[0], first.weights(1)[0]);
        assertNotEquals(first.weights(1)[0], first.gateWeights(1)[0]);
        assertNotEquals(first.biases(1)[0], first.gateBiases(1)[0]);
        second.draw(mlp.key(0), 0);
        assertEquals(first.weights(2)[5], second.weights(2)[5]);
    }

    private static float[] draw(WeightPrior prior, int sample) {
        float[] w = new float[IN * OUT];
        new PriorDraws(StreamKey.of(0, prior.label()), sample).weights(prior, ALPHA, IN, OUT, 0, w);
        return w;
    }
}
