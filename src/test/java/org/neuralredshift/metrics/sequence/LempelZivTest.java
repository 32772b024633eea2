package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

/** Published values and closed forms of lz76, lz78, lzw. */
@Tag("oracle")
class LempelZivTest {
    /** Lempel and Ziv 1976; Estevez-Rams et al. 2013; the '6 or 8?' word of many bug reports. */
    @ParameterizedTest
    @CsvSource({
        "0001101001000101, 0.001.10.100.1000.101, 6",
        "010011101101100, 0.1.00.11.101.101100, 6",
        "1001111011000010, 1.0.01.1110.1100.0010, 6"
    })
    void historyOfPublishedWordsIsThatOfTheAuthors(String word, String parsed, int count) {
        Lz76History history = Lz76History.of(Words.of(word));
        assertEquals(count, history.count());
        assertEquals(parsed, Words.cut(word, history.ends()));
    }

    @Test
    void theWordOfManyBugReportsHasEightPhrasesInTheSecondAlgorithm() {
        assertEquals(8, SequenceMeasure.LZ78.of(Words.of("1001111011000010")));
    }

    @ParameterizedTest
    @CsvSource({"'', 0, 0, 0", "7, 1, 1, 1", "ab, 2, 2, 3", "aa, 2, 1, 2", "abc, 3, 3, 5"})
    void theShortestWordsHaveDefinedValues(String word, int lz76, int lz78, int lzw) {
        assertEquals(lz76, SequenceMeasure.LZ76.of(Words.of(word)));
        assertEquals(lz78, SequenceMeasure.LZ78.of(Words.of(word)));
        assertEquals(lzw, SequenceMeasure.LZW.of(Words.of(word)));
    }

    @Test
    void constantsFollowTheClosedForms() {
        SequenceScorer scorer = new SequenceScorer();
        int[] zeros = new int[3000];
        for (int n = 1; n <= zeros.length; n++) {
            scorer.load(zeros, 0, n);
            assertEquals(Math.min(n, 2), scorer.lz76(), "lz76, n = " + n);
            assertEquals(floorOfRoot(8L * n + 1, -1), scorer.lz78(), "lz78, n = " + n);
            assertEquals(floorOfRoot(8L * n - 7, 1), scorer.lzw(), "lzw, n = " + n);
        }
    }

    /** Returns floor((sqrt(square) + shift) / 2) in integers. */
    private static long floorOfRoot(long square, long shift) {
        long root = (long) Math.sqrt((double) square);
        while (root * root > square) {
            root--;
        }
        while ((root + 1) * (root + 1) <= square) {
            root++;
        }
        return Math.floorDiv(root + shift, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 5000})
    void differentSymbolsAreAllNew(int n) {
        int[] symbols = IntStream.range(0, n).map(i -> i * 1_000_003).toArray();
        assertEquals(n, SequenceMeasure.DISTINCT.of(symbols));
        assertEquals(n, SequenceMeasure.LZ76.of(symbols));
        assertEquals(n, SequenceMeasure.LZ78.of(symbols));
        assertEquals(2 * n - 1, SequenceMeasure.LZW.of(symbols));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 100", "10, 11", "10, 1000", "257, 5000"})
    void repeatedDifferentSymbolsHaveOneComponentMore(int p, int n) {
        int[] symbols = IntStream.range(0, n).map(i -> i % p).toArray();
        assertEquals(p + 1, SequenceMeasure.LZ76.of(symbols));
    }

    @Test
    void fibonacciWordsHaveAsManyComponentsAsTheirIndex() {
        int[] lz78 = {2, 2, 3, 4, 6, 9, 12, 17, 23, 31, 42, 58, 79, 107, 148, 201};
        for (int k = 2; k <= 21; k++) {
            Lz76History history = Lz76History.of(Words.fibonacci(k));
            assertEquals(k, history.count(), "lz76, k = " + k);
            assertEquals(k >= 3, history.lastIncomplete(), "flag, k = " + k);
            if (k <= 17) {
                assertEquals(
                        lz78[k - 2], SequenceMeasure.LZ78.of(Words.fibonacci(k)), "lz78, k = " + k);
            }
        }
        int[] ends = Lz76History.of(Words.fibonacci(9)).ends();
        assertArrayEquals(new int[] {1, 2, 4, 7, 12, 20, 33, 54, 55}, ends);
    }

    @Test
    void thueMorsePrefixesFollowTheClosedForm() {
        int[] lz78 = {3, 4, 7, 12, 20, 32, 53, 86, 140, 226, 358};
        for (int k = 2; k <= 16; k++) {
            int[] word = ReferenceSequences.thueMorse(1 << k);
            assertEquals(2 * k - 1, SequenceMeasure.LZ76.of(word), "lz76, k = " + k);
            if (k <= 12) {
                assertEquals(lz78[k - 2], SequenceMeasure.LZ78.of(word), "lz78, k = " + k);
            }
        }
    }

    @Test
    void periodDoublingPrefixesEndAtPowersOfTwo() {
        int[] lz78 = {3, 4, 7, 11, 18, 30, 46, 76, 118, 184, 304};
        for (int k = 0; k <= 16; k++) {
            int[] word = ReferenceSequences.periodDoubling(1 << k);
            Lz76History history = Lz76History.of(word);
            int[] powers = IntStream.rangeClosed(0, k).map(i -> 1 << i).toArray();
            assertArrayEquals(powers, history.ends(), "ends, k = " + k);
            assertEquals(false, history.lastIncomplete(), "flag, k = " + k);
            if (k >= 2 && k <= 12) {
                assertEquals(lz78[k - 2], SequenceMeasure.LZ78.of(word), "lz78, k = " + k);
            }
        }
    }

    /**
     * All binary words of length 1, 2, …, m one after another: the most phrases for that length.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void allWordsInOrderAreAllPhrases(int m) {
        StringBuilder word = new StringBuilder();
        for (int length = 1; length <= m; length++) {
            for (int w = 0; w < 1 << length; w++) {
                word.append(Integer.toBinaryString(1 << length | w), 1, length + 1);
            }
        }
        assertEquals((m - 1) * (1 << m + 1) + 2, word.length());
        assertEquals((1 << m + 1) - 2, SequenceMeasure.LZ78.of(Words.of(word.toString())));
        assertEquals((1 << m + 1) - 2, PhraseTrie.phraseBound(word.length(), 2));
    }

    @Test
    void ofSymbolsFarApartOnlyEqualityCounts() {
        int[] far = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, Integer.MAX_VALUE, -1, 0, -1};
        int[] near = {0, 1, 2, 3, 1, 2, 3, 2};
        for (SequenceMeasure measure :
                new SequenceMeasure[] {
                    SequenceMeasure.LZ76, SequenceMeasure.LZ78, SequenceMeasure.LZW
                }) {
            assertEquals(measure.of(near), measure.of(far), measure.id());
        }
    }
}
