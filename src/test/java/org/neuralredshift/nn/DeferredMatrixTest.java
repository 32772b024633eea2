package org.neuralredshift.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

class DeferredMatrixTest {
    private static final StreamKey KEY = StreamKey.of(11, "deferred");

    /**
     * Nearly parallel inputs differ by {@code spread} of their length, as the hidden states of a
     * repeated token do; at 0.7 most of them are kept as they are (see {@link Basis#STEEP}). Two
     * units of float precision (2^-23) times 8: all vectors and their products are rounded to
     * float.
     */
    @Tag("law")
    @ParameterizedTest(name = "{0} directions of {1}, inputs apart by {2}")
    @CsvSource({
        "100, 768, 1",
        "100, 768, 0.7",
        "100, 768, 0.5",
        "100, 768, 1e-2",
        "100, 768, 1e-4",
        "100, 768, 1e-5",
        "768, 768, 1",
        "768, 768, 0.7",
        "768, 768, 1e-3",
        "100, 3072, 1e-3"
    })
    void theBasisStaysOrthonormalToRounding(int applications, int n, double spread) {
        SplittableRandom random = new SplittableRandom(n);
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, n, 16, 1, 0, applications, 0, new Deviates(KEY, 0));
            float[] common = gaussians(random, n, 1);
            float[] y = new float[64];
            for (int t = 0; t < applications; t++) {
                float[] x = gaussians(random, n, spread);
                for (int i = 0; i < n; i++) {
                    x[i] += spread == 1 ? 0 : common[i];
                }
                matrix.apply(x, 0, 1, y, 0);
            }
            assertEquals(applications, matrix.directions());
            double error = matrix.orthogonalityError();
            assertTrue(error < 16 * 0x1p-23, "|QᵀQ - I| = " + error);
        }
    }

    @Tag("law")
    @Test
    void anInputSeenBeforeAddsNoDirectionAndGivesTheSameOutputToRounding() {
        SplittableRandom random = new SplittableRandom(1);
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, 96, 40, 1, 0, 50, 0, new Deviates(KEY, 0));
            float[][] x = new float[10][];
            float[][] y = new float[10][64];
            for (int t = 0; t < 10; t++) {
                x[t] = gaussians(random, 96, Math.pow(10, 3 * t - 15));
                matrix.apply(x[t], 0, 1, y[t], 0);
            }
            assertEquals(10, matrix.directions());
            float[] again = new float[64];
            for (int t = 0; t < 10; t++) {
                matrix.apply(x[t], 0, 1, again, 0);
                double scale = norm(x[t]);
                for (int o = 0; o < 40; o++) {
                    assertEquals(y[t][o], again[o], 64 * scale * 0x1p-23);
                }
            }
            assertEquals(10, matrix.directions());
        }
    }

    @Tag("law")
    @Test
    void theMaterialisedMatrixActsAsTheDeferredOneDid() {
        SplittableRandom random = new SplittableRandom(2);
        int n = 80;
        int m = 100;
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, n, m, 1, 0, 120, 20, new Deviates(KEY, 0));
            float[][] x = new float[30][];
            float[][] y = new float[30][Panels.pad(m)];
            float[][] columns = new float[20][];
            for (int t = 0; t < 30; t++) {
                if (t % 3 == 0) {
                    columns[t / 3] = matrix.reveal(3 * t).clone();
                }
                x[t] = gaussians(random, n, 1);
                matrix.apply(x[t], 0, 1, y[t], 0);
            }
            Panels whole = new Panels(arena, n, m, 16);
            matrix.materialise(whole);
            float[] product = new float[Panels.pad(m)];
            for (int t = 0; t < 30; t++) {
                Products.multiply(x[t], 0, 1, whole, n, product, 0, 0);
                for (int o = 0; o < m; o++) {
                    assertEquals(y[t][o], product[o], 64 * norm(x[t]) * 0x1p-23);
                }
            }
            for (int c = 0; c < 10; c++) {
                for (int i = 0; i < n; i++) {
                    assertEquals(columns[c][i], whole.at(i, 9 * c));
                }
            }
        }
    }

    @Tag("law")
    @Test
    void afterAllDirectionsTheMatrixIsKnownAndDrawsNothingMore() {
        SplittableRandom random = new SplittableRandom(3);
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, 24, 30, 1, 0, 1000, 0, new Deviates(KEY, 0));
            float[] y = new float[64];
            for (int t = 0; t < 200; t++) {
                matrix.apply(gaussians(random, 24, 1), 0, 1, y, 0);
            }
            assertEquals(24, matrix.directions());
            assertEquals(24 * 30, matrix.drawn());
            Panels whole = new Panels(arena, 24, 30, 16);
            matrix.materialise(whole);
            float[] x = gaussians(random, 24, 1);
            matrix.apply(x, 0, 1, y, 0);
            float[] product = new float[64];
            Products.multiply(x, 0, 1, whole, 24, product, 0, 0);
            for (int o = 0; o < 30; o++) {
                assertEquals(product[o], y[o], 64 * norm(x) * 0x1p-23);
            }
        }
    }

    /**
     * Over networks, Cov(y_a[i], y_b[i]) = s² x_a · x_b, and different outputs are uncorrelated.
     */
    @Tag("oracle")
    @Test
    void outputsHaveTheMomentsOfAGaussianMatrix() {
        int networks = 20_000;
        double s = 0.5;
        SplittableRandom random = new SplittableRandom(4);
        float[] a = gaussians(random, 40, 1);
        float[] b = gaussians(random, 40, 0.3);
        for (int i = 0; i < 40; i++) {
            b[i] += 0.9f * a[i];
        }
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double means = 0;
        double across = 0;
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, 40, 2, s, 0, 2, 0, new Deviates(KEY, 0));
            float[] ya = new float[64];
            float[] yb = new float[64];
            for (int k = 0; k < networks; k++) {
                matrix.restart(new Deviates(KEY, k));
                matrix.apply(a, 0, 1, ya, 0);
                matrix.apply(b, 0, 1, yb, 0);
                aa += ya[0] * ya[0];
                ab += ya[0] * yb[0];
                bb += yb[0] * yb[0];
                means += yb[0];
                across += yb[0] * yb[1];
            }
        }
        double va = s * s * dot(a, a);
        double vb = s * s * dot(b, b);
        double vab = s * s * dot(a, b);
        double error = 4.5 / Math.sqrt(networks); // standard errors of products of normal variables
        assertEquals(va, aa / networks, error * Math.sqrt(2) * va);
        assertEquals(vb, bb / networks, error * Math.sqrt(2) * vb);
        assertEquals(vab, ab / networks, error * Math.sqrt(va * vb + vab * vab));
        assertEquals(0, means / networks, error * Math.sqrt(vb));
        assertEquals(0, across / networks, error * vb);
    }

    /** A revealed column is N(0, s² I) too, and the image of a later direction agrees with it. */
    @Tag("oracle")
    @Test
    void revealedColumnsAreGaussianAndConsistentWithTheOutputs() {
        SplittableRandom random = new SplittableRandom(5);
        float[] a = gaussians(random, 24, 1);
        float[] b = gaussians(random, 24, 1);
        int networks = 20_000;
        double squares = 0;
        double product = 0;
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, 24, 3, 1, 0, 4, 2, new Deviates(KEY, 0));
            float[] y = new float[64];
            for (int k = 0; k < networks; k++) {
                matrix.restart(new Deviates(KEY, k));
                matrix.apply(a, 0, 1, y, 0);
                float[] column = matrix.reveal(1);
                assertEquals(dot(column, a), y[1], 64 * norm(a) * 0x1p-23 * 5);
                matrix.apply(b, 0, 1, y, 0);
                assertEquals(dot(column, b), y[1], 64 * norm(b) * 0x1p-23 * 5);
                squares += column[7] * column[7];
                product += column[7] * column[8];
            }
        }
        double error = 4.5 / Math.sqrt(networks);
        assertEquals(1, squares / networks, error * Math.sqrt(2));
        assertEquals(0, product / networks, error);
    }

    @Tag("law")
    @Test
    void zeroGivesZeroAndAValueThatIsNotFiniteGivesNaN() {
        try (Arena arena = Arena.ofConfined()) {
            DeferredMatrix matrix =
                    new DeferredMatrix(arena, 8, 8, 1, 0, 8, 0, new Deviates(KEY, 0));
            float[] y = new float[64];
            matrix.apply(new float[8], 0, 1, y, 0);
            assertEquals(0, y[3]);
            matrix.apply(new float[] {1, 2, Float.NaN, 0, 0, 0, 0, 0}, 0, 1, y, 0);
            assertTrue(Float.isNaN(y[3]));
            assertEquals(0, matrix.directions());
            matrix.apply(new float[] {Float.MIN_VALUE, 0, 0, 0, 0, 0, 0, 0}, 0, 1, y, 0);
            assertEquals(1, matrix.directions());
            matrix.apply(
                    new float[] {Float.MAX_VALUE, Float.MAX_VALUE, 0, 0, 0, 0, 0, 0}, 0, 1, y, 0);
            assertEquals(2, matrix.directions());
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double norm(float[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static float[] gaussians(SplittableRandom random, int n, double sd) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (sd * random.nextGaussian());
        }
        return x;
    }
}
