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
        NormalCheck check = new NormalCheck();
        IntStream.range(0, PARTS).parallel().mapToObj(this::part).toList().forEach(check::plus);
        System.out.println("normals: " + check);
        check.assertWithin(4.5);
    }

    private NormalCheck part(int part) {
        long groups = GROUPS / PARTS;
        return NormalCheck.of(StreamKey.of(0, "exhaustive"), part * groups, groups);
    }
}
