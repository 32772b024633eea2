package org.neuralredshift.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MadeUpResults;
import org.neuralredshift.experiments.Results;

import java.util.List;
import java.util.Map;

@Tag("oracle")
class DrawsTest {
    /** Draws with means 1, 3, 8 and four values each at -1, -1, +1, +1 about them. */
    private static final double[][] DRAWS = {{0, 0, 2, 2}, {2, 2, 4, 4}, {7, 7, 9, 9}};

    /** By hand: MSW = 12 / 9, MSB = 4 x 26 / 2 = 52, between = (52 - 4/3) / 4. */
    @Test
    void componentsOfABalancedLayoutAreThoseByHand() {
        DrawVariance variance =
                Draws.of(new Unit(Family.TRANSFORMER, 0, Map.of("gain", "1.0"), DRAWS), "lz78");

        assertEquals(4.0 / 3, variance.within(), 1e-12);
        assertEquals((52 - 4.0 / 3) / 4, variance.between(), 1e-12);
        assertEquals("gain=1.0", variance.condition());
        assertEquals(12, variance.sequences());
    }

    @Test
    void cellsThatDifferInTheirSeedAreDrawsOfOneUnit() {
        Results results =
                MadeUpResults.results(
                        MadeUpResults.study(
                                """
                                study: shared
                                family: transformer
                                measures: [lz78]
                                transformer: {weights: shared}
                                axes:
                                  gain: [1, 2]
                                  seed: [0, 1, 2]
                                """),
                        4,
                        (cell, _, sample) -> {
                            int seed = Integer.parseInt(cell.condition().getOrDefault("seed", ""));
                            return DRAWS[seed][sample];
                        });

        List<DrawVariance> draws = Comparison.of(results).draws();

        assertEquals(2, draws.size());
        assertEquals(3, draws.getFirst().draws());
        assertEquals(4.0 / 3, draws.getFirst().within(), 1e-12);
    }
}
