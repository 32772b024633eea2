package org.neuralredshift.metrics.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Kernels against their scalar twins, against the documented order of their operations, and against
 * themselves on one line alone, which goes through the scalar twin. No tolerance.
 */
@Tag("twin")
class SpectralTwinTest {
    private static final int LANES = DoubleLanes.LANES;

    @ParameterizedTest(name = "radix={0} m={1} s={2}")
    @CsvSource({
        "2,2,1",
        "2,2,8",
        "2,32,19",
        "4,4,16",
        "4,64,33",
        "8,8,8",
        "8,8,64",
        "8,64,24",
        "8,512,9",
        "3,3,8",
        "3,36,17",
        "5,5,40",
        "5,25,11",
        "7,14,8",
        "11,11,23",
        "13,13,13",
        "13,26,16"
    })
    void aPassHasTheBitsOfItsScalarTwin(int radix, int m, int s) {
        double[][] table = table(m);
        Lines expected = lines(m, s);
        Lines actual = lines(m, s);
        scalarPass(expected, radix, m, s, table);
        vectorPass(actual, radix, m, s, table);
        assertArrayEquals(expected.otherRe, actual.otherRe);
        assertArrayEquals(expected.otherIm, actual.otherIm);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 16, 17, 24, 30, 32, 48, 64, 67, 90, 96, 100, 127,
                128, 169, 256, 300, 331, 512
            })
    void aLineHasTheSameBitsAloneAndBesideOthersAndReadFromElsewhere(int n) {
        int together = 21;
        int columns = 2 * together + 3;
        double[] grid = random(n, n * columns);
        int[] rows = new int[n];
        for (int k = 0; k < n; k++) {
            rows[k] = (n - 1 - k) * columns;
        }
        LineTransform transform = LineTransform.of(n);
        Lines all = new Lines();
        all.reserve(n * together);
        all.readFrom(grid, 1, grid, together + 2, rows);
        transform.forward(all, together);
        for (int b = 0; b < together; b++) {
            double[] re = new double[n];
            double[] im = new double[n];
            for (int k = 0; k < n; k++) {
                re[k] = grid[rows[k] + 1 + b];
                im[k] = grid[rows[k] + together + 2 + b];
            }
            transform.forward(re, im, 1);
            assertArrayEquals(re, column(all.re, n, together, b));
            assertArrayEquals(im, column(all.im, n, together, b));
        }
    }

    @ParameterizedTest(name = "n={0} lines={1}")
    @CsvSource({"1,3", "2,9", "5,8", "8,8", "16,21", "17,40"})
    void pairsOfRealLinesArePartedLineByLine(int n, int lines) {
        double[] cos = random(3, n);
        double[] sin = random(4, n);
        Lines parted = lines(n + 2, lines);
        Lines turned = lines(n + 2, lines);
        RealPairs.part(parted, n, lines);
        RealPairs.turn(turned, n, lines, cos, sin);
        for (int b = 0; b < lines; b++) {
            Lines one = line(n + 2, lines, b);
            RealPairs.part(one, n, 1);
            for (int k = 0; k <= n / 2; k++) {
                int at = 2 * k * lines + b;
                assertEquals(one.otherRe[2 * k], parted.otherRe[at]);
                assertEquals(one.otherIm[2 * k], parted.otherIm[at]);
                assertEquals(one.otherRe[2 * k + 1], parted.otherRe[at + lines]);
                assertEquals(one.otherIm[2 * k + 1], parted.otherIm[at + lines]);
            }
            one = line(n + 2, lines, b);
            RealPairs.turn(one, n, 1, cos, sin);
            for (int k = 0; k < n; k++) {
                assertEquals(one.otherRe[k], turned.otherRe[k * lines + b]);
                assertEquals(one.otherIm[k], turned.otherIm[k * lines + b]);
            }
        }
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"1,1", "3,20", "8,8", "17,9", "33,24", "64,65"})
    void theTransposeIsTheTranspose(int rows, int columns) {
        double[] from = random(rows, 5 + rows * (columns + 3));
        double[] expected = random(columns, 7 + columns * (rows + 2));
        double[] actual = expected.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[7 + j * (rows + 2) + i] = from[5 + i * (columns + 3) + j];
            }
        }
        Transpose.apply(from, 5, columns + 3, actual, 7, rows + 2, rows, columns);
        assertArrayEquals(expected, actual);
    }

    @ParameterizedTest(name = "{0} x {1} times {1} x {2}")
    @CsvSource({"4,1,16", "5,7,17", "17,64,64", "17,64,17", "9,9,100"})
    void aProductWithAnAxisHasTheBitsOfItsScalarTwin(int rows, int inner, int columns) {
        double[] a = random(1, rows * inner);
        double[] x = random(2, inner * columns);
        double[] expected = new double[rows * columns];
        double[] actual = new double[rows * columns];
        AxisProduct.scalar(a, x, expected, rows, inner, columns);
        AxisProduct.vector(a, x, actual, rows, inner, columns);
        assertArrayEquals(expected, actual);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 64, 100, 1000})
    void sumsTakeSixteenPartialSumsAndFoldThemByHalves(int n) {
        double[] x = random(n, n + 3);
        double[] y = random(n + 1, n + 3);
        double[] ones = new double[n];
        double[] magnitude = new double[n];
        for (int i = 0; i < n; i++) {
            ones[i] = 1;
            magnitude[i] = Math.abs(x[i]);
        }
        PartialSums sums = new PartialSums();
        assertEquals(plainDot(x, ones, n), sums.sum(x, n));
        assertEquals(plainDot(magnitude, ones, n), sums.absolute(x, n));
        assertEquals(plainDot(x, y, n), sums.dot(x, y, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 20, 33})
    void amplitudesUpToTheLeastAreZero(int n) {
        double[] re = random(n, 3 * n);
        double[] im = random(n + 1, 3 * n);
        double[] above = new double[3 * n];
        double[] amplitude = new double[3 * (n + 2) + 1];
        double least = Math.abs(re[n / 2]);
        Amplitudes.above(least, re, re.length, above);
        Amplitudes.ofTwice(re, im, 3, n, least, amplitude, 1, n + 2);
        for (int i = 0; i < re.length; i++) {
            double a = Math.abs(re[i]);
            assertEquals(a > least ? a : 0, above[i]);
            a = 0.5 * Math.sqrt(Math.fma(re[i], re[i], im[i] * im[i]));
            assertEquals(a > least ? a : 0, amplitude[1 + i / n * (n + 2) + i % n]);
        }
    }

    @Test
    void aGridScoresTheSameAfterVectorsHaveTakenOver() {
        GridShape shape = GridShape.square(48);
        double[] f = random(48, shape.points());
        double[] before =
                Arrays.stream(SpectralMeasure.values()).mapToDouble(m -> m.of(f, shape)).toArray();
        DoubleLanes.count(1 << 30);
        double[] after =
                Arrays.stream(SpectralMeasure.values()).mapToDouble(m -> m.of(f, shape)).toArray();
        assertArrayEquals(before, after);
    }

    private static void scalarPass(Lines z, int radix, int m, int s, double[][] table) {
        switch (radix) {
            case 2 -> Radix2.scalar(z, m, s, 0, s, table[0], table[1]);
            case 4 -> Radix4.scalar(z, m, s, 0, s, table[0], table[1]);
            case 8 -> Radix8.scalar(z, m, s, 0, s, table[0], table[1]);
            default -> {
                OddRadix.fold(z, radix, m * s);
                OddRadix.scalar(z, radix, m, s, 0, s, table[0], table[1]);
            }
        }
    }

    /** As many whole vectors as there are, the scalar twin for the rest. */
    private static void vectorPass(Lines z, int radix, int m, int s, double[][] table) {
        int whole = s - s % LANES;
        switch (radix) {
            case 2 -> {
                Radix2.vector(z, m, s, 0, whole, table[0], table[1]);
                Radix2.scalar(z, m, s, whole, s, table[0], table[1]);
            }
            case 4 -> {
                Radix4.vector(z, m, s, 0, whole, table[0], table[1]);
                Radix4.scalar(z, m, s, whole, s, table[0], table[1]);
            }
            case 8 -> {
                Radix8.vector(z, m, s, 0, whole, table[0], table[1]);
                Radix8.scalar(z, m, s, whole, s, table[0], table[1]);
            }
            default -> {
                OddRadix.fold(z, radix, m * s);
                OddRadix.vector(z, radix, m, s, 0, whole, table[0], table[1]);
                OddRadix.scalar(z, radix, m, s, whole, s, table[0], table[1]);
            }
        }
    }

    private static double[][] table(int m) {
        double[][] table = new double[2][m];
        for (int k = 0; k < m; k++) {
            table[0][k] = StrictMath.cos(2 * Math.PI * k / m);
            table[1][k] = -StrictMath.sin(2 * Math.PI * k / m);
        }
        return table;
    }

    /** Numbers in all four arrays: what a kernel leaves alone must stay. */
    private static Lines lines(int n, int lines) {
        Lines z = new Lines();
        z.reserve(n * lines);
        System.arraycopy(random(1, n * lines), 0, z.re, 0, n * lines);
        System.arraycopy(random(2, n * lines), 0, z.im, 0, n * lines);
        return z;
    }

    /** One line of {@link #lines}. */
    private static Lines line(int n, int lines, int b) {
        Lines all = lines(n, lines);
        Lines one = new Lines();
        one.reserve(n);
        System.arraycopy(column(all.re, n, lines, b), 0, one.re, 0, n);
        System.arraycopy(column(all.im, n, lines, b), 0, one.im, 0, n);
        return one;
    }

    private static double[] column(double[] x, int n, int columns, int b) {
        double[] column = new double[n];
        Arrays.setAll(column, k -> x[k * columns + b]);
        return column;
    }

    private static double plainDot(double[] x, double[] y, int n) {
        double[] partial = new double[16];
        for (int i = 0; i < n; i++) {
            partial[i % 16] = Math.fma(x[i], y[i], partial[i % 16]);
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] += partial[j + half];
            }
        }
        return partial[0];
    }

    private static double[] random(int seed, int n) {
        return new SplittableRandom(seed).doubles(n, -1, 1).toArray();
    }
}
