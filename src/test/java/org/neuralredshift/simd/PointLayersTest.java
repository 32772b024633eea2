package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class PointLayersTest {
    private static final int P = PointLayers.POINTS;

    @ParameterizedTest(name = "{0} inputs, {1} outputs")
    @CsvSource({"1,1", "2,64", "64,1", "3,5", "17,4", "64,64", "65,67", "300,9"})
    @Tag("twin")
    void affineGivesTheBitsOfTheEquation(int inputs, int outputs) {
        SplittableRandom random = new SplittableRandom(1000L * inputs + outputs);
        float[] w = floats(random, inputs * outputs);
        float[] b = floats(random, outputs);
        float[] x = floats(random, inputs * P);
        float[] expected = new float[outputs * P];
        float[] actual = new float[outputs * P];
        PointLayers.scalarAffine(w, b, inputs, outputs, x, expected);
        PointLayers.vectorAffine(w, b, inputs, outputs, x, actual);
        assertArrayEquals(expected, actual);
    }

    @ParameterizedTest(name = "{0} channels")
    @ValueSource(ints = {1, 2, 15, 16, 17, 33, 64, 100})
    @Tag("twin")
    void normaliseGivesTheBitsOfTheEquation(int channels) {
        SplittableRandom random = new SplittableRandom(channels);
        float[] expected = floats(random, channels * P);
        float[] actual = expected.clone();
        float[] expectedMoments = new float[2 * P];
        float[] actualMoments = new float[2 * P];
        PointLayers.scalarNormalise(expected, channels, 1e-5f, expectedMoments);
        PointLayers.vectorNormalise(actual, channels, 1e-5f, actualMoments);
        assertArrayEquals(expected, actual);
        assertArrayEquals(expectedMoments, actualMoments);
    }

    @Test
    @Tag("law")
    void normalisedChannelsHaveMeanZeroAndVarianceOne() {
        SplittableRandom random = new SplittableRandom(1);
        int channels = 200;
        float[] y = floats(random, channels * P);
        for (int i = 0; i < y.length; i++) {
            y[i] = 5 * y[i] + 3;
        }
        PointLayers.normalise(y, channels, 0, new float[2 * P]);
        for (int p = 0; p < P; p++) {
            double sum = 0;
            double squares = 0;
            for (int c = 0; c < channels; c++) {
                sum += y[c * P + p];
                squares += (double) y[c * P + p] * y[c * P + p];
            }
            // A few float ulps of values up to 3, averaged.
            assertEquals(0, sum / channels, 1e-6);
            assertEquals(1, squares / channels, 1e-5);
        }
    }

    @Test
    @Tag("law")
    void overflowShowsInTheMoments() {
        float[] y = new float[4 * P];
        y[P + 7] = 1e30f;
        float[] moments = new float[2 * P];
        PointLayers.normalise(y, 4, 1e-5f, moments);
        assertEquals(Float.POSITIVE_INFINITY, moments[P + 7]);
        assertEquals(0, moments[P + 6]);
    }

    private static float[] floats(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
