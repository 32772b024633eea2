package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Normalised counts. */
@Tag("oracle")
class NormalisationTest {
    @Test
    void logarithmicScaleIsTheFormula() {
        assertEquals(6 * 4 / 16.0, Normalisation.logarithmic(6, 16, 2));
        assertEquals(6 * 2 / 16.0, Normalisation.logarithmic(6, 16, 4));
        assertEquals(0, Normalisation.logarithmic(0, 0, 2));
        assertEquals(0, Normalisation.logarithmic(1, 1, 2));
    }

    @Test
    void anAlphabetOfOneSymbolIsRefused() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> Normalisation.logarithmic(6, 16, 1));
        assertEquals("alphabet: expected at least 2 symbols, got 1", refused.getMessage());
    }

    @Test
    void everyShuffleOfAConstantIsTheConstant() {
        int[] constant = new int[50];
        for (SequenceMeasure measure : List.of(SequenceMeasure.LZ76, SequenceMeasure.ENTROPY)) {
            assertEquals(1, overShuffles(measure, constant, 3));
            assertEquals(1, overShuffles(measure, new int[0], 3));
        }
    }

    @Test
    void shufflesKeepTheSymbols() {
        int[] symbols = IntStream.range(0, 1000).map(i -> i / 100).toArray();
        assertEquals(1, overShuffles(SequenceMeasure.ENTROPY, symbols, 5), 1e-12);
    }

    /** 31 phrases for 1,000 ordered bits against the mean 171.92 of fair ones, within 1 percent. */
    @Test
    void anOrderedSequenceIsSimplerThanItsShuffles() {
        int[] symbols = IntStream.range(0, 1000).map(i -> i / 500).toArray();
        double phrases = SequenceMeasure.LZ78.of(symbols);
        assertEquals(
                phrases / 171.92,
                overShuffles(SequenceMeasure.LZ78, symbols, 200),
                0.01 * phrases / 171.92);
    }

    private static double overShuffles(SequenceMeasure measure, int[] symbols, int shuffles) {
        return Normalisation.overShuffles(measure, symbols, shuffles, new SplittableRandom(9));
    }
}
