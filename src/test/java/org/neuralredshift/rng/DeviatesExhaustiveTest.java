package org.neuralredshift.rng;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

@Tag("oracle")
@Tag("exhaustive")
class DeviatesExhaustiveTest {
    private static final long GROUPS = 1L << 26;
    private static final int PARTS = 64;

    /**
     * 2^32 draws: every bin of the histogram, four moments, the largest value. What was found is in
     * exhaustive/normals.txt.
     */
    @Test
    void fourThousandMillionNormalsHaveTheMomentsAndDistributionOfTheNormalLaw() {
        NormalCheck check =
                IntStream.range(0, PARTS)
                        .parallel()
                        .mapToObj(part ->
                                NormalCheck.of(
                                        StreamKey.of(0, "exhaustive"),
                                        part * GROUPS / PARTS,
                                        GROUPS / PARTS))
                        .reduce(new NormalCheck(), NormalCheck::plus);
        System.out.println("normals: " + check);
        check.assertWithin(4.5);
    }
}
