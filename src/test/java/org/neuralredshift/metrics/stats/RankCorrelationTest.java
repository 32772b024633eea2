package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class RankCorrelationTest {
    private static final double[] X = {1.2, 3.4, 2.2, 5.6, 4.1, 3.4, 0.7, 2.9};
    private static final double[] Y = {2.0, 3.1, 2.2, 4.9, 5.5, 3.9, 1.1, 2.2};
    private static final double[] Z = {1, 2, 3, 4, 4, 3, 2, 2};

    @Test
    @Tag("oracle")
    void coefficientsAreThoseOfSciPy() {
        // scipy 1.17.1: spearmanr(x, y), kendalltau(x, y); partial from the inverse of
        // numpy.corrcoef of rankdata
        assertEquals(0.9638554216867469, RankCorrelation.spearman(X, Y), 1e-14);
        assertEquals(0.8888888888888888, RankCorrelation.kendall(X, Y), 1e-14);
        assertEquals(0.9149753086330292, RankCorrelation.partial(X, Y, Z), 1e-13);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @Tag("oracle")
    void partialIsTheInverseOfHipparchusCorrelations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[30][4];
        double[][] columns = new double[4][30];
        for (int i = 0; i < 30; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < 4; j++) {
                // Rounded, so that there are ties.
                rows[i][j] = Math.rint(4 * (common + random.nextGaussian())) / 4;
                columns[j][i] = rows[i][j];
            }
        }
        RealMatrix p =
                new LUDecomposition(new SpearmansCorrelation().computeCorrelationMatrix(rows))
                        .getSolver()
                        .getInverse();
        double expected = -p.getEntry(0, 1) / Math.sqrt(p.getEntry(0, 0) * p.getEntry(1, 1));
        double actual = RankCorrelation.partial(columns[0], columns[1], columns[2], columns[3]);
        assertEquals(expected, actual, 1e-12);
    }

    @Test
    @Tag("oracle")
    void tauCountsPairs() {
        double concordant = 0;
        double tiesX = 0;
        double tiesY = 0;
        for (int i = 0; i < X.length; i++) {
            for (int j = 0; j < i; j++) {
                concordant += Math.signum(X[i] - X[j]) * Math.signum(Y[i] - Y[j]);
                tiesX += X[i] == X[j] ? 1 : 0;
                tiesY += Y[i] == Y[j] ? 1 : 0;
            }
        }
        double expected = concordant / Math.sqrt((28 - tiesX) * (28 - tiesY));
        assertEquals(expected, RankCorrelation.kendall(X, Y), 1e-15);
    }

    @Test
    @Tag("law")
    void monotoneMapsChangeNothingAndReversalChangesTheSign() {
        double[] grown = new double[X.length];
        double[] falling = new double[X.length];
        for (int i = 0; i < X.length; i++) {
            grown[i] = X[i] * X[i] * X[i];
            falling[i] = -X[i];
        }
        assertEquals(RankCorrelation.spearman(X, Y), RankCorrelation.spearman(grown, Y));
        assertEquals(RankCorrelation.partial(X, Y, Z), RankCorrelation.partial(grown, Y, Z));
        assertEquals(-RankCorrelation.kendall(X, Y), RankCorrelation.kendall(falling, Y), 1e-15);
    }

    @Test
    @Tag("law")
    void givenSamplesThatRepeatEachOtherCountOnce() {
        double once = RankCorrelation.partial(X, Y, Z);
        double[] constant = new double[X.length];
        assertEquals(once, RankCorrelation.partial(X, Y, Z, Z, constant), 1e-14);
        assertEquals(
                RankCorrelation.spearman(X, Y), RankCorrelation.partial(X, Y, constant), 1e-14);
    }

    @Test
    @Tag("law")
    void constantsHaveNoCorrelation() {
        double[] constant = new double[X.length];
        assertTrue(Double.isNaN(RankCorrelation.spearman(X, constant)));
        assertTrue(Double.isNaN(RankCorrelation.kendall(constant, X)));
        assertTrue(Double.isNaN(RankCorrelation.partial(X, Y, X)));
    }

    @Test
    @Tag("law")
    void tiesShareTheirMeanRank() {
        assertArrayEquals(
                new double[] {3.5, 1, 3.5, 2}, RankCorrelation.ranks(new double[] {9, -1, 9, 0}));
    }
}
