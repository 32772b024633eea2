package org.neuralredshift.metrics.stats;

import org.hipparchus.special.Gamma;

/** Pearson's chi-square tests of counts. */
public final class ChiSquare {
    private ChiSquare() {}

    /**
     * Tests counts against expected counts; k - 1 degrees of freedom. The approximation wants
     * expected counts of about five and more.
     *
     * @param observed shape (k), k at least 2, not negative
     * @param expected shape (k), positive, in any common unit: they are scaled to the total of the
     *     observed ones
     */
    public static TestResult goodnessOfFit(long[] observed, double[] expected) {
        Check.finite(expected, 2, "expected");
        if (observed.length != expected.length) {
            throw new IllegalArgumentException(
                    "observed: expected %d counts, got %d"
                            .formatted(expected.length, observed.length));
        }
        double total = 0;
        double scale = 0;
        for (int i = 0; i < observed.length; i++) {
            requireCount(observed[i]);
            Check.inside(0, expected[i], Double.POSITIVE_INFINITY, "expected");
            total += observed[i];
            scale += expected[i];
        }
        double sum = 0;
        for (int i = 0; i < observed.length; i++) {
            sum += term((double) observed[i], expected[i] / scale * total);
        }
        return new TestResult(sum, upperTail(sum, observed.length - 1));
    }

    /**
     * Tests whether rows and columns of a table are independent, or whether rows of counts have one
     * distribution; (rows - 1)(columns - 1) degrees of freedom. Rows and columns that are empty are
     * left out; with fewer than two of either left the statistic is 0 and the p value 1.
     *
     * @param counts shape (rows, columns), not negative
     */
    public static TestResult independence(long[][] counts) {
        int columns = counts.length == 0 ? 0 : counts[0].length;
        double[] rowSums = new double[counts.length];
        double[] columnSums = new double[columns];
        double total = 0;
        for (int r = 0; r < counts.length; r++) {
            for (int c = 0; c < columns; c++) {
                requireCount(counts[r][c]);
                rowSums[r] += counts[r][c];
                columnSums[c] += counts[r][c];
                total += counts[r][c];
            }
        }
        double sum = 0;
        for (int r = 0; r < counts.length; r++) {
            for (int c = 0; c < columns; c++) {
                sum += term((double) counts[r][c], rowSums[r] * columnSums[c] / total);
            }
        }
        int freedom = (filled(rowSums) - 1) * (filled(columnSums) - 1);
        return freedom <= 0 ? new TestResult(0, 1) : new TestResult(sum, upperTail(sum, freedom));
    }

    /**
     * Computes the probability that a chi-square variable with the given degrees of freedom is at
     * least x.
     */
    public static double upperTail(double x, int degreesOfFreedom) {
        Check.atLeast(1, degreesOfFreedom, "degreesOfFreedom");
        return x <= 0 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, x / 2);
    }

    private static double term(double observed, double expected) {
        return expected > 0 ? (observed - expected) * (observed - expected) / expected : 0;
    }

    private static int filled(double[] sums) {
        int filled = 0;
        for (double sum : sums) {
            filled += sum > 0 ? 1 : 0;
        }
        return filled;
    }

    private static void requireCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("counts: expected no negative number, got " + count);
        }
    }
}
