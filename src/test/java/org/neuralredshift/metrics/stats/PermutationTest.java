package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.metrics.stats.Permutation.Alternative;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

class PermutationTest {
    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] Y = {1, 2, 3, 5, 4};

    @Test
    @Tag("oracle")
    void spearmansExactDistributionComesOut() {
        // Of the 120 orders of five, one has rho = 1 and four have rho = 0.9 (one swap of
        // neighbours), so 5 reach 0.9; by symmetry 10 reach it in magnitude.
        assertEquals(5 / 120.0, test(120, Alternative.GREATER).pValue());
        assertEquals(10 / 120.0, test(120, Alternative.TWO_SIDED).pValue());
        assertEquals(1 - 1 / 120.0, test(120, Alternative.LESS).pValue());
    }

    @Test
    @Tag("oracle")
    void drawnPermutationsComeNearTheExactValue() {
        RandomGenerator random = new SplittableRandom(1);
        double p = new Permutation(119, Alternative.GREATER).test(5, rho(), random).pValue();
        assertTrue(p >= 1 / 120.0);
        double[] x = new double[8];
        Arrays.setAll(x, i -> i);
        double[] y = {2, 0, 1, 4, 3, 6, 5, 7};
        ToDoubleFunction<int[]> rho = p8 -> RankCorrelation.spearman(x, permuted(y, p8));
        double exact = new Permutation(40_320, Alternative.GREATER).test(8, rho, random).pValue();
        double drawn = new Permutation(20_000, Alternative.GREATER).test(8, rho, random).pValue();
        // Four standard errors of a share of 20000 draws.
        double error = Math.sqrt(exact / 20_000);
        assertEquals(exact, drawn, 4 * error);
    }

    @Test
    @Tag("law")
    void pValuesUnderTheNullAreUniform() {
        RandomGenerator random = new SplittableRandom(2);
        long[] tenths = new long[10];
        double[] even = new double[10];
        Arrays.fill(even, 1);
        for (int trial = 0; trial < 2000; trial++) {
            double[] y = new double[8];
            Arrays.setAll(y, _ -> random.nextGaussian());
            ToDoubleFunction<int[]> slope =
                    p -> {
                        double sum = 0;
                        for (int i = 0; i < p.length; i++) {
                            sum += i * y[p[i]];
                        }
                        return sum;
                    };
            double p = new Permutation(199, Alternative.GREATER).test(8, slope, random).pValue();
            tenths[(int) Math.min(9, Math.ceil(p * 10 - 1e-9) - 1)]++;
        }
        // A right generator fails this once in a thousand seeds; the seed is fixed.
        assertTrue(ChiSquare.goodnessOfFit(tenths, even).pValue() > 1e-3, Arrays.toString(tenths));
    }

    @Test
    @Tag("oracle")
    void holmsCorrectionStepsDown() {
        // By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and 1 x 0.04 raised to the one before.
        assertArrayEquals(
                new double[] {0.03, 0.06, 0.06, 0.02},
                Holm.adjusted(0.01, 0.04, 0.03, 0.005),
                1e-15);
        assertArrayEquals(
                new double[] {0.8, Double.NaN, 0.2}, Holm.adjusted(0.8, Double.NaN, 0.1), 1e-15);
    }

    private static TestResult test(int permutations, Alternative alternative) {
        return new Permutation(permutations, alternative).test(5, rho(), new SplittableRandom(3));
    }

    private static ToDoubleFunction<int[]> rho() {
        return p -> RankCorrelation.spearman(X, permuted(Y, p));
    }

    private static double[] permuted(double[] y, int[] p) {
        return Arrays.stream(p).mapToDouble(i -> y[i]).toArray();
    }
}
