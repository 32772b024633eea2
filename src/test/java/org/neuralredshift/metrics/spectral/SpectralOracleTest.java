package org.neuralredshift.metrics.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.metrics.spectral.GridShape.Axis;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Values from closed forms and from NumPy. */
@Tag("oracle")
class SpectralOracleTest {
    /** Rounding of a transform of a few thousand terms, relative. */
    private static final double ROUNDING = 1e-11;

    @ParameterizedTest(name = "{0} N={1} {2}")
    @CsvFileSource(resources = "/oracle/spectral.csv")
    void measuresAreThoseOfNumPy(String name, int side, String measure, double expected) {
        double actual =
                SpectralMeasure.byId(measure)
                        .orElseThrow()
                        .of(grid(name, side), GridShape.square(side));
        // NumPy's own least squares lose some digits; Hermite's coefficients enlarge the rounding
        // of a smooth f to this.
        double tolerance = measure.equals("c_hermite") ? 1e-5 : 1e-9;
        assertEquals(expected, actual, tolerance * Math.max(1, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 16})
    void cosineOnAPeriodicGridHasItsOwnFrequency(int k) {
        double[] f = sample(32, Axis.PERIODIC, (x, _) -> StrictMath.cos(Math.PI * k * x));
        assertEquals(k, fourier(f, 32), ROUNDING * 32);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "3,4", "5,12", "16,16", "0,7"})
    void productOfCosinesHasTheLengthOfItsFrequencies(int a, int b) {
        double[] f =
                sample(
                        32,
                        Axis.PERIODIC,
                        (x, y) ->
                                StrictMath.cos(Math.PI * a * x) * StrictMath.cos(Math.PI * b * y));
        assertEquals(StrictMath.hypot(a, b), fourier(f, 32), ROUNDING * 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void obliqueWavesOfBothSlopesScoreTheSame(int sign) {
        double[] f =
                sample(
                        32,
                        Axis.PERIODIC,
                        (x, y) -> StrictMath.cos(Math.PI * (3 * x + sign * 4 * y)));
        assertEquals(5, fourier(f, 32), ROUNDING * 32);
    }

    @ParameterizedTest(name = "{0} axes of {1} points")
    @CsvSource({"1,2", "1,5", "1,8", "2,2", "2,3", "2,6", "2,9", "3,3", "3,4", "3,6", "4,3", "4,4"})
    void meansOverAllFrequenciesAreThoseOfTheDefinition(int dimensions, int side) {
        GridShape shape = new GridShape(dimensions, side, Axis.PERIODIC);
        double[] f = new SplittableRandom(side).doubles(shape.points(), -1, 1).toArray();
        double[] sums = new double[6];
        for (int k = 1; k < f.length; k++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < f.length; j++) {
                int product = 0;
                for (int a = j, b = k; a > 0; a /= side, b /= side) {
                    product += a % side * (b % side);
                }
                re += f[j] * StrictMath.cos(2 * Math.PI * (product % side) / side);
                im += f[j] * StrictMath.sin(2 * Math.PI * (product % side) / side);
            }
            double squares = 0;
            for (int b = k; b > 0; b /= side) {
                int frequency = Math.min(b % side, side - b % side);
                squares += frequency * frequency;
            }
            double length = Math.sqrt(squares);
            double amplitude = StrictMath.hypot(re, im);
            double inDisc = 2 * length <= side ? amplitude : 0;
            double[] weights = {amplitude, inDisc, amplitude * amplitude};
            for (int i = 0; i < 3; i++) {
                sums[2 * i] += weights[i] * length;
                sums[2 * i + 1] += weights[i];
            }
        }
        assertEquals(sums[0] / sums[1], SpectralMeasure.C_FOURIER.of(f, shape), ROUNDING);
        assertEquals(sums[2] / sums[3], SpectralMeasure.C_FOURIER_DISC.of(f, shape), ROUNDING);
        assertEquals(sums[4] / sums[5], SpectralMeasure.C_FOURIER_POWER.of(f, shape), ROUNDING);
    }

    @ParameterizedTest(name = "{0} axes of {1} points")
    @CsvSource({"1,5", "1,8", "2,2", "2,5", "2,6", "3,3", "3,4", "4,3"})
    void cosineCoefficientsAreThoseOfTheDefinition(int dimensions, int side) {
        GridShape shape = new GridShape(dimensions, side, Axis.PERIODIC);
        double[] f = new SplittableRandom(side).doubles(shape.points(), -1, 1).toArray();
        double[] d = new CosineSpectrum(shape).transform(f);
        for (int k = 0; k < f.length; k++) {
            double sum = 0;
            for (int j = 0; j < f.length; j++) {
                double term = f[j];
                for (int axis = 0, a = j, b = k; axis < dimensions; axis++, a /= side, b /= side) {
                    double scale = Math.sqrt((b % side == 0 ? 1.0 : 2.0) / side);
                    double angle = Math.PI * (a % side + 0.5) * (b % side) / side;
                    term *= scale * StrictMath.cos(angle);
                }
                sum += term;
            }
            assertEquals(sum, d[k], ROUNDING);
        }
    }

    @Test
    void sumOfCosinesIsWeightedByAmplitude() {
        double[] f =
                sample(
                        32,
                        Axis.PERIODIC,
                        (x, y) ->
                                StrictMath.cos(Math.PI * x)
                                        + 0.5 * StrictMath.cos(2 * Math.PI * y)
                                        + 0.25 * StrictMath.cos(5 * Math.PI * x));
        assertEquals(3.25 / 1.75, fourier(f, 32), ROUNDING * 32);
        double power = (1 + 0.25 * 2 + 0.0625 * 5) / (1 + 0.25 + 0.0625);
        assertEquals(
                power,
                SpectralMeasure.C_FOURIER_POWER.of(f, new GridShape(2, 32, Axis.PERIODIC)),
                ROUNDING * 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64})
    void checkerboardIsTheMostComplexGridAndLiesOutsideTheDisc(int side) {
        double[] f = new double[side * side];
        Arrays.setAll(f, i -> (i / side + i % side) % 2);
        GridShape shape = GridShape.square(side);
        assertEquals(side / Math.sqrt(2), SpectralMeasure.C_FOURIER.of(f, shape), ROUNDING * side);
        assertEquals(1, SpectralMeasure.C_FOURIER_NORM.of(f, shape), ROUNDING);
        assertEquals(0, SpectralMeasure.C_FOURIER_DISC.of(f, shape));
    }

    @Test
    void impulseOnALineIsFlat() {
        double[] f = new double[32];
        f[5] = 1;
        // Σ |k| = N²/4 over N - 1 frequencies; one-sided with k = 1..N/2 it would be (N/2 + 1)/2.
        GridShape line = new GridShape(1, 32, Axis.PERIODIC);
        assertEquals(256 / 31.0, SpectralMeasure.C_FOURIER.of(f, line), ROUNDING * 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 90})
    void whiteNoiseLiesAtItsExpectation(int side) {
        SplittableRandom random = new SplittableRandom(side);
        int draws = 40;
        double square = 0;
        double disc = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] f = new double[side * side];
            Arrays.setAll(f, _ -> random.nextGaussian());
            square += SpectralMeasure.C_FOURIER.of(f, GridShape.square(side)) / draws;
            disc += SpectralMeasure.C_FOURIER_DISC.of(f, GridShape.square(side)) / draws;
        }
        // Exact for this N: the mean length over the square without 0. Its limit is 0.7652 N/2.
        double[] radius = Radii.of(2, side, k -> k <= side / 2 ? k : k - side);
        double flat = Arrays.stream(radius).sum() / (radius.length - 1);
        assertEquals(0.7652, flat / (side / 2.0), 0.002);
        // One grid has a standard deviation of 0.15: the mean of 40 has 0.024; four of them.
        assertEquals(flat, square, 0.1);
        assertEquals(side / 3.0, disc, 0.01 * side);
    }

    @ParameterizedTest(name = "N={0}")
    @CsvSource({"32,5.06,0.91", "128,14.9,1.18", "300,29.9,1.35"})
    void edgesOfAStraightLineLeakIntoFourierButNotIntoTheCosines(
            int side, double fourier, double cosine) {
        // metrics.md, measured there with an independent program; rounded in print
        double[] f = new GridShape(1, side, Axis.CLOSED).coordinates();
        GridShape line = new GridShape(1, side, Axis.CLOSED);
        assertEquals(fourier, SpectralMeasure.C_FOURIER.of(f, line), 0.05);
        assertEquals(cosine, SpectralMeasure.C_DCT.of(f, line), 0.005);
    }

    @Test
    void planeScoresNearTheMinimumUnderCosinesAndNotUnderFourier() {
        double[] f = sample(64, Axis.CLOSED, (x, y) -> 0.3 * x - 0.8 * y);
        GridShape shape = GridShape.square(64);
        double noise = 24.5;
        double plain = SpectralMeasure.C_FOURIER.of(f, shape);
        double cosine = SpectralMeasure.C_DCT.of(f, shape);
        assertEquals(8.59, plain, 0.005);
        assertTrue(plain > noise / 3);
        // The least possible value, of half a cosine, is 0.5.
        assertTrue(cosine < 1.1 && cosine > 0.5, "c_dct = " + cosine);
    }

    @ParameterizedTest
    @CsvSource({"32,1.10", "300,1.03"})
    void closedGridIsNotPeriodic(int side, double expected) {
        double[] f = sample(side, Axis.CLOSED, (x, _) -> StrictMath.cos(Math.PI * x));
        double actual = SpectralMeasure.C_FOURIER.of(f, GridShape.square(side));
        assertEquals(expected, actual, 0.005);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 31})
    void cosineOfHalfStepsHasItsOwnFrequencyUnderTheCosines(int k) {
        double[] f = new double[32 * 32];
        Arrays.setAll(f, i -> StrictMath.cos(Math.PI * k * (i / 32 + 0.5) / 32));
        double actual = SpectralMeasure.C_DCT.of(f, GridShape.square(32));
        assertEquals(k / 2.0, actual, ROUNDING * 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 100})
    void polynomialsHaveTheirOwnOrder(int side) {
        for (SpectralMeasure measure :
                new SpectralMeasure[] {SpectralMeasure.C_CHEBYSHEV, SpectralMeasure.C_LEGENDRE}) {
            assertEquals(1, polynomial(measure, side, (x, y) -> 3 * x - y + 7), ROUNDING);
            assertEquals(2, polynomial(measure, side, (x, y) -> x * y), ROUNDING);
        }
        assertEquals(
                5,
                polynomial(
                        SpectralMeasure.C_CHEBYSHEV,
                        side,
                        (x, y) -> (4 * x * x * x - 3 * x) * (2 * y * y - 1)),
                ROUNDING);
        assertEquals(
                5,
                polynomial(
                        SpectralMeasure.C_LEGENDRE,
                        side,
                        (x, y) -> (5 * x * x * x - 3 * x) * (3 * y * y - 1)),
                ROUNDING);
        // x² = (T0 + T2)/2 = (P0 + 2 P2)/3, x³ = (3 T1 + T3)/4
        assertEquals(1.5, polynomial(SpectralMeasure.C_CHEBYSHEV, side, (x, _) -> x * x * x), 1e-9);
        assertEquals(1.8, polynomial(SpectralMeasure.C_LEGENDRE, side, (x, _) -> x * x * x), 1e-9);
    }

    @Test
    void hermiteSeesTheOrderOfLowPolynomialsOnSmallGrids() {
        assertEquals(1, polynomial(SpectralMeasure.C_HERMITE, 5, (x, y) -> x - y), 1e-9);
        assertEquals(2, polynomial(SpectralMeasure.C_HERMITE, 5, (x, y) -> x * y), 1e-9);
    }

    @Test
    void variationOfKnownShapes() {
        GridShape shape = GridShape.square(65);
        double[] plane = sample(65, Axis.CLOSED, (x, _) -> 4 * x);
        assertEquals(0.5, SpectralMeasure.TV.of(plane, shape), 1e-14);
        assertEquals(4, SpectralMeasure.TV_RAW.of(plane, shape), 1e-13);
        double[] tilted = sample(65, Axis.CLOSED, (x, y) -> 3 * x + 4 * y);
        assertEquals(25, SpectralMeasure.MEAN_SQUARED_GRADIENT.of(tilted, shape), 1e-11);
        double[] tent = sample(65, Axis.CLOSED, (x, _) -> Math.abs(x));
        assertEquals(1, SpectralMeasure.TV.of(tent, shape), 1e-14);
        double[] cube = new double[4 * 4 * 4];
        Arrays.setAll(cube, i -> i % 4);
        GridShape threeAxes = new GridShape(3, 4, Axis.CLOSED);
        assertEquals(1 / 3.0, SpectralMeasure.TV.of(cube, threeAxes), 1e-15);
        assertEquals(1, SpectralMeasure.C_CHEBYSHEV.of(cube, threeAxes), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 12, 13, 17, 30, 64, 67, 128, 169, 300, 331})
    void transformsOfEveryLengthAreTheSum(int n) {
        SplittableRandom random = new SplittableRandom(n);
        int lines = 3;
        double[] re = random.doubles((long) n * lines).toArray();
        double[] im = random.doubles((long) n * lines).toArray();
        double[] re0 = re.clone();
        double[] im0 = im.clone();
        LineTransform.of(n).forward(re, im, lines);
        for (int k = 0; k < n; k++) {
            for (int b = 0; b < lines; b++) {
                double sumR = 0;
                double sumI = 0;
                for (int j = 0; j < n; j++) {
                    double angle = -2 * Math.PI * ((long) j * k % n) / n;
                    double c = StrictMath.cos(angle);
                    double s = StrictMath.sin(angle);
                    sumR += re0[j * lines + b] * c - im0[j * lines + b] * s;
                    sumI += re0[j * lines + b] * s + im0[j * lines + b] * c;
                }
                // Values of order n; the plain sum errs most, by n ulps of them at the worst.
                assertEquals(sumR, re[k * lines + b], 1e-15 * n * Math.max(4, n / 4));
                assertEquals(sumI, im[k * lines + b], 1e-15 * n * Math.max(4, n / 4));
            }
        }
    }

    @Test
    void booleanTablesOfKnownFunctions() {
        BooleanTable parity = table(7, x -> Integer.bitCount(x) % 2);
        assertEquals(7, parity.walshDegree());
        assertEquals(1, parity.walshL1());
        assertEquals(7, parity.maxSensitivity());
        assertEquals(1, parity.entropy(), 1e-15);
        BooleanTable constant = table(3, _ -> 1);
        assertEquals(0, constant.walshDegree());
        assertEquals(0, constant.entropy());
        assertEquals(8, constant.ones());
        BooleanTable majority = table(3, x -> Integer.bitCount(x) / 2);
        // f̂ of single bits is 1/2, of all three -1/2: 3/4 + 3/4.
        assertEquals(1.5, majority.walshDegree());
        assertEquals(2, majority.walshL1());
        assertEquals(2, majority.maxSensitivity());
        assertEquals(-0.5, majority.coefficient(7));
        BooleanTable and = table(2, x -> x / 3);
        assertEquals(0.8112781244591328, and.entropy(), 1e-15);
    }

    private static BooleanTable table(int n, java.util.function.IntUnaryOperator f) {
        boolean[] outputs = new boolean[1 << n];
        for (int x = 0; x < outputs.length; x++) {
            outputs[x] = f.applyAsInt(x) != 0;
        }
        return new BooleanTable(outputs);
    }

    private static double fourier(double[] f, int side) {
        return SpectralMeasure.C_FOURIER.of(f, new GridShape(2, side, Axis.PERIODIC));
    }

    private static double polynomial(SpectralMeasure measure, int side, DoubleBinaryOperator f) {
        return measure.of(sample(side, Axis.CLOSED, f), GridShape.square(side));
    }

    private static double[] sample(int side, Axis axis, DoubleBinaryOperator f) {
        double[] x = new GridShape(2, side, axis).coordinates();
        double[] values = new double[side * side];
        Arrays.setAll(values, i -> f.applyAsDouble(x[i / side], x[i % side]));
        return values;
    }

    private static double[] grid(String name, int side) {
        DoubleUnaryOperator plus = v -> Math.max(0, v);
        return switch (name) {
            case "rough" -> {
                double[] f = new double[side * side];
                Arrays.setAll(
                        f,
                        at -> {
                            int i = at / side;
                            int j = at % side;
                            return (7 * i * i + 13 * j + 3 * i * j) % 101 / 101.0;
                        });
                yield f;
            }
            case "smooth" ->
                    sample(
                            side,
                            Axis.CLOSED,
                            (x, y) -> (x * x * y - 0.5 * y) / (1 + x * x + 0.25 * y * y));
            default ->
                    sample(
                            side,
                            Axis.CLOSED,
                            (x, y) ->
                                    plus.applyAsDouble(x - 0.3 * y + 0.1)
                                            - 2 * plus.applyAsDouble(y - 0.2));
        };
    }
}
