package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.metrics.stats.TwoSample;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

class GreedyHeadTest {
    private static final StreamKey KEY = StreamKey.of(12, "greedy");

    /**
     * A matrix drawn as a whole and a greedy head decide about the same hidden states, each of
     * which is made of the one before, the winner's column and something fixed. Of every sequence
     * of winners only the pattern of equal ones counts. Two-sample chi-square tests over all
     * patterns, 100,000 matrices each; that in one of the 9 cases a statistic lies five standard
     * deviations above its mean has probability 0.0013, and 0.009 for the tokens that win first.
     * Few columns make all first proposals be drawn, many readings of few columns concern later
     * ones.
     */
    @Tag("oracle")
    @ParameterizedTest(
            name = "C {0}, V {1}, {2} readings, {3} of the last state, {4} of the winner")
    @CsvSource({
        "2, 2, 6, 0.9, 0",
        "2, 4, 5, 0.8, 0",
        "2, 4, 5, 0.8, 0.5",
        "3, 8, 5, 0.9, 0.3",
        "3, 20, 8, 0.3, 0",
        "3, 40, 7, 0.5, 0.1",
        "6, 12, 7, 0, 0",
        "2, 40, 12, 0.999, 0",
        "2, 30, 16, 1, 0.02"
    })
    void winnersHaveTheLawOfAMatrixDrawnAsAWhole(
            int n, int m, int readings, double last, double winner) {
        int matrices = 100_000;
        float[][] fixed = new float[readings][];
        SplittableRandom random = new SplittableRandom(n * 100 + m);
        for (int t = 0; t < readings; t++) {
            fixed[t] = gaussians(random, n, t == 0 ? 1 : Math.sqrt(1 - last * last));
        }
        Map<String, int[]> patterns = new HashMap<>();
        int[] firsts = new int[m];
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead head =
                    new GreedyHead(arena, n, m, 0.5, 0, readings + 1, new Deviates(KEY, 0));
            for (int k = 0; k < matrices; k++) {
                head.restart(new Deviates(KEY, k));
                int[] tokens = write(head, fixed, last, winner);
                firsts[tokens[0]]++;
                count(patterns, tokens, 0);
                count(patterns, written(random, n, m, 0.5, fixed, last, winner), 1);
            }
        }
        assertTrue(patterns.size() > 1);
        double excess = excess(patterns);
        System.out.printf(
                "C %d, V %d, %d readings: %d patterns, chi-square %.2f sd above its mean%n",
                n, m, readings, patterns.size(), excess);
        assertTrue(excess < 5, () -> excess + " standard deviations");
        double chiSquare = 0;
        double expected = matrices / (double) m;
        for (int seen : firsts) {
            chiSquare += (seen - expected) * (seen - expected) / expected;
        }
        assertTrue((chiSquare - (m - 1)) / Math.sqrt(2.0 * (m - 1)) < 5, "tokens are not alike");
    }

    private static int[] write(GreedyHead head, float[][] fixed, double last, double winner) {
        int n = fixed[0].length;
        float[] h = fixed[0].clone();
        float[] column = new float[n];
        int[] tokens = new int[fixed.length];
        int[] token = new int[1];
        for (int t = 0; t < fixed.length; t++) {
            head.greedy(h, 0, 1, token);
            tokens[t] = token[0];
            if (winner != 0) {
                head.token(token[0], column, 0);
            }
            next(h, fixed, t, last, winner, column);
        }
        return tokens;
    }

    private static int[] written(
            SplittableRandom random,
            int n,
            int m,
            double std,
            float[][] fixed,
            double last,
            double winner) {
        float[][] columns = new float[m][];
        for (int i = 0; i < m; i++) {
            columns[i] = gaussians(random, n, std);
        }
        float[] h = fixed[0].clone();
        int[] tokens = new int[fixed.length];
        for (int t = 0; t < fixed.length; t++) {
            int best = 0;
            for (int i = 1; i < m; i++) {
                best = dot(columns[i], h) > dot(columns[best], h) ? i : best;
            }
            tokens[t] = best;
            next(h, fixed, t, last, winner, columns[best]);
        }
        return tokens;
    }

    private static void next(
            float[] h, float[][] fixed, int t, double last, double winner, float[] column) {
        for (int i = 0; i < h.length && t + 1 < fixed.length; i++) {
            h[i] = (float) (last * h[i] + winner * column[i] + fixed[t + 1][i]);
        }
    }

    private static void count(Map<String, int[]> patterns, int[] tokens, int sample) {
        Map<Integer, Integer> names = new HashMap<>();
        StringBuilder pattern = new StringBuilder();
        for (int token : tokens) {
            pattern.append((char) ('a' + names.computeIfAbsent(token, _ -> names.size())));
        }
        patterns.computeIfAbsent(pattern.toString(), _ -> new int[2])[sample]++;
    }

    /** Patterns seen less than 20 times count as one. */
    private static double excess(Map<String, int[]> patterns) {
        int[] rare = new int[2];
        double chiSquare = 0;
        int classes = 0;
        for (int[] seen : patterns.values()) {
            if (seen[0] + seen[1] < 20) {
                rare[0] += seen[0];
                rare[1] += seen[1];
            } else {
                chiSquare += Math.pow(seen[0] - seen[1], 2) / (seen[0] + seen[1]);
                classes++;
            }
        }
        if (rare[0] + rare[1] > 0) {
            chiSquare += Math.pow(rare[0] - rare[1], 2) / (rare[0] + rare[1]);
            classes++;
        }
        double freedom = Math.max(1, classes - 1);
        return (chiSquare - freedom) / Math.sqrt(2 * freedom);
    }

    /** The largest logits themselves, after some readings; 20,000 matrices of each kind. */
    @Tag("oracle")
    @ParameterizedTest
    @ValueSource(ints = {2, 20, 500})
    void largestLogitsHaveTheLawOfAMatrixDrawnAsAWhole(int m) {
        int matrices = 20_000;
        int n = 6;
        int readings = 10;
        SplittableRandom random = new SplittableRandom(m);
        float[][] states = new float[readings][];
        for (int t = 0; t < readings; t++) {
            states[t] = gaussians(random, n, 1);
        }
        double[][] ours = new double[readings][matrices];
        double[][] whole = new double[readings][matrices];
        float[] column = new float[n];
        int[] token = new int[1];
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead head = new GreedyHead(arena, n, m, 1, 0, readings, new Deviates(KEY, 0));
            for (int k = 0; k < matrices; k++) {
                head.restart(new Deviates(KEY, k));
                double[] largest = new double[readings];
                Arrays.fill(largest, Double.NEGATIVE_INFINITY);
                for (int t = 0; t < readings; t++) {
                    head.greedy(states[t], 0, 1, token);
                    head.token(token[0], column, 0);
                    ours[t][k] = dot(column, states[t]);
                }
                for (int i = 0; i < m; i++) {
                    float[] w = gaussians(random, n, 1);
                    for (int t = 0; t < readings; t++) {
                        largest[t] = Math.max(largest[t], dot(w, states[t]));
                    }
                }
                for (int t = 0; t < readings; t++) {
                    whole[t][k] = largest[t];
                }
            }
        }
        for (int t = 0; t < readings; t++) {
            double p = TwoSample.kolmogorovSmirnov(ours[t], whole[t]).pValue();
            assertTrue(p > 1e-4, "reading " + t + ": p = " + p);
        }
    }

    /** Columns read before and between readings are Gaussian, and may win like others. */
    @Tag("oracle")
    @Test
    void columnsThatWereReadHaveTheLawOfThoseThatHaveNotWon() {
        int matrices = 100_000;
        int n = 3;
        int m = 5;
        SplittableRandom random = new SplittableRandom(8);
        float[][] states = {gaussians(random, n, 1), gaussians(random, n, 1)};
        double[][] ours = new double[4][matrices];
        double[][] whole = new double[4][matrices];
        float[] first = new float[n];
        float[] second = new float[n];
        int[] token = new int[1];
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead head = new GreedyHead(arena, n, m, 1, 0, 10, new Deviates(KEY, 0));
            for (int k = 0; k < matrices; k++) {
                head.restart(new Deviates(KEY, k));
                head.token(1, first, 0);
                head.greedy(states[0], 0, 1, token);
                ours[0][k] = token[0];
                head.token(1, first, 0);
                head.token(3, second, 0);
                ours[1][k] = dot(first, states[0]);
                ours[2][k] = dot(second, states[0]);
                head.greedy(states[1], 0, 1, token);
                ours[3][k] = token[0];
                float[][] columns = new float[m][];
                for (int i = 0; i < m; i++) {
                    columns[i] = gaussians(random, n, 1);
                }
                whole[0][k] = largest(columns, states[0]);
                whole[1][k] = dot(columns[1], states[0]);
                whole[2][k] = dot(columns[3], states[0]);
                whole[3][k] = largest(columns, states[1]);
            }
        }
        for (int i = 0; i < 4; i++) {
            double p = TwoSample.kolmogorovSmirnov(ours[i], whole[i]).pValue();
            assertTrue(p > 1e-4, i + ": p = " + p);
        }
    }

    private static int largest(float[][] columns, float[] h) {
        int best = 0;
        for (int i = 1; i < columns.length; i++) {
            best = dot(columns[i], h) > dot(columns[best], h) ? i : best;
        }
        return best;
    }

    /** Of inputs, some are zero, tiny, huge, seen before or not finite. */
    @Tag("law")
    @Tag("twin")
    @ParameterizedTest(name = "C {0}, V {1}, scale {2}")
    @CsvSource({"64, 1000, 1", "16, 700, 0.02", "100, 5003, 1e-3", "5, 240, 3"})
    void theMaterialisedMatrixHasTheSameLargestLogits(int n, int m, double std) {
        SplittableRandom random = new SplittableRandom(m);
        int readings = 60;
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead head =
                    new GreedyHead(arena, n, m, std, 0, 2 * readings, new Deviates(KEY, 0));
            Panels whole = new Panels(arena, n, m, ExplicitWeights.PANEL);
            float[] logits = new float[Panels.pad(m)];
            for (int sample = 0; sample < 4; sample++) {
                head.restart(new Deviates(KEY, sample));
                float[][] states = new float[readings][];
                int[] tokens = new int[readings];
                float[][] read = new float[m][];
                int[] token = new int[1];
                for (int t = 0; t < readings; t++) {
                    states[t] =
                            switch (random.nextInt(10)) {
                                case 0 -> new float[n];
                                case 1 -> t > 0 ? states[t - 1] : gaussians(random, n, 1);
                                case 2 -> gaussians(random, n, 1e-30);
                                case 3 -> gaussians(random, n, 1e25);
                                default -> gaussians(random, n, 1);
                            };
                    head.greedy(states[t], 0, 1, token);
                    tokens[t] = token[0];
                    if (random.nextInt(3) == 0) {
                        int i = random.nextInt(m);
                        read[i] = new float[n];
                        head.token(i, read[i], 0);
                    }
                }
                assertEquals(-1, winner(head, gaussians(random, n, Double.NaN)));
                head.materialise(whole);
                for (int t = 0; t < readings; t++) {
                    Products.multiply(states[t], 0, 1, whole, n, logits, 0, 0);
                    float largest = Float.NEGATIVE_INFINITY;
                    for (int i = 0; i < m; i++) {
                        largest = Math.max(largest, logits[i]);
                    }
                    double rounding = 64 * 0x1p-23 * std * Math.sqrt(dot(states[t], states[t]));
                    assertEquals(largest, logits[tokens[t]], rounding);
                }
                float[] column = new float[n];
                for (int i = 0; i < m; i++) {
                    if (read[i] != null) {
                        whole.column(i, column, 0);
                        assertArrayEquals(read[i], column);
                    }
                }
            }
        }
    }

    private static int winner(GreedyHead head, float[] h) {
        int[] token = new int[1];
        head.greedy(h, 0, 1, token);
        return token[0];
    }

    /**
     * Rows given together, of which the last ones are forgotten, change no later token or column.
     */
    @Tag("law")
    @Tag("twin")
    @ParameterizedTest
    @ValueSource(ints = {320, 2000})
    void rowsThatAreForgottenLeaveNothingBehind(int m) {
        SplittableRandom random = new SplittableRandom(m);
        int n = 24;
        int readings = 80;
        float[][] states = new float[readings][];
        for (int t = 0; t < readings; t++) {
            states[t] = random.nextInt(4) == 0 && t > 0 ? states[t - 1] : gaussians(random, n, 1);
        }
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead plain = new GreedyHead(arena, n, m, 1, 0, readings, new Deviates(KEY, 1));
            GreedyHead other =
                    new GreedyHead(arena, n, m, 1, 0, 2 * readings, new Deviates(KEY, 1));
            float[] column = new float[n];
            float[] otherColumn = new float[n];
            int[] tokens = new int[Decoder.ROWS];
            int t = 0;
            while (t < readings) {
                int rows = Math.min(1 + random.nextInt(Decoder.ROWS), readings - t);
                float[] block = new float[Decoder.ROWS * n];
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(states[t + r], 0, block, r * n, n);
                }
                other.greedy(block, n, rows, tokens);
                int kept = 1 + random.nextInt(rows);
                other.keep(kept);
                for (int r = 0; r < kept; r++) {
                    int token = winner(plain, states[t + r]);
                    assertEquals(token, tokens[r]);
                    plain.token(token, column, 0);
                }
                other.token(tokens[kept - 1], otherColumn, 0);
                assertArrayEquals(column, otherColumn);
                t += kept;
            }
            assertEquals(plain.drawn(), other.drawn());
        }
    }

    @Tag("law")
    @Test
    void theLargestOfZerosIsTheFirstAndOthersAreFoundBeyondTheRangeOfFloats() {
        try (Arena arena = Arena.ofConfined()) {
            GreedyHead head = new GreedyHead(arena, 4, 1000, 1e20, 0, 8, new Deviates(KEY, 0));
            assertEquals(0, winner(head, new float[4]));
            assertTrue(winner(head, new float[] {1, 2, 3, 4}) >= 0);
            assertEquals(-1, winner(head, new float[] {1e20f, 0, 0, 0}));
        }
    }

    private static float[] gaussians(SplittableRandom random, int n, double sd) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (sd * random.nextGaussian());
        }
        return x;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
