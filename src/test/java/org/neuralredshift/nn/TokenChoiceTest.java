package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.metrics.stats.ChiSquare;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class TokenChoiceTest {
    private static final float[] LOGITS = {0.5f, 2, -1, 2, 0, 1.5f, -3, 0.25f};

    @Tag("law")
    @Test
    void greedyTakesTheLowestOfEqualTokens() {
        assertEquals(1, new TokenChoice(new Decoding.Greedy(), 8).next(LOGITS, 0, 0.9));
    }

    /**
     * Frequencies of 200,000 draws against the definition, by chi-square; p below 1e-4 has that
     * probability.
     */
    @Tag("oracle")
    @ParameterizedTest(name = "temperature {0}, top-k {1}, top-p {2}")
    @CsvSource({
        "1, 8, 1",
        "0.5, 8, 1",
        "2, 8, 1",
        "1, 3, 1",
        "1, 1, 1",
        "1, 8, 0.5",
        "1, 8, 0.3",
        "0.7, 4, 0.8",
        "1, 100, 0.999"
    })
    void frequenciesAreThoseOfTheDefinition(double temperature, int topK, double topP) {
        TokenChoice choice = new TokenChoice(new Decoding.Sample(temperature, topK, topP), 8);
        double[] expected = probabilities(temperature, topK, topP);
        long[] counts = new long[8];
        SplittableRandom random = new SplittableRandom(topK);
        for (int i = 0; i < 200_000; i++) {
            counts[choice.next(LOGITS, 0, random.nextDouble())]++;
        }
        long[] kept =
                IntStream.range(0, 8)
                        .filter(i -> expected[i] > 0)
                        .mapToLong(i -> counts[i])
                        .toArray();
        double[] weights =
                IntStream.range(0, 8)
                        .filter(i -> expected[i] > 0)
                        .mapToDouble(i -> expected[i])
                        .toArray();
        assertEquals(
                200_000,
                IntStream.range(0, kept.length).mapToLong(i -> kept[i]).sum(),
                "nothing outside the cut");
        if (kept.length > 1) {
            assertTrue(ChiSquare.goodnessOfFit(kept, weights).pValue() > 1e-4);
        }
    }

    private static double[] probabilities(double temperature, int topK, double topP) {
        List<Integer> ranked =
                IntStream.range(0, 8)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -LOGITS[i]))
                        .toList();
        double[] p = new double[8];
        double sum = 0;
        for (int i : ranked.subList(0, Math.min(topK, 8))) {
            p[i] = Math.exp(LOGITS[i] / temperature);
            sum += p[i];
        }
        double mass = 0;
        for (int i : ranked) {
            double share = p[i] / sum;
            p[i] = mass < topP ? share : 0;
            mass += share;
        }
        double total = IntStream.range(0, 8).mapToDouble(i -> p[i]).sum();
        return IntStream.range(0, 8).mapToDouble(i -> p[i] / total).toArray();
    }
}
