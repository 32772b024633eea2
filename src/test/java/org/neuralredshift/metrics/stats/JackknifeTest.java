package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

@Tag("oracle")
class JackknifeTest {
    /** Rounding of a dozen operations in double precision. */
    private static final double ROUNDING = 1e-12;

    /** Student's quantile is found to 1e-9. */
    private static final double QUANTILE = 1e-8;

    /** Python 3: pseudo-values of math.atanh, t = 2.7764451051977987 for 4 degrees of freedom. */
    @Test
    void fiveGroupsAgreeWithPython() {
        double[] without = {0.5, 0.55, 0.7, 0.62, 0.58};

        Interval interval = Jackknife.correlation(0.6, without, 0.95);

        assertEquals(0.6, interval.estimate());
        assertEquals(0.12801447972930727, interval.low(), QUANTILE);
        assertEquals(0.8684704217450229, interval.high(), QUANTILE);
    }

    @Test
    void groupsThatSayTheSameGiveAPoint() {
        Interval interval = Jackknife.correlation(0.3, new double[] {0.3, 0.3, 0.3}, 0.95);

        assertEquals(0.3, interval.low(), ROUNDING);
        assertEquals(0.3, interval.high(), ROUNDING);
    }

    @Test
    void thereIsNoIntervalOverTwoGroupsOrWithoutACorrelation() {
        Interval two = Jackknife.correlation(0.3, new double[] {0.2, 0.4}, 0.95);
        Interval none = Jackknife.correlation(0.3, new double[] {0.2, Double.NaN, 0.4}, 0.95);

        assertTrue(Double.isNaN(two.low()) && Double.isNaN(two.high()));
        assertTrue(Double.isNaN(none.low()) && Double.isNaN(none.high()));
    }

    @Test
    void aPerfectCorrelationStaysOne() {
        Interval interval = Jackknife.correlation(1, new double[] {1, 1, 1, 1}, 0.95);

        assertEquals(1, interval.high(), 2e-4);
        assertEquals(1, interval.low(), 2e-4);
    }

    /**
     * Python 3: t = 2.4469118487916806 for 6 degrees of freedom, times sqrt(7/6), has a normal tail
     * of math.erfc(2.643 / sqrt(2)) / 2.
     */
    @Test
    void expandedEndsOfSevenGroupsAgreeWithPython() {
        double[] replicates = IntStream.range(0, 10_000).mapToDouble(i -> i).toArray();

        Interval interval = Bootstrap.STANDARD.expanded(5000, replicates, 7);

        assertEquals(41.087429311, interval.low(), 10_000 * QUANTILE);
        assertEquals(9957.912570689, interval.high(), 10_000 * QUANTILE);
    }
}
