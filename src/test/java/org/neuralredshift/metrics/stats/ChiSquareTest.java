package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChiSquareTest {
    private static final long[] COUNTS = {12, 19, 8, 21, 30};
    private static final long[][] TABLE = {{12, 5, 9}, {8, 15, 3}};

    @Test
    @Tag("oracle")
    void testsAreThoseOfSciPy() {
        // scipy 1.17.1: chisquare(counts), chi2_contingency(table, correction=False), chi2.sf(x, k)
        TestResult fit = ChiSquare.goodnessOfFit(COUNTS, new double[] {1, 1, 1, 1, 1});
        assertEquals(16.11111111111111, fit.statistic(), 1e-13);
        assertEquals(0.002873636113365703, fit.pValue(), 1e-15);
        TestResult table = ChiSquare.independence(TABLE);
        assertEquals(8.8, table.statistic(), 1e-13);
        assertEquals(0.012277339903068438, table.pValue(), 1e-14);
        assertEquals(5.00435212e-02, ChiSquare.upperTail(3.84, 1), 1e-10);
        assertEquals(2.66908342e-07, ChiSquare.upperTail(50, 10), 1e-15);
        assertEquals(9.91837424e-01, ChiSquare.upperTail(0.1, 3), 1e-9);
    }

    @Test
    @Tag("oracle")
    void testsAreThoseOfCommonsStatistics() {
        var test = org.apache.commons.statistics.inference.ChiSquareTest.withDefaults();
        double[] expected = {0.1, 0.2, 0.1, 0.3, 0.3};
        TestResult ours = ChiSquare.goodnessOfFit(COUNTS, expected);
        var theirs = test.test(expected, COUNTS);
        assertEquals(theirs.getStatistic(), ours.statistic(), 1e-12);
        assertEquals(theirs.getPValue(), ours.pValue(), 1e-12);
        assertEquals(test.test(TABLE).getPValue(), ChiSquare.independence(TABLE).pValue(), 1e-12);
    }

    @Test
    @Tag("law")
    void emptyRowsAndColumnsAreLeftOut() {
        long[][] padded = {{12, 0, 5, 9}, {0, 0, 0, 0}, {8, 0, 15, 3}};
        assertEquals(ChiSquare.independence(TABLE), ChiSquare.independence(padded));
        assertEquals(new TestResult(0, 1), ChiSquare.independence(new long[][] {{3, 4}}));
    }

    @Test
    @Tag("law")
    void refusesNegativeCountsAndEmptyCells() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ChiSquare.goodnessOfFit(new long[] {1, -1}, new double[] {1, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> ChiSquare.goodnessOfFit(new long[] {1, 1}, new double[] {1, 0}));
    }
}
