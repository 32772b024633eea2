package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

/**
 * Means of i.i.d. uniform sequences against an independent Monte Carlo program (Python: suffix
 * automaton, set of phrases, set of words) of 200,000, 20,000 and 2,000 draws for n = 100, 1,000
 * and 10,000. Columns: k, n, then mean and standard deviation of lz76, lz78, lzw.
 */
@Tag("oracle")
class UniformSequencesTest {
    /** Two-sided chance of any of the 45 comparisons to fail: 3 in 10,000. */
    private static final double STANDARD_ERRORS = 4.5;

    @ParameterizedTest
    @CsvSource({
        "2, 100, 17.813, 1.07, 28.265, 0.65, 35.636, 0.78",
        "2, 1000, 106.62, 1.86, 171.92, 0.98, 199.28, 1.16",
        "2, 10000, 773.80, 3.72, 1175.83, 1.81, 1306.34, 2.08",
        "4, 100, 30.889, 1.30, 39.125, 0.80, 56.139, 1.16",
        "4, 1000, 199.99, 2.41, 261.78, 1.40, 334.38, 1.91",
        "4, 10000, 1486.5, 5.1, 1912.2, 2.7, 2293.4, 3.7",
        "10, 100, 45.415, 1.51, 50.855, 1.00, 86.188, 2.06",
        "10, 1000, 310.03, 3.04, 360.98, 1.75, 520.17, 3.05",
        "10, 10000, 2351.9, 6.4, 2747.8, 3.6, 3622.0, 5.5",
        "256, 100, 86.112, 2.48, 86.838, 2.27, 181.85, 3.23",
        "256, 1000, 585.65, 3.70, 615.55, 2.20, 1242.5, 3.5",
        "256, 10000, 4915.0, 9.0, 5042.3, 6.0, 9618.8, 20.5",
        "50257, 100, 99.904, 0.31, 99.902, 0.31, 198.90, 0.31",
        "50257, 1000, 990.31, 3.03, 990.35, 3.00, 1989.2, 3.1",
        "50257, 10000, 9168.7, 23.4, 9206.1, 22.1, 19067, 28"
    })
    void meansAreThoseOfTheOtherProgram(
            int k,
            int n,
            double lz76,
            double deviationOfLz76,
            double lz78,
            double deviationOfLz78,
            double lzw,
            double deviationOfLzw) {
        int theirDraws = 20_000_000 / n;
        int draws = theirDraws / 20;
        SplittableRandom random = new SplittableRandom(1_000_003L * n + k);
        SequenceScorer scorer = new SequenceScorer();
        long[] sums = new long[3];
        for (int i = 0; i < draws; i++) {
            scorer.load(random.ints(n, 0, k).toArray());
            sums[0] += scorer.lz76();
            sums[1] += scorer.lz78();
            sums[2] += scorer.lzw();
        }
        double errors = STANDARD_ERRORS * Math.sqrt(1.0 / draws + 1.0 / theirDraws);
        assertClose("lz76", lz76, sums[0] / (double) draws, errors * deviationOfLz76);
        assertClose("lz78", lz78, sums[1] / (double) draws, errors * deviationOfLz78);
        assertClose("lzw", lzw, sums[2] / (double) draws, errors * deviationOfLzw);
    }

    /** Half a unit of the fifth digit is added: the other program's means are printed so. */
    private static void assertClose(String name, double expected, double actual, double error) {
        double digit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(expected)) - 4);
        assertEquals(expected, actual, error + digit / 2, name);
    }
}
