package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What holds for every sequence, over seeded cases of many kinds. */
@Tag("law")
class SequenceLawsTest {
    private static final Set<SequenceMeasure> COMPRESSED =
            EnumSet.of(SequenceMeasure.BZIP2, SequenceMeasure.XZ, SequenceMeasure.LZ4);
    private static final Set<SequenceMeasure> STRUCTURAL = EnumSet.complementOf(asSet(COMPRESSED));

    private static EnumSet<SequenceMeasure> asSet(Set<SequenceMeasure> measures) {
        return EnumSet.copyOf(measures);
    }

    static Stream<int[]> cases() {
        List<int[]> cases = new ArrayList<>();
        for (int k : new int[] {1, 2, 3, 7, 300, 50257}) {
            for (int n : new int[] {0, 1, 2, 3, 17, 100, 1024, 1025, 3000}) {
                SplittableRandom random = new SplittableRandom(1_000L * n + k);
                cases.add(random.ints(n, 0, k).toArray());
                cases.add(Words.copies(random, n, k));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void otherNamesOfTheSymbolsChangeNothing(int[] symbols) {
        SplittableRandom random = new SplittableRandom(symbols.length);
        Map<Integer, Integer> names = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (int symbol : symbols) {
            names.computeIfAbsent(symbol, unused -> freshName(random, used));
        }
        int[] renamed = Arrays.stream(symbols).map(names::get).toArray();
        assertEquals(
                SequenceScores.of(symbols, STRUCTURAL), SequenceScores.of(renamed, STRUCTURAL));
    }

    private static int freshName(SplittableRandom random, Set<Integer> used) {
        int name = random.nextInt();
        while (!used.add(name)) {
            name = random.nextInt();
        }
        return name;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void appendingNeverLowersACount(int[] symbols) {
        SequenceScorer scorer = new SequenceScorer();
        int[] before = new int[4];
        int step = Math.max(1, symbols.length / 200);
        for (int n = 0; n <= symbols.length; n += step) {
            scorer.load(symbols, 0, n);
            int[] now = {scorer.lz76(), scorer.lz78(), scorer.lz78Tokens(), scorer.lzw()};
            for (int i = 0; i < now.length; i++) {
                assertTrue(now[i] >= before[i], i + " at " + n);
            }
            before = now;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsBoundEachOther(int[] symbols) {
        SequenceScorer scorer = new SequenceScorer();
        scorer.load(symbols);
        int n = symbols.length;
        int lz76 = scorer.lz76();
        int lz78 = scorer.lz78();
        int distinct = scorer.distinct();
        assertTrue(distinct <= lz76, "each symbol's first occurrence ends a component");
        assertTrue(lz76 <= lz78 + 1, "a component reaches at least as far as a phrase");
        assertTrue(lz78 <= n && scorer.lz78Tokens() - lz78 <= 1);
        assertTrue(scorer.lzw() <= Math.max(0, n - 1) + distinct, "one word a symbol at most");
        assertTrue(lz78 <= PhraseTrie.phraseBound(n, distinct));
        assertTrue(scorer.lzw() <= PhraseTrie.dictionaryBound(n, distinct));
        assertTrue(scorer.repetition() <= n);
        int factors = Words.lz77Factors(symbols);
        assertTrue(lz76 <= factors && factors <= 2 * lz76, "a component is at most two factors");
        double slack = 1e-12 * Math.max(1, n); // rounding of a sum of n terms
        double entropy = scorer.blockEntropy(1);
        double entropy2 = scorer.blockEntropy(2);
        assertTrue(entropy >= 0 && entropy <= Log2.of(Math.max(1, distinct)) + slack);
        assertTrue(entropy2 <= Log2.of(Math.max(1, n - 1)) + slack);
        assertTrue(scorer.blockEntropy(3) <= Log2.of(Math.max(1, n - 2)) + slack);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReverseHasTheSameSymmetricMeasures(int[] symbols) {
        int n = symbols.length;
        int[] reversed = IntStream.range(0, n).map(i -> symbols[n - 1 - i]).toArray();
        for (SequenceMeasure measure :
                List.of(
                        SequenceMeasure.DISTINCT,
                        SequenceMeasure.KC_LZ,
                        SequenceMeasure.REPETITION)) {
            assertEquals(measure.of(symbols), measure.of(reversed), measure.id());
        }
        assertEquals(
                SequenceMeasure.ENTROPY.of(symbols),
                SequenceMeasure.ENTROPY.of(reversed),
                1e-12 * Math.max(1, n)); // another order of summation
    }

    @Test
    void aScorerForgetsTheSequenceBefore() {
        SequenceScorer scorer = new SequenceScorer();
        List<int[]> cases = cases().toList();
        for (int i = 0; i < 2 * cases.size(); i++) {
            int[] symbols = cases.get(i * 31 % cases.size());
            scorer.load(symbols);
            SequenceScores fresh = SequenceScores.of(symbols, STRUCTURAL);
            for (SequenceMeasure measure : STRUCTURAL) {
                assertEquals(fresh.value(measure), scorer.value(measure), measure.id());
            }
        }
    }

    @Test
    void aSliceIsMeasuredAsItsCopy() {
        int[] symbols = Words.copies(new SplittableRandom(5), 3000, 6);
        for (int[] slice : new int[][] {{0, 0}, {3000, 3000}, {17, 90}, {100, 2900}}) {
            SequenceScorer scorer = new SequenceScorer();
            scorer.load(symbols, slice[0], slice[1]);
            int[] copy = Arrays.copyOfRange(symbols, slice[0], slice[1]);
            for (SequenceMeasure measure : SequenceMeasure.values()) {
                assertEquals(measure.of(copy), scorer.value(measure), measure.id());
            }
        }
    }

    @Test
    void scoringDoesNotChangeTheSequence() {
        int[] symbols = Words.copies(new SplittableRandom(5), 3000, 6);
        int[] before = symbols.clone();
        SequenceScores.of(symbols);
        assertEquals(Arrays.toString(before), Arrays.toString(symbols));
    }

    @Test
    void shortSequencesAreMeasuredWithoutAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SequenceMeasure[] measures = STRUCTURAL.toArray(SequenceMeasure[]::new);
        SequenceScorer scorer = new SequenceScorer();
        int[][] sequences = {
            new SplittableRandom(1).ints(100, 0, 50257).toArray(),
            new SplittableRandom(2).ints(1024, 0, 2).toArray(),
            new int[100]
        };
        double sum = score(scorer, measures, sequences, 20);
        long before = threads.getCurrentThreadAllocatedBytes();
        long idle = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        sum += score(scorer, measures, sequences, 200);
        assertEquals(idle, threads.getCurrentThreadAllocatedBytes() - before, "sum " + sum);
    }

    private static double score(
            SequenceScorer scorer, SequenceMeasure[] measures, int[][] sequences, int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            for (int[] sequence : sequences) {
                scorer.load(sequence);
                for (SequenceMeasure measure : measures) {
                    sum += scorer.value(measure);
                }
            }
        }
        return sum;
    }
}
