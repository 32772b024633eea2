package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Kernels against the documented order of their operations, written out plainly. No tolerance: the
 * order is the contract.
 */
@Tag("twin")
class KernelsTest {
    @ParameterizedTest(name = "terms={0} outputs={1} rows={2} panels of {3}")
    @CsvSource({
        "1,1,1,16",
        "3,15,2,16",
        "17,64,3,32",
        "64,65,7,64",
        "65,127,16,16",
        "100,200,15,64",
        "40,70,9,16",
        "5,300,1,64",
        "9,300,1,16",
        "7,300,1,32"
    })
    void productsHaveTheBitsOfTheScalarTwin(int terms, int outputs, int rows, int width) {
        SplittableRandom random = new SplittableRandom(1_000L * terms + outputs);
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, terms + 2, outputs, width);
            for (int k = 0; k < terms; k++) {
                for (int o = 0; o < w.paddedColumns(); o++) {
                    w.set(k, o, gaussian(random));
                }
            }
            int xStride = terms + 5;
            int yStride = w.paddedColumns() + 3;
            float[] x = gaussians(random, rows * xStride);
            float[] expected = new float[rows * yStride + 2];
            float[] actual = new float[rows * yStride + 2];
            Products.scalar(x, xStride, rows, w, terms, expected, 2, yStride);
            Products.vector(x, xStride, rows, w, terms, actual, 2, yStride);
            assertArrayEquals(expected, actual);
            float[] alone = new float[w.paddedColumns()];
            int r = rows - 1;
            Products.multiply(
                    Arrays.copyOfRange(x, r * xStride, x.length),
                    xStride,
                    1,
                    w,
                    terms,
                    alone,
                    0,
                    0);
            float[] together =
                    Arrays.copyOfRange(actual, 2 + r * yStride, 2 + r * yStride + alone.length);
            assertArrayEquals(alone, together, "a row computed alone");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100})
    void scaleAndShiftIsOneFmaAnElement(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] y = gaussians(random, n + 3);
        float[] scale = gaussians(random, n);
        float[] offset = gaussians(random, n);
        float[] expected = y.clone();
        for (int i = 0; i < n; i++) {
            expected[2 + i] = Math.fma(y[2 + i], scale[i], offset[i]);
        }
        Elementwise.scaleAndShift(y, 2, n, scale, offset);
        assertArrayEquals(expected, y);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100})
    void addingScaledIsOneFmaAnElement(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] x = gaussians(random, n + 1);
        float[] y = gaussians(random, n + 3);
        float[] expected = y.clone();
        for (int i = 0; i < n; i++) {
            expected[2 + i] = Math.fma(0.7f, x[1 + i], y[2 + i]);
        }
        Elementwise.addScaled(0.7f, x, 1, n, y, 2);
        assertArrayEquals(expected, y);
    }

    @ParameterizedTest(name = "terms={0} blocks={1}")
    @CsvSource({"1,1", "16,2", "33,5"})
    void aProductOfBlocksIsAProductOfEachBlock(int terms, int blocks) {
        SplittableRandom random = new SplittableRandom(terms);
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, terms + 1, (blocks + 2) * Panels.PAD, Panels.PAD);
            for (int o = 0; o < w.columns(); o++) {
                w.setColumn(o, gaussians(random, terms + 1), 0);
            }
            Panels inner = w.part(Panels.PAD, blocks * Panels.PAD);
            int xStride = terms + 3;
            float[] x = gaussians(random, blocks * xStride);
            float[] y = new float[inner.columns() + 7];
            Products.multiplyBlocks(x, xStride, inner, terms, y, 7);
            float[] one = new float[Panels.PAD];
            for (int b = 0; b < blocks; b++) {
                float[] row = Arrays.copyOfRange(x, b * xStride, b * xStride + terms);
                Panels block = w.part((b + 1) * Panels.PAD, Panels.PAD);
                Products.multiply(row, terms, 1, block, terms, one, 0, 0);
                int from = 7 + b * Panels.PAD;
                assertArrayEquals(one, Arrays.copyOfRange(y, from, from + Panels.PAD));
            }
        }
    }

    @ParameterizedTest(name = "rows={0} panels={1} of {2}")
    @CsvSource({"1,1,16", "64,12,16", "33,7,16", "16,5,64"})
    void eachPanelIsMultipliedByAVectorOfItsOwn(int rows, int panels, int width) {
        SplittableRandom random = new SplittableRandom(rows);
        int xStride = rows + 3;
        int yStride = width + 5;
        float[] x = gaussians(random, 2 + panels * xStride);
        float[] y = new float[7 + panels * yStride];
        float[] expected = y.clone();
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, rows, panels * width, width);
            for (int k = 0; k < rows; k++) {
                w.setRow(k, gaussians(random, panels * width), 0);
            }
            for (int p = 0; p < panels; p++) {
                for (int o = 0; o < width; o++) {
                    float sum = 0;
                    for (int k = 0; k < rows; k++) {
                        sum = Math.fma(x[2 + p * xStride + k], w.at(k, p * width + o), sum);
                    }
                    expected[7 + p * yStride + o] = sum;
                }
            }
            Products.multiplyPanels(x, 2, xStride, w, y, 7, yStride);
            assertArrayEquals(expected, y);
        }
    }

    @Test
    void aPartOfPanelsIsTheSameMemoryAndStartsAtAPanel() {
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, 2, 100, 64);
            Panels part = w.part(64, 36);
            w.set(1, 70, 5);
            part.set(0, 0, 3);
            assertEquals(5, part.at(1, 6));
            assertEquals(3, w.at(0, 64));
            assertThrows(IllegalArgumentException.class, () -> w.part(1, 3));
            assertThrows(IllegalArgumentException.class, () -> w.part(64, 65));
            assertThrows(IllegalArgumentException.class, () -> w.part(-64, 64));
            assertThrows(IllegalArgumentException.class, () -> w.part(0, -1));
            assertEquals(0, w.part(64, 0).paddedColumns());
        }
    }

    @ParameterizedTest(name = "{0} columns, panels of {1}")
    @CsvSource({"1,16", "17,16", "64,64", "65,32", "130,64"})
    void rowsAndColumnsOfPanelsAreTheirElements(int columns, int width) {
        try (Arena arena = Arena.ofConfined()) {
            Panels panels = new Panels(arena, 3, columns, width);
            float[] row = gaussians(new SplittableRandom(columns), columns + 1);
            panels.setRow(1, row, 1);
            panels.setColumn(columns - 1, new float[] {9, 7, 5, 3}, 1);
            float[] read = new float[columns + 1];
            panels.row(1, read, 1);
            row[columns] = 5;
            assertArrayEquals(
                    Arrays.copyOfRange(row, 1, columns + 1),
                    Arrays.copyOfRange(read, 1, columns + 1));
            for (int c = 0; c < columns; c++) {
                assertEquals(row[1 + c], panels.at(1, c));
                assertEquals(c == columns - 1 ? 7 : 0, panels.at(0, c));
                assertEquals(c == columns - 1 ? 3 : 0, panels.at(2, c));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 48, 100, 768, 1000})
    void sumsTakeSixteenPartialSumsAndFoldThemByHalves(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] x = gaussians(random, n + 3);
        float[] partial = new float[64];
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        float[] shifted = new float[n];
        for (int i = 0; i < n; i++) {
            shifted[i] = x[i + 3] - 0.25f;
        }
        float[] part = Arrays.copyOfRange(x, 3, n + 3);
        assertEquals(plainDot(part, ones), Sums.sum(x, 3, n, partial));
        assertEquals(plainDot(shifted, shifted), Sums.squares(x, 3, n, 0.25f, partial));
        float[] a = Arrays.copyOf(part, Sums.pad(n));
        float[] b = Arrays.copyOf(gaussians(random, n), Sums.pad(n));
        assertEquals(plainDot(a, b), Sums.dot(a, b, a.length, partial));
    }

    @ParameterizedTest(name = "rows={0} length={1}")
    @CsvSource({"1,16", "3,48", "4,64", "5,80", "11,768", "9,112"})
    void basisProductsAndSumsOfRowsKeepTheirOrder(int rows, int stride) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] basis = gaussians(random, rows * stride);
        float[] x = gaussians(random, stride);
        float[] expected = new float[rows];
        for (int r = 0; r < rows; r++) {
            expected[r] = plainDot(Arrays.copyOfRange(basis, r * stride, (r + 1) * stride), x);
        }
        float[] dots = new float[rows];
        float[] sums = x.clone();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment q = arena.allocateFrom(ValueLayout.JAVA_FLOAT, basis);
            Sums.dots(q, rows, stride, x, dots, new float[128]);
            Sums.addRows(q, rows, stride, -1, dots, sums);
            float[] later = new float[stride + 3];
            System.arraycopy(x, 0, later, 3, stride);
            float[] some = new float[rows + 5];
            Sums.dots(q, stride, rows - 1, stride, later, 3, some, 5, new float[128]);
            assertArrayEquals(
                    Arrays.copyOfRange(expected, 1, rows), Arrays.copyOfRange(some, 5, rows + 4));
            assertEquals(0, some[4] + some[rows + 4]);
            float[] all = new float[stride];
            float[] parts = new float[stride];
            Sums.addRows(q, rows, stride, 1, dots, all);
            Sums.addRows(q, 1, stride, 1, dots, parts);
            Sums.addRows(q, stride, rows - 1, stride, 1, dots, 1, parts);
            assertArrayEquals(all, parts);
        }
        assertArrayEquals(expected, dots);
        for (int i = 0; i < stride; i++) {
            float y = x[i];
            for (int r = 0; r < rows; r++) {
                y = Math.fma(basis[r * stride + i], -dots[r], y);
            }
            assertEquals(y, sums[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 33, 768})
    void layerNormIsItsEquation(int n) {
        float[] x = gaussians(new SplittableRandom(n), n);
        float[] y = new float[n];
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        assertTrue(LayerNorm.apply(x, 0, n, 3, 1e-5f, y, 0, new float[16]));
        float mean = plainDot(x, ones) / n;
        float[] centred = new float[n];
        for (int i = 0; i < n; i++) {
            centred[i] = x[i] - mean;
        }
        float factor = 3 / (float) Math.sqrt(plainDot(centred, centred) / n + 1e-5f);
        for (int i = 0; i < n; i++) {
            assertEquals(centred[i] * factor, y[i]);
        }
    }

    @Test
    void layerNormSaysWhenTheVarianceOverflows() {
        float[] x = {1e30f, -1e30f, 0};
        assertFalse(LayerNorm.apply(x, 0, 3, 1, 1e-5f, new float[3], 0, new float[16]));
    }

    @ParameterizedTest(name = "width={0} positions={1}")
    @CsvSource({"1,1", "3,5", "4,17", "16,16", "64,100", "20,33"})
    void attentionKeepsTheOrderOfItsSums(int width, int positions) {
        SplittableRandom random = new SplittableRandom(width);
        float[] query = gaussians(random, width + 1);
        float[] key = gaussians(random, width * positions);
        float[] values = gaussians(random, positions * width + 2);
        float[] keys = new float[2 + Attention.keysLength(width, positions)];
        for (int t = 0; t < positions; t++) {
            Attention.keep(key, t * width, width, keys, 2, t);
        }
        float[] scores = new float[Attention.keysLength(1, positions)];
        Attention.scores(query, 1, width, keys, 2, positions, 0.5f, scores);
        for (int t = 0; t < positions; t++) {
            float sum = 0;
            for (int d = 0; d < width; d++) {
                sum = Math.fma(query[1 + d], key[t * width + d], sum);
            }
            assertEquals(sum * 0.5f, scores[t]);
        }
        float[] out = new float[width];
        Attention.mix(scores, positions, values, 2, width, out, 0);
        for (int d = 0; d < width; d++) {
            float sum = 0;
            for (int t = 0; t < positions; t++) {
                sum = Math.fma(scores[t], values[2 + t * width + d], sum);
            }
            assertEquals(sum, out[d]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100})
    void softmaxIsItsEquationAndSumsToOne(int n) {
        float[] x = gaussians(new SplittableRandom(n), n);
        float[] p = x.clone();
        Softmax.apply(p, 0, n, new float[16]);
        float max = Float.NEGATIVE_INFINITY;
        for (float v : x) {
            max = Math.max(max, v);
        }
        float[] e = new float[n];
        float[] ones = new float[n];
        for (int i = 0; i < n; i++) {
            e[i] = x[i] - max;
            ones[i] = 1;
        }
        Functions.exp(e, 0, n);
        float inverse = 1 / plainDot(e, ones);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            assertEquals(e[i] * inverse, p[i]);
            sum += p[i];
        }
        assertEquals(1, sum, n * 0x1p-23, "one rounding an element");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 64, 1000})
    void argmaxIsTheLowestIndexOfTheLargest(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (int round = 0; round < 20; round++) {
            float[] x = new float[n + 1];
            for (int i = 0; i <= n; i++) {
                x[i] = random.nextInt(5) - 3;
            }
            int expected = 0;
            for (int i = 1; i < n; i++) {
                expected = x[1 + i] > x[1 + expected] ? i : expected;
            }
            assertEquals(expected, Elementwise.argmax(x, 1, n));
        }
    }

    @Test
    void argmaxCountsBothZerosAsEqual() {
        assertEquals(
                0,
                Elementwise.argmax(new float[] {-0f, 0f, -1, -1, -1, -1, -1, -1, -1, -1}, 0, 10));
    }

    /** The largest stands at each place in turn, in a row whose sizes are all below 1. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 63, 64, 65, 150})
    void theLargestIsFoundWhereverItStands(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (int i = 1; i <= n; i++) {
            float[] x = new float[n + 2];
            for (int j = 0; j < x.length; j++) {
                x[j] = j == 0 || j > n ? 9 : (float) random.nextDouble(-1, 1);
            }
            x[i] = 1.5f;
            assertEquals(1.5f, Elementwise.max(x, 1, n));
            assertEquals(1.5f, Elementwise.largest(x, 1, n));
            x[i] = -2.5f;
            assertEquals(2.5f, Elementwise.largest(x, 1, n));
            assertTrue(Elementwise.max(x, 1, n) < 1);
            x[i] = Float.NaN;
            assertTrue(Float.isNaN(Elementwise.max(x, 1, n)));
            assertTrue(Float.isNaN(Elementwise.largest(x, 1, n)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 33})
    void anyValueThatIsNotFiniteIsFoundWhereverItStands(int n) {
        for (float bad :
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int i = 0; i < n; i++) {
                float[] x = gaussians(new SplittableRandom(n), n);
                assertTrue(Elementwise.allFinite(x, 0, n));
                assertTrue(Float.isFinite(Elementwise.largest(x, 0, n)));
                x[i] = bad;
                assertFalse(Elementwise.allFinite(x, 0, n));
                assertFalse(Float.isFinite(Elementwise.largest(x, 0, n)));
            }
        }
    }

    private static float plainDot(float[] a, float[] b) {
        float[] partial = new float[16];
        for (int i = 0; i < a.length; i++) {
            partial[i % 16] = Math.fma(a[i], b[i], partial[i % 16]);
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] += partial[j + half];
            }
        }
        return partial[0];
    }

    private static float[] gaussians(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = gaussian(random);
        }
        return x;
    }

    private static float gaussian(SplittableRandom random) {
        return (float) random.nextGaussian();
    }
}
