package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.rng.StreamKey;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Attention through the basis is attention over keys and values, computed in another order. */
class BasisAttentionTest {
    private static final StreamKey KEY = StreamKey.of(1, "basis attention");
    private static final Transformer MODEL = Models.panelHeads(Models.SMALL);
    private static final int WIDTH = MODEL.width();
    private static final int POSITIONS = 40;

    private static DeferredWeights weights() {
        DeferredWeights weights =
                new DeferredWeights(MODEL, POSITIONS, POSITIONS, false, Split.NOTHING);
        weights.draw(KEY, 0);
        return weights;
    }

    /** Rows of which some repeat and some lie in the span of others, and then new ones. */
    private static float[][] inputs(double scale) {
        SplittableRandom random = new SplittableRandom(3);
        float[][] x = new float[POSITIONS][WIDTH];
        for (int t = 0; t < POSITIONS; t++) {
            for (int i = 0; i < WIDTH; i++) {
                x[t][i] =
                        switch (t % 8) {
                            case 3 -> x[t - 1][i];
                            case 5 -> 0.5f * x[t - 1][i] - x[t - 2][i];
                            default -> (float) (scale * random.nextGaussian());
                        };
            }
        }
        return x;
    }

    /** What became of each row, shape (T, C). */
    private record Run(float[][] out, boolean finite) {}

    /**
     * Reads all rows in blocks.
     *
     * @param rejected how many rows follow in each block that are not kept
     */
    private static Run run(
            DeferredWeights weights,
            SelfAttention attention,
            float[][] in,
            int block,
            int rejected) {
        float[][] out = new float[POSITIONS][];
        boolean allFinite = true;
        boolean[] finite = new boolean[Decoder.ROWS];
        for (int t = 0; t < POSITIONS; t += block) {
            int kept = Math.min(block, POSITIONS - t);
            int rows = Math.min(kept + rejected, POSITIONS - t);
            float[] x = new float[rows * WIDTH];
            int[] positions = new int[rows];
            for (int r = 0; r < rows; r++) {
                float[] row = r < kept ? in[t + r] : in[POSITIONS - 1 - r];
                System.arraycopy(row, 0, x, r * WIDTH, WIDTH);
                positions[r] = t + r;
            }
            attention.apply(1, x, WIDTH, rows, new int[rows], positions, finite);
            weights.matrix(1, Matrix.ATTENTION_IN).keep(kept);
            for (int r = 0; r < kept; r++) {
                out[t + r] = Arrays.copyOfRange(x, r * WIDTH, (r + 1) * WIDTH);
                allFinite &= finite[r];
            }
        }
        return new Run(out, allFinite);
    }

    @Tag("twin")
    @Tag("oracle")
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 30})
    void outputsAreThoseOfKeysAndValues(double scale) {
        try (DeferredWeights cached = weights();
                DeferredWeights basis = weights()) {
            float[][] in = inputs(scale);
            SelfAttention through = basis.attention(1, POSITIONS);
            assertInstanceOf(BasisAttention.class, through);
            Run expected = run(cached, new CachedAttention(cached, 1, POSITIONS), in, 1, 0);
            Run actual = run(basis, through, in, 1, 0);
            assertTrue(expected.finite() && actual.finite());
            for (int t = 0; t < POSITIONS; t++) {
                double largest = 0;
                double worst = 0;
                for (int i = 0; i < WIDTH; i++) {
                    largest = Math.max(largest, Math.abs(expected.out()[t][i]));
                    worst = Math.max(worst, Math.abs(expected.out()[t][i] - actual.out()[t][i]));
                }
                // a score of size s is rounded to s 2^-24, and its weight to as much of itself
                double scores = Math.max(1, scale * scale * 100);
                assertEquals(0, worst / largest, scores * 0x1p-19, "position " + t);
            }
        }
    }

    @Tag("twin")
    @Tag("law")
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 16})
    void blocksAndRejectedRowsDoNotChangeABit(int block) {
        try (DeferredWeights one = weights();
                DeferredWeights some = weights()) {
            Run expected = run(one, one.attention(1, POSITIONS), inputs(1), 1, 0);
            Run actual = run(some, some.attention(1, POSITIONS), inputs(1), block, 16 - block);
            assertArrayEquals(expected.out(), actual.out());
        }
    }

    @Tag("law")
    @Test
    void anotherSampleStartsAnew() {
        try (DeferredWeights used = weights();
                DeferredWeights fresh = weights()) {
            SelfAttention attention = used.attention(1, POSITIONS);
            run(used, attention, inputs(5), 3, 2);
            used.draw(KEY, 0);
            Run again = run(used, attention, inputs(1), 3, 2);
            Run expected = run(fresh, fresh.attention(1, POSITIONS), inputs(1), 3, 2);
            assertArrayEquals(expected.out(), again.out());
        }
    }

    @Tag("law")
    @Test
    void aRowThatIsNotFiniteIsSaidToBe() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 3e38f}) {
            try (DeferredWeights weights = weights()) {
                float[][] in = inputs(1);
                Arrays.fill(in[POSITIONS - 1], value);
                assertFalse(run(weights, weights.attention(1, POSITIONS), in, 4, 0).finite());
            }
        }
    }

    @Tag("law")
    @Test
    void itIsTakenWhereItPays() {
        assertTrue(BasisAttention.possible(MODEL, MODEL.context()));
        assertFalse(BasisAttention.possible(MODEL, MODEL.context() + 1), "a context that moves on");
        assertFalse(BasisAttention.possible(Models.SMALL, 10), "heads of another width");
        assertFalse(
                BasisAttention.possible(Models.Variant.NO_ATTENTION.apply(MODEL), 10),
                "no attention");
    }
}
