package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Entropies, periods and kc_lz where theory gives them. */
@Tag("oracle")
class EntropyAndPeriodTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0, 0",
        "a, 0, 0, 0",
        "aaaaaaaa, 0, 0, 0",
        "01, 1, 0, 0",
        "00110011, 1, 1.9502120649147467, 1.9182958340544896",
        "0001, 0.8112781244591328, 0.9182958340544896, 1",
        "abcdefgh, 3, 2.807354922057604, 2.584962500721156"
    })
    void blockEntropiesAreThoseOfTheCounts(String word, double one, double two, double three) {
        int[] symbols = Words.of(word);
        assertEquals(one, SequenceMeasure.ENTROPY.of(symbols), ROUNDING);
        assertEquals(two, SequenceMeasure.ENTROPY_2.of(symbols), ROUNDING);
        assertEquals(three, SequenceMeasure.ENTROPY_3.of(symbols), ROUNDING);
    }

    /** A de Bruijn cycle of order 4, unrolled, has every word of up to 4 bits equally often. */
    @Test
    void aDeBruijnCycleHasTheMostEntropyAtEveryOrder() {
        SequenceScorer scorer = new SequenceScorer();
        int[] cycle = Words.of("0000100110101111");
        for (int order = 1; order <= 4; order++) {
            int n = 16 * 50 + order - 1;
            scorer.load(IntStream.range(0, n).map(i -> cycle[i % 16]).toArray());
            assertEquals(order, scorer.blockEntropy(order), ROUNDING, "order " + order);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100, 1024, 1025, 4000})
    void entropyRateFollowsItsFormulaForConstantsAndForDifferentSymbols(int n) {
        double constant = 0;
        double different = 0;
        for (int i = 1; i < n; i++) {
            constant += Log2.of(i + 1) / (n - i + 1) / n;
            different += Log2.of(i + 1) / n;
        }
        assertEquals(constant, SequenceMeasure.ENTROPY_RATE.of(new int[n]), ROUNDING * n);
        int[] range = IntStream.range(0, n).toArray();
        assertEquals(different, SequenceMeasure.ENTROPY_RATE.of(range), ROUNDING * n);
    }

    /**
     * If the matches with earlier positions were independent, L(i) < m would have probability (1 -
     * k^-m)^i. The estimate's bias follows from it: at 16 symbols it still gives 3.4 of the 4 bits.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16, 256})
    void entropyRateOfUniformSymbolsHasTheExpectedBias(int k) {
        int n = 50_000;
        double expected = 0;
        for (int i = 1; i < n; i++) {
            double inverse = 0;
            double shorterBefore = 0;
            for (int m = 1; shorterBefore < 1 - 1e-9; m++) {
                double shorter = StrictMath.exp(i * StrictMath.log1p(-StrictMath.pow(k, -m)));
                inverse += (shorter - shorterBefore) / m; // L(i) = m - 1
                shorterBefore = shorter;
            }
            expected += Log2.of(i + 1) * inverse / n;
        }
        int[] symbols = new SplittableRandom(k).ints(n, 0, k).toArray();
        // the sequence's own scatter: some 10^4 nearly independent matches
        assertEquals(expected, SequenceMeasure.ENTROPY_RATE.of(symbols), 0.01 * expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "3, 200", "4, 50257"})
    void bothWaysToTheMatchLengthsAgreeToTheBit(long seed, int k) {
        MatchLengths matches = new MatchLengths();
        for (int n : new int[] {2, 3, 50, 1000, 5000}) {
            for (int[] symbols :
                    new int[][] {
                        new SplittableRandom(seed).ints(n, 0, k).toArray(),
                        Words.copies(new SplittableRandom(seed), n, k)
                    }) {
                assertEquals(matches.byScan(symbols, n, k), matches.bySuffixes(symbols, n, k), 0.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "a, 0, 1",
        "ab, 0, 2",
        "aa, 1, 0",
        "aba, 0, 3",
        "abab, 2, 0",
        "ababa, 2, 0",
        "abcabcabcaa, 1, 9",
        "xyzabababa, 2, 3",
        "xyzababab, 2, 3",
        "zaaaa, 1, 1",
        "abcdabceabcdabce, 8, 0",
        "qabaabaab, 3, 1"
    })
    void periodIsThatOfTheLongestEndingThatRepeatsAWordTwice(String word, int period, int lead) {
        EventualPeriod expected = new EventualPeriod(period, lead);
        assertEquals(expected, EventualPeriod.of(Words.of(word)));
        assertEquals(period, SequenceMeasure.PERIOD.of(Words.of(word)));
        assertEquals(lead, SequenceMeasure.TRANSIENT.of(Words.of(word)));
    }

    @Test
    void periodEqualsASearchOverAllReadings() {
        for (int n = 0; n <= 11; n++) {
            int[] word = new int[n];
            do {
                assertEquals(searchedPeriod(word), EventualPeriod.of(word));
            } while (Words.next(word, 2));
        }
    }

    private static EventualPeriod searchedPeriod(int[] word) {
        for (int lead = 0; lead < word.length; lead++) {
            for (int period = 1; lead + 2 * period <= word.length; period++) {
                boolean repeats = true;
                for (int i = lead; i + period < word.length; i++) {
                    repeats &= word[i] == word[i + period];
                }
                if (repeats) {
                    return new EventualPeriod(period, lead);
                }
            }
        }
        return new EventualPeriod(0, word.length);
    }

    /** The numbers of binary words of length 10 for each L, published with the measure. */
    @Test
    void repetitionSortsBinaryWordsOfLengthTenAsPublished() {
        int[] words = new int[10];
        int[] word = new int[10];
        do {
            words[(int) SequenceMeasure.REPETITION.of(word) - 1]++;
        } while (Words.next(word, 2));
        assertArrayEquals(new int[] {2, 2, 6, 12, 30, 54, 118, 198, 318, 284}, words);
    }

    @Test
    void kcLzIsTheMeanOfBothDirectionsInBits() {
        assertTrue(Double.isNaN(SequenceMeasure.KC_LZ.of(new int[0])));
        assertEquals(0, SequenceMeasure.KC_LZ.of(new int[] {7}));
        assertEquals(4, SequenceMeasure.KC_LZ.of(new int[16]));
        // 0.001.10.100.1000.101 forwards; 1.0.10.00.10010.11000 backwards
        assertEquals(4 * 6, SequenceMeasure.KC_LZ.of(Words.of("0001101001000101")));
    }
}
