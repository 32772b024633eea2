package org.neuralredshift.rng;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

class DeviatesTest {
    private static final StreamKey KEY = StreamKey.of(7, "test");

    @Tag("twin")
    @Test
    void vectorWordsAreTheWordsOfTheScalarTwin() {
        int[] scalar = new int[32 * 64];
        int[] vector = new int[32 * 64];
        for (long first : new long[] {0, 16, (1L << 32) - 256, (1L << 40) + 16}) {
            ScalarDeviates.words(KEY, 3, -5, first, 32, scalar);
            VectorDeviates.words(KEY, 3, -5, first, 32, vector, new long[32 * 64]);
            assertArrayEquals(scalar, vector);
        }
    }

    @Tag("twin")
    @Test
    void vectorDeviatesHaveTheBitsOfTheScalarTwin() {
        int[] words = new int[1 << 16];
        ScalarDeviates.words(KEY, 0, 0, 0, words.length / 64, words);
        int[] edges = {
            0,
            1,
            -1,
            -2,
            2,
            0x7fffffff,
            0x80000000,
            0xB504F333,
            0xB504F334,
            0xB504F300,
            0xB504F400,
            1 << 24
        };
        for (int i = 0; i < 1024; i++) {
            words[i] = edges[i % edges.length] + i / 512;
        }
        float[] scalar = new float[words.length];
        float[] vector = new float[words.length];
        ScalarDeviates.normals(words, words.length, 0.02f, scalar);
        VectorDeviates.normals(words, words.length, 0.02f, vector);
        assertArrayEquals(bits(scalar), bits(vector));
        ScalarDeviates.uniforms(words, words.length, 0.3f, scalar);
        VectorDeviates.uniforms(words, words.length, 0.3f, vector);
        assertArrayEquals(bits(scalar), bits(vector));
    }

    @Tag("oracle")
    @Test
    void radiusIsWithinTwoUlpsOfTheDoubleFormulaForEveryKindOfWord() {
        double worst = 0;
        for (long k = 0; k < 1L << 32; k += k < 1 << 16 || k > (1L << 32) - (1 << 16) ? 1 : 9973) {
            double u = (k + 0.5) * 0x1p-32;
            double exact = Math.sqrt(-2 * StrictMath.log1p(-(1 - u)));
            if (u < 0.5) {
                exact = Math.sqrt(-2 * StrictMath.log(u));
            }
            worst =
                    Math.max(
                            worst,
                            Math.abs(ScalarDeviates.radius((int) k) - exact)
                                    / Math.ulp((float) exact));
        }
        assertTrue(worst < 2, "worst error in ulps: " + worst);
    }

    @Tag("oracle")
    @Test
    void largestNormalIsTheRadiusOfTheSmallestWord() {
        assertEquals(Math.sqrt(66 * StrictMath.log(2)), Deviates.LARGEST_NORMAL, 1e-6);
        assertTrue(ScalarDeviates.radius(0) <= Deviates.LARGEST_NORMAL);
    }

    @Tag("law")
    @ParameterizedTest
    @EnumSource
    void deviatesDoNotDependOnHowTheyAreAskedFor(Distribution distribution) {
        float[] whole = new float[100 * 64];
        new Deviates(KEY, 1).fill(distribution, 2, 9, 0, whole, whole.length);
        float[] part = new float[30];
        new Deviates(KEY, 1).fill(distribution, 2, 9, 41, part, part.length);
        assertArrayEquals(Arrays.copyOfRange(whole, 41 * 64, 41 * 64 + 30), part);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(100 * 100 * Float.BYTES, 64);
            new Deviates(KEY, 1).fill(distribution, 2, 9, 0, 100, target, 36, 100);
            for (int i = 0; i < whole.length; i++) {
                float value = target.getAtIndex(ValueLayout.JAVA_FLOAT, 36 + i / 64 * 100 + i % 64);
                assertEquals(whole[i], value);
            }
        }
    }

    @Tag("law")
    @Test
    void tensorsSamplesAndKeysAreDifferentStreams() {
        float[] base = draw(KEY, 0, 0);
        for (float[] other :
                new float[][] {
                    draw(KEY, 1, 0), draw(KEY, 0, 1), draw(StreamKey.of(8, "test"), 0, 0)
                }) {
            assertTrue(
                    Math.abs(correlation(base, other)) < 4 / Math.sqrt(base.length),
                    "four standard errors");
        }
    }

    @Tag("oracle")
    @Test
    void tenMillionNormalsHaveTheMomentsAndDistributionOfTheNormalLaw() {
        NormalCheck check = NormalCheck.of(StreamKey.of(1, "moments"), 0, 10_000_000 / 64);
        check.assertWithin(4.5);
    }

    @Tag("oracle")
    @Test
    void uniformsHaveTheMomentsOfTheUniformLaw() {
        float[] u = new float[1 << 20];
        new Deviates(KEY, 0).fill(Distribution.UNIFORM, 1, 0, 0, u, u.length);
        double sum = 0;
        double squares = 0;
        for (float x : u) {
            assertTrue(Math.abs(x) < 1);
            sum += x;
            squares += x * x;
        }
        double n = u.length;
        assertEquals(0, sum / n, 4.5 * Math.sqrt(1 / 3.0 / n));
        assertEquals(1 / 3.0, squares / n, 4.5 * Math.sqrt(4 / 45.0 / n));
    }

    private static float[] draw(StreamKey key, int sample, int tensor) {
        float[] draw = new float[1 << 20];
        new Deviates(key, sample).fill(Distribution.NORMAL, 1, tensor, 0, draw, draw.length);
        return draw;
    }

    private static double correlation(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length;
    }

    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Float.floatToRawIntBits(x[i]);
        }
        return bits;
    }
}
