package org.neuralredshift.rng;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

class DeviatesTest {
    private static final StreamKey KEY = StreamKey.of(7, "test");

    @Tag("twin")
    @ParameterizedTest
    @ValueSource(longs = {0, 16, (1L << 32) - 256, (1L << 32) - 512, (1L << 40) + 16})
    void vectorWordsAreTheWordsOfTheScalarTwin(long firstBlock) {
        MemorySegment scalar = floats(32 * 64);
        MemorySegment vector = floats(32 * 64);
        ScalarDeviates.words(KEY, 3, -5, firstBlock, 32, scalar);
        VectorDeviates.words(KEY, 3, -5, firstBlock, 32, vector);
        assertEquals(-1, scalar.mismatch(vector));
    }

    @Tag("twin")
    @Test
    void vectorDeviatesHaveTheBitsOfTheScalarTwin() {
        int groups = 1 << 10;
        MemorySegment words = floats(groups * 64);
        ScalarDeviates.words(KEY, 0, 0, 0, groups, words);
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
            words.setAtIndex(ValueLayout.JAVA_INT, i, edges[i % edges.length] + i / 512);
        }
        MemorySegment scalar = floats(groups * 100);
        MemorySegment vector = floats(groups * 100);
        ScalarDeviates.normals(words, groups, 0.02f, scalar, 20, 100);
        VectorDeviates.normals(words, groups, 0.02f, vector, 20, 100);
        assertEquals(-1, scalar.mismatch(vector));
        ScalarDeviates.uniforms(words, groups, 0.3f, scalar, 20, 100);
        VectorDeviates.uniforms(words, groups, 0.3f, vector, 20, 100);
        assertEquals(-1, scalar.mismatch(vector));
    }

    /** Checksums of what the first version that had this stream drew, at every vector width. */
    @Tag("golden")
    @ParameterizedTest
    @CsvSource({"NORMAL, ce2603d2", "UNIFORM, 8134ab1f"})
    void deviatesOfTheFrozenStreamVersionNeverChange(Distribution distribution, String expected) {
        CRC32C sum = new CRC32C();
        float[] draw = new float[300 * 64];
        ByteBuffer bytes = ByteBuffer.allocate(draw.length * Float.BYTES);
        for (long group : new long[] {0, 7, (1L << 28) - 100, 1L << 36}) {
            new Deviates(KEY, 3).fill(distribution, 0.02f, -5, group, draw, draw.length);
            bytes.asFloatBuffer().put(draw);
            sum.update(bytes.array());
        }
        assertEquals(expected, Long.toHexString(sum.getValue()));
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
            float[] array = new float[100 * 100];
            MemorySegment heap = MemorySegment.ofArray(array);
            new Deviates(KEY, 1).fill(distribution, 2, 9, 0, 100, heap, 36, 100);
            for (int i = 0; i < whole.length; i++) {
                int at = 36 + i / 64 * 100 + i % 64;
                assertEquals(whole[i], target.getAtIndex(ValueLayout.JAVA_FLOAT, at));
                assertEquals(whole[i], array[at]);
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

    private static MemorySegment floats(int count) {
        return Arena.ofAuto().allocate((long) count * Float.BYTES, 64);
    }
}
