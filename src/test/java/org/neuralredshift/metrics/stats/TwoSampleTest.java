package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

class TwoSampleTest {
    private static final double[] TIED_X = {1, 2, 2, 3, 5, 5, 8, 9};
    private static final double[] TIED_Y = {2, 3, 4, 4, 5, 7};
    private static final double[] X = {1.1, 2.3, 0.4, 5.6, 3.3};
    private static final double[] Y = {2.0, 7.1, 6.5, 4.4, 9.2, 8.3};

    @Test
    @Tag("oracle")
    void mannWhitneyIsThatOfSciPy() {
        // scipy 1.17.1: mannwhitneyu(x, y, method="asymptotic"), and method="exact"
        double[] x = {1, 2, 2, 3, 5, 5, 8, 9, 11};
        double[] y = {2, 3, 4, 4, 5, 7, 1, 1};
        TestResult tied = TwoSample.mannWhitney(x, y);
        assertEquals(46.5, tied.statistic());
        assertEquals(0.3317411259419031, tied.pValue(), 1e-12);
        TestResult exact = TwoSample.mannWhitney(X, Y);
        assertEquals(4, exact.statistic());
        assertEquals(0.05194805194805195, exact.pValue(), 1e-14);
        assertEquals(1, TwoSample.mannWhitney(new double[] {3, 3}, new double[] {3}).pValue());
    }

    @Test
    @Tag("oracle")
    void kolmogorovSmirnovIsThatOfSciPyAndOfAnEnumerationUnderTies() {
        // scipy 1.17.1: ks_2samp(x, y, method="exact")
        TestResult exact = TwoSample.kolmogorovSmirnov(X, Y);
        assertEquals(2 / 3.0, exact.statistic(), 1e-15);
        assertEquals(0.10822510822510821, exact.pValue(), 1e-14);
        // All 3003 ways to divide the pooled sample, counted in Python: 2107 reach D = 0.25.
        TestResult tied = TwoSample.kolmogorovSmirnov(TIED_X, TIED_Y);
        assertEquals(0.25, tied.statistic());
        assertEquals(2107 / 3003.0, tied.pValue(), 1e-14);
    }

    @ParameterizedTest(name = "{0} and {1} numbers, shift {2}")
    @CsvSource({"5,5,3", "20,30,0", "100,70,0.3", "400,401,0.1", "2500,2600,0.02"})
    @Tag("oracle")
    void testsAreThoseOfCommonsStatistics(int n, int m, double shift) {
        SplittableRandom random = new SplittableRandom(1000L * n + m);
        double[] x = new double[n];
        double[] y = new double[m];
        Arrays.setAll(x, _ -> random.nextGaussian());
        Arrays.setAll(y, _ -> random.nextGaussian() + shift);
        PValueMethod method =
                (long) n * m > 4_000_000 ? PValueMethod.ASYMPTOTIC : PValueMethod.EXACT;
        var ks = KolmogorovSmirnovTest.withDefaults().with(method).test(x, y);
        TestResult ours = TwoSample.kolmogorovSmirnov(x, y);
        assertEquals(ks.getStatistic(), ours.statistic(), 1e-15);
        // The library's limit series has a correction for n and m of its own.
        double tolerance = method == PValueMethod.EXACT ? 1e-10 : 0.02;
        assertEquals(ks.getPValue(), ours.pValue(), tolerance * ks.getPValue());
        TestResult u = TwoSample.mannWhitney(x, y);
        PValueMethod uMethod = n + m <= 50 ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC;
        var theirs = MannWhitneyUTest.withDefaults().with(uMethod).test(x, y);
        assertEquals(theirs.getStatistic(), u.statistic());
        assertEquals(theirs.getPValue(), u.pValue(), 1e-10);
    }

    @Test
    @Tag("law")
    void separatedSamplesReachTheLeastPossiblePValue() {
        double[] low = new double[30];
        double[] high = new double[30];
        Arrays.setAll(low, i -> i);
        Arrays.setAll(high, i -> 100.0 + i);
        // Two of C(60, 30) orders: tiny, and not lost to cancellation.
        assertEquals(
                2 / 1.1826458156486114e17, TwoSample.kolmogorovSmirnov(low, high).pValue(), 1e-28);
        assertEquals(-1, TwoSample.cliffsDelta(low, high));
        assertEquals(1, TwoSample.superiority(high, low));
        assertEquals(-100, TwoSample.shift(low, high));
    }

    @Test
    @Tag("law")
    void deltaCountsPairsAndTiesCancel() {
        double pairs = 0;
        for (double a : TIED_X) {
            for (double b : TIED_Y) {
                pairs += Math.signum(a - b);
            }
        }
        assertEquals(pairs / 48, TwoSample.cliffsDelta(TIED_X, TIED_Y), 1e-15);
        assertEquals(0, TwoSample.cliffsDelta(TIED_X, TIED_X), 1e-15);
        // numpy 2.4.6: median of all differences
        assertEquals(-3.9, TwoSample.shift(X, Y), 1e-14);
    }

    @Test
    @Tag("law")
    void equalSamplesHavePValueOne() {
        assertEquals(new TestResult(0, 1), TwoSample.kolmogorovSmirnov(X, X));
        TestResult zeros = TwoSample.kolmogorovSmirnov(new double[] {0.0}, new double[] {-0.0});
        assertEquals(new TestResult(0, 1), zeros);
    }
}
