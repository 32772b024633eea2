package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The scan and the suffix array give the same LZ76 history, and the suffix array is sorted. */
@Tag("law")
class Lz76AlgorithmsTest {
    private final Lz76Algorithm scan = new Lz76Scan();
    private final Lz76Algorithm neighbours = new Lz76Neighbours();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bothParseEveryWordUpToLengthTwelveAlike(int k) {
        for (int n = 0; n <= 12; n++) {
            int[] word = new int[n];
            do {
                assertAlike(word, k);
            } while (Words.next(word, k));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 2",
        "20000, 2",
        "20000, 4",
        "50000, 10",
        "100000, 256",
        "1000000, 10000",
        "1000000, 50257",
        "1000000, 1000000"
    })
    void bothParseRandomSymbolsAlike(int n, int k) {
        SplittableRandom random = new SplittableRandom(1_000L * n + k);
        assertAlike(random.ints(n, 0, k).toArray(), k);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1", "1000000, 2", "1000000, 97", "300000, 1000", "1000000, 30000"})
    void bothParseRepeatedRandomBlocksAlike(int n, int period) {
        SplittableRandom random = new SplittableRandom(period);
        int[] block = random.ints(period, 0, 4).toArray();
        assertAlike(IntStream.range(0, n).map(i -> block[i % period]).toArray(), 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bothParseTextsOfCopiesAlike(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        assertAlike(Words.copies(random, 100_000, 3), 3);
    }

    @Test
    void bothParseFibonacciAndThueMorseWordsAlike() {
        assertAlike(Words.fibonacci(22), 2);
        assertAlike(ReferenceSequences.thueMorse(1 << 15), 2);
        assertAlike(ReferenceSequences.periodDoubling(1 << 15), 2);
    }

    /** Two minutes: the scan takes about n² / 8 steps on random bits. */
    @Test
    @Tag("exhaustive")
    void bothParseAMillionRandomBitsAlike() {
        assertAlike(new SplittableRandom(6).ints(1_000_000, 0, 2).toArray(), 2);
    }

    @Test
    @Tag("exhaustive")
    void bothParseAMillionSymbolsOfCopiesAlike() {
        for (int k = 1; k <= 300; k += 23) {
            assertAlike(Words.copies(new SplittableRandom(k), 1_000_000, k), k);
        }
    }

    private void assertAlike(int[] word, int k) {
        int[] endsOfScan = new int[word.length];
        int[] endsOfNeighbours = new int[word.length];
        long expected = scan.components(word, word.length, k, endsOfScan);
        long actual = neighbours.components(word, word.length, k, endsOfNeighbours);
        if (expected != actual || !Arrays.equals(endsOfScan, endsOfNeighbours)) {
            String shown = word.length > 50 ? word.length + " symbols" : Arrays.toString(word);
            assertEquals(expected, actual, shown);
            assertArrayEquals(endsOfScan, endsOfNeighbours, shown);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void everyShortTextIsSorted(int k) {
        for (int n = 0; n <= 8; n++) {
            int[] text = new int[n];
            do {
                int[] sorted = new int[n];
                SuffixArray.sort(text, n, k, sorted);
                assertArrayEquals(sortedByComparison(text), sorted, () -> Arrays.toString(text));
            } while (Words.next(text, k));
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 2", "3000, 2", "3000, 20", "3000, 3000", "20000, 5"})
    void randomTextsAreSorted(int n, int k) {
        SplittableRandom random = new SplittableRandom(31L * n + k);
        int[] text = random.ints(n, 0, k).toArray();
        int[] sorted = new int[n];
        SuffixArray.sort(text, n, k, sorted);
        assertArrayEquals(sortedByComparison(text), sorted);
    }

    /** Each suffix is smaller than the next; with equal first symbols, the rests decide. */
    @ParameterizedTest
    @CsvSource({"1000000, 2", "1000000, 300", "2000000, 1"})
    void longTextsAreSorted(int n, int k) {
        int[] text = Words.copies(new SplittableRandom(k), n, k);
        int[] sorted = new int[n];
        SuffixArray.sort(text, n, k, sorted);
        int[] rank = new int[n + 1];
        rank[n] = -1;
        Arrays.fill(rank, 0, n, -1);
        for (int i = 0; i < n; i++) {
            rank[sorted[i]] = i;
        }
        for (int i = 1; i < n; i++) {
            int a = sorted[i - 1];
            int b = sorted[i];
            int order = Integer.compare(text[a], text[b]);
            assertTrue(order < 0 || order == 0 && rank[a + 1] < rank[b + 1], "at " + i);
        }
    }

    private static int[] sortedByComparison(int[] text) {
        Comparator<Integer> order =
                (a, b) -> Arrays.compare(text, a, text.length, text, b, text.length);
        return IntStream.range(0, text.length).boxed().sorted(order).mapToInt(i -> i).toArray();
    }
}
