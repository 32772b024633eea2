package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

class BasisTest {
    private static final int N = 200;
    private static final double ULP = 0x1p-23;

    /** Vectors far from the others, close to one, seen before, and in the span of two. */
    private static float[][] vectors(int count) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] x = new float[count][Sums.pad(N)];
        for (int t = 0; t < count; t++) {
            double spread = new double[] {1, 0.8, 0.5, 0.1, 1e-3}[t % 5];
            for (int i = 0; i < N; i++) {
                double near = t == 0 || spread == 1 ? 0 : x[t - 1][i];
                x[t][i] =
                        switch (t % 12) {
                            case 7 -> x[t - 3][i];
                            case 11 -> 0.5f * x[t - 1][i] - x[t - 2][i];
                            default -> (float) (near + spread * random.nextGaussian());
                        };
            }
        }
        return x;
    }

    private static boolean add(Basis basis, float[] x, boolean formed) {
        return basis.add(x, Sums.squares(x, 0, N, 0, new float[16]), formed);
    }

    @Tag("law")
    @ParameterizedTest(name = "directions formed: {0}")
    @ValueSource(booleans = {false, true})
    void aVectorIsTheSumOfTheDirectionsByItsCoordinates(boolean formed) {
        float[][] vectors = vectors(70);
        float[][] coordinates = new float[vectors.length][];
        try (Arena arena = Arena.ofConfined()) {
            Basis basis = new Basis(arena, N, 70);
            for (int t = 0; t < vectors.length; t++) {
                boolean known = t % 12 == 7 || t % 12 == 11;
                float[] x = vectors[t].clone();
                assertEquals(!known, add(basis, x, formed), "vector " + t);
                coordinates[t] = Arrays.copyOf(basis.coordinates(), basis.size());
            }
            float[] q = basis.directions();
            for (int t = 0; t < vectors.length; t++) {
                double squares = 0;
                double error = 0;
                for (int i = 0; i < N; i++) {
                    double sum = 0;
                    for (int j = 0; j < coordinates[t].length; j++) {
                        sum += (double) coordinates[t][j] * q[j * Sums.pad(N) + i];
                    }
                    squares += (double) vectors[t][i] * vectors[t][i];
                    error += Math.pow(sum - vectors[t][i], 2);
                }
                assertEquals(0, Math.sqrt(error / squares), 16 * ULP, "vector " + t);
            }
            assertTrue(basis.orthogonalityError() < 16 * ULP);
        }
    }

    /** The oracle orthogonalises in double, each vector against all before it, twice. */
    @Tag("oracle")
    @ParameterizedTest(name = "vectors apart by {0}, directions formed: {1}")
    @CsvSource({"1, false", "1, true", "0.7, false", "0.7, true", "0.2, false", "0.2, true"})
    void theDirectionsAreThoseOfGramAndSchmidt(double spread, boolean formed) {
        SplittableRandom random = new SplittableRandom(8);
        int count = 60;
        double[][] expected = new double[count][];
        try (Arena arena = Arena.ofConfined()) {
            Basis basis = new Basis(arena, N, count);
            for (int t = 0; t < count; t++) {
                float[] x = new float[Sums.pad(N)];
                for (int i = 0; i < N; i++) {
                    x[i] = (float) (spread * random.nextGaussian() + (spread == 1 ? 0 : i % 3 - 1));
                }
                expected[t] = orthogonal(x, expected, t);
                assertTrue(add(basis, x, formed));
            }
            float[] q = basis.directions();
            for (int t = 0; t < count; t++) {
                double error = 0;
                for (int i = 0; i < N; i++) {
                    error += Math.pow(q[t * Sums.pad(N) + i] - expected[t][i], 2);
                }
                assertEquals(0, Math.sqrt(error), 32 / spread * ULP, "direction " + t);
            }
        }
    }

    private static double[] orthogonal(float[] x, double[][] directions, int count) {
        double[] r = new double[N];
        Arrays.setAll(r, i -> x[i]);
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < count; j++) {
                double product = dot(r, directions[j]);
                for (int i = 0; i < N; i++) {
                    r[i] -= product * directions[j][i];
                }
            }
        }
        double norm = Math.sqrt(dot(r, r));
        Arrays.setAll(r, i -> r[i] / norm);
        return r;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** What makes one pass over the vectors enough. */
    @Tag("law")
    @Test
    void aVectorFarFromTheSpaceIsKeptAsItIsUnlessItsDirectionIsWanted() {
        float[] first = vectors(1)[0];
        float[] far = new float[Sums.pad(N)];
        for (int i = 0; i < N; i++) {
            far[i] = first[i] + 2 * first[(i + 1) % N];
        }
        float norm = (float) Math.sqrt(Sums.squares(far, 0, N, 0, new float[16]));
        float[] kept = far.clone();
        Elementwise.scale(kept, 0, N, 1 / norm);
        try (Arena arena = Arena.ofConfined()) {
            for (boolean formed : new boolean[] {false, true}) {
                Basis basis = new Basis(arena, N, 2);
                add(basis, first.clone(), formed);
                float[] x = far.clone();
                add(basis, x, formed);
                float[] second = Arrays.copyOfRange(basis.directions(), x.length, 2 * x.length);
                if (formed) {
                    assertArrayEquals(second, x);
                } else {
                    assertArrayEquals(kept, x);
                    assertFalse(Arrays.equals(second, x));
                }
            }
        }
    }

    @Tag("law")
    @Test
    void forgottenDirectionsLeaveNothingBehind() {
        float[][] vectors = vectors(30);
        try (Arena arena = Arena.ofConfined()) {
            Basis once = new Basis(arena, N, 40);
            Basis again = new Basis(arena, N, 40);
            for (int t = 29; t >= 0; t--) {
                add(again, vectors[t].clone(), t % 2 == 0);
            }
            again.truncate(0);
            for (int t = 0; t < 30; t++) {
                add(once, vectors[t].clone(), false);
                add(again, vectors[t].clone(), false);
                if (t % 4 == 3) {
                    again.truncate(once.size() - 1);
                    once.truncate(once.size() - 1);
                }
            }
            assertArrayEquals(once.directions(), again.directions());
        }
    }

    /** As a block of drafted rows of which only the first come true. */
    @Tag("law")
    @ParameterizedTest(name = "vectors apart by {0}")
    @ValueSource(doubles = {0.7, 0.3, 0.05})
    void vectorsThatAreForgottenLeaveNoAnchorBehind(double spread) {
        SplittableRandom random = new SplittableRandom(9);
        float[] common = new float[Sums.pad(N)];
        try (Arena arena = Arena.ofConfined()) {
            Basis alone = new Basis(arena, N, 120);
            Basis blocks = new Basis(arena, N, 120);
            while (alone.size() + Decoder.ROWS <= 120) {
                int kept = 1 + random.nextInt(Decoder.ROWS);
                for (int row = 0; row < Decoder.ROWS; row++) {
                    float[] x = new float[Sums.pad(N)];
                    for (int i = 0; i < N; i++) {
                        common[i] += (float) (random.nextInt(8) == 0 ? random.nextGaussian() : 0);
                        x[i] = (float) (common[i] + spread * random.nextGaussian());
                    }
                    add(blocks, x.clone(), false);
                    if (row < kept) {
                        add(alone, x.clone(), false);
                        assertArrayEquals(
                                Arrays.copyOf(alone.coordinates(), alone.size()),
                                Arrays.copyOf(blocks.coordinates(), blocks.size()));
                    }
                }
                blocks.truncate(alone.size());
            }
            assertArrayEquals(alone.directions(), blocks.directions());
        }
    }

    /** Recorded once; the same at 128, 256 and 512 bits and for the scalar twin. */
    @Tag("twin")
    @Test
    void theBitsOfTheCoordinatesStay() {
        int hash = 1;
        try (Arena arena = Arena.ofConfined()) {
            Basis basis = new Basis(arena, N, 70);
            for (float[] x : vectors(70)) {
                add(basis, x, false);
                hash =
                        31 * hash
                                + Arrays.hashCode(Arrays.copyOf(basis.coordinates(), basis.size()));
            }
        }
        assertEquals(772341393, hash);
    }
}
