package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptiveTest {
    private static final double[] X = {1.2, 3.4, 2.2, 5.6, 4.1, 3.4, 0.7, 2.9};

    @Test
    @Tag("oracle")
    void quantilesAreThoseOfNumPy() {
        // numpy 2.4.6: numpy.quantile(x, q)
        assertEquals(0.7, Descriptive.quantile(X, 0));
        assertEquals(1.05, Descriptive.quantile(X, 0.1), 1e-15);
        assertEquals(1.95, Descriptive.quantile(X, 0.25), 1e-15);
        assertEquals(3.15, Descriptive.median(X), 1e-15);
        assertEquals(4.55, Descriptive.quantile(X, 0.9), 1e-15);
        assertEquals(5.6, Descriptive.quantile(X, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.77, 1})
    @Tag("oracle")
    void quantilesAreThoseOfHipparchus(double p) {
        Percentile type7 = new Percentile().withEstimationType(EstimationType.R_7);
        assertEquals(type7.evaluate(X, 100 * p), Descriptive.quantile(X, p), 1e-14);
    }

    @Test
    @Tag("oracle")
    void varianceHasTheUnbiasedDivisor() {
        assertEquals(5, Descriptive.mean(new double[] {2, 4, 9}));
        assertEquals(13, Descriptive.variance(new double[] {2, 4, 9}));
        assertEquals(Math.sqrt(13 / 3.0), Descriptive.standardError(new double[] {2, 4, 9}), 1e-15);
        assertEquals(0, Descriptive.variance(new double[] {7}));
    }

    @Test
    @Tag("law")
    void shiftMovesLocationAndLeavesSpread() {
        double[] moved = X.clone();
        for (int i = 0; i < X.length; i++) {
            moved[i] += 1024;
        }
        Summary before = Summary.of(X);
        Summary after = Summary.of(moved);
        // 1024 costs ten bits: an error of 1e-13 is a few ulps of the moved numbers.
        assertEquals(before.mean() + 1024, after.mean(), 1e-12);
        assertEquals(before.median() + 1024, after.median(), 1e-12);
        assertEquals(before.standardDeviation(), after.standardDeviation(), 1e-12);
    }

    @Test
    @Tag("law")
    void refusesWhatIsNotFiniteAndNamesIt() {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Descriptive.mean(new double[] {1, Double.NaN}));
        assertEquals("values: expected finite numbers, got NaN at index 1", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Descriptive.mean(new double[0]));
        assertThrows(IllegalArgumentException.class, () -> Descriptive.quantile(X, 1.5));
    }

    @Test
    void theIntervalOfAMeanIsThatOfStudentsT() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        // by the tables, t(0.975, 9) = 2.262157; the standard error is sqrt(55 / 60)
        Interval interval = Descriptive.meanInterval(values, 0.95);
        assertEquals(3.334149, interval.low(), 1e-6);
        assertEquals(7.665851, interval.high(), 1e-6);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Descriptive.meanInterval(new double[] {3}, 0.95).halfWidth());
    }
}
