package org.neuralredshift.metrics.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.metrics.spectral.GridShape.Axis;
import org.neuralredshift.metrics.spectral.Raster.Levels;
import org.neuralredshift.metrics.spectral.Raster.Order;
import org.neuralredshift.metrics.spectral.SpectralScorer.Status;

import java.util.Arrays;
import java.util.SplittableRandom;

@Tag("law")
class SpectralLawTest {
    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,1", "2,2", "2,3", "3,2", "1,17", "2,7", "4,3"})
    void everyMeasureIsFiniteOnTinyGrids(int dimensions, int side) {
        GridShape shape = new GridShape(dimensions, side, Axis.CLOSED);
        double[] f = new SplittableRandom(side).doubles(shape.points()).toArray();
        for (SpectralMeasure measure : SpectralMeasure.values()) {
            double value = measure.of(f, shape);
            assertTrue(value >= 0 && Double.isFinite(value), measure + " = " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 0.1, -3e-310, 1.7e308})
    void constantsAreZeroAndSaySo(double constant) {
        SpectralScorer scorer = new SpectralScorer(GridShape.square(12));
        double[] f = new double[144];
        Arrays.fill(f, constant);
        assertEquals(Status.CONSTANT, scorer.load(f));
        for (SpectralMeasure measure : SpectralMeasure.values()) {
            assertEquals(0, scorer.value(measure), measure.id());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valuesThatAreNotFiniteGiveNaNAndSaySo(double odd) {
        SpectralScorer scorer = new SpectralScorer(GridShape.square(12));
        double[] f = new SplittableRandom(1).doubles(144).toArray();
        f[77] = odd;
        assertEquals(Status.NONFINITE, scorer.load(f));
        for (SpectralMeasure measure : SpectralMeasure.values()) {
            assertTrue(Double.isNaN(scorer.value(measure)), measure.id());
        }
        f[77] = 0;
        assertEquals(Status.OK, scorer.load(f));
        assertTrue(scorer.value(SpectralMeasure.C_DCT) > 0);
    }

    @ParameterizedTest
    @EnumSource(SpectralMeasure.class)
    void scalingChangesNothingButTheRawMeasures(SpectralMeasure measure) {
        GridShape shape = GridShape.square(20);
        double[] f = new SplittableRandom(2).doubles(400).toArray();
        double value = measure.of(f, shape);
        for (int power : new int[] {-900, -3, 5, 900}) {
            double[] scaled = Arrays.stream(f).map(v -> -Math.scalb(v, power)).toArray();
            double expected =
                    switch (measure) {
                        case TV_RAW -> Math.scalb(value, power);
                        case MEAN_SQUARED_GRADIENT -> Math.scalb(value, 2 * power);
                        default -> value;
                    };
            // A power of two is exact, and so is the sign: not a bit changes.
            assertEquals(expected, measure.of(scaled, shape), measure.id() + " times 2^" + power);
        }
    }

    @ParameterizedTest
    @EnumSource(SpectralMeasure.class)
    void transposingAndMirroringChangeOnlyRounding(SpectralMeasure measure) {
        int n = 21;
        GridShape shape = GridShape.square(n);
        double[] f = new SplittableRandom(3).doubles(n * n).toArray();
        double[] transposed = new double[n * n];
        double[] mirrored = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            transposed[i % n * n + i / n] = f[i];
            mirrored[(n - 1 - i / n) * n + i % n] = f[i];
        }
        double value = measure.of(f, shape);
        double tolerance = (measure == SpectralMeasure.C_HERMITE ? 1e-7 : 1e-10) * value;
        assertEquals(value, measure.of(transposed, shape), tolerance);
        assertEquals(value, measure.of(mirrored, shape), tolerance);
    }

    @Test
    void addingAConstantChangesNoFrequency() {
        GridShape shape = GridShape.square(16);
        double[] f = new SplittableRandom(4).doubles(256).toArray();
        double[] moved = Arrays.stream(f).map(v -> v + 100).toArray();
        for (SpectralMeasure measure : SpectralMeasure.values()) {
            // The sum costs seven bits.
            assertEquals(measure.of(f, shape), measure.of(moved, shape), 1e-7, measure.id());
        }
    }

    @Test
    void scoresDoNotDependOnWhatWasScoredBefore() {
        GridShape shape = GridShape.square(24);
        SpectralScorer scorer = new SpectralScorer(shape);
        SplittableRandom random = new SplittableRandom(5);
        SpectralMeasure[] measures = SpectralMeasure.values();
        for (int trial = 0; trial < 40; trial++) {
            double[] f = random.doubles(576).toArray();
            scorer.load(f);
            SpectralMeasure first = measures[random.nextInt(measures.length)];
            SpectralMeasure second = measures[random.nextInt(measures.length)];
            assertEquals(first.of(f, shape), scorer.value(first));
            assertEquals(second.of(f, shape), scorer.value(second));
            assertEquals(first.of(f, shape), scorer.value(first));
        }
    }

    @Test
    void floatsThatAreNearlyConstantAreFlatAndTheirRoundingIsLeftOut() {
        // A half cosine of height 1e-5 on 1, in floats: 84 steps, no more.
        float[] f = new float[64 * 64];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) (1 + 1e-5 * StrictMath.cos(Math.PI * (i / 64 + 0.5) / 64));
        }
        SpectralScorer scorer = new SpectralScorer(GridShape.square(64));
        assertEquals(Status.FLAT, scorer.load(f));
        assertEquals(0.5, scorer.value(SpectralMeasure.C_DCT_F32), 0.01);
        assertTrue(scorer.value(SpectralMeasure.C_DCT) > 0.6);
        for (int i = 0; i < f.length; i++) {
            f[i] -= 1;
        }
        assertEquals(Status.OK, scorer.load(f));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < f.length; i++) {
            f[i] = random.nextFloat();
        }
        scorer.load(f);
        assertEquals(
                scorer.value(SpectralMeasure.C_DCT), scorer.value(SpectralMeasure.C_DCT_F32), 1e-3);
    }

    @Test
    void cosineTransformKeepsLength() {
        for (int side : new int[] {1, 2, 9, 30, 67}) {
            double[] f = new SplittableRandom(side).doubles((long) side * side).toArray();
            double[] d = new CosineSpectrum(GridShape.square(side)).transform(f);
            double before = Arrays.stream(f).map(v -> v * v).sum();
            double after = Arrays.stream(d, 0, f.length).map(v -> v * v).sum();
            assertEquals(before, after, 1e-12 * before);
        }
    }

    @Test
    void quantisationKeepsOrderAndReachesBothEnds() {
        GridShape shape = GridShape.square(3);
        double[] f = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        int[] symbols = new int[9];
        Raster.quantise(f, shape, Levels.Q256, Order.ROW_MAJOR, symbols);
        assertArrayEquals(new int[] {0, 32, 64, 96, 128, 160, 192, 224, 255}, symbols);
        Raster.quantise(f, shape, Levels.Q256, Order.COLUMN_MAJOR, symbols);
        assertArrayEquals(new int[] {0, 96, 192, 32, 128, 224, 64, 160, 255}, symbols);
        Raster.quantise(f, shape, Levels.Q2, Order.ROW_MAJOR, symbols);
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1}, symbols);
        double[] huge = {-1.7e308, 1.7e308, 0, 0, 0, 0, 0, 0, 0};
        Raster.quantise(huge, shape, Levels.Q256, Order.ROW_MAJOR, symbols);
        assertArrayEquals(new int[] {0, 255, 128, 128, 128, 128, 128, 128, 128}, symbols);
        double[] constant = new double[9];
        Arrays.fill(constant, 0.1);
        for (Levels levels : Levels.values()) {
            Raster.quantise(constant, shape, levels, Order.ROW_MAJOR, symbols);
            assertArrayEquals(new int[9], symbols);
        }
    }

    @Test
    void walshDegreeIsTheAverageSensitivityAndTheCoefficientsHaveLengthOne() {
        SplittableRandom random = new SplittableRandom(6);
        for (int n = 0; n <= 8; n++) {
            boolean[] outputs = new boolean[1 << n];
            for (int x = 0; x < outputs.length; x++) {
                outputs[x] = random.nextBoolean();
            }
            BooleanTable table = new BooleanTable(outputs);
            double flips = 0;
            double squares = 0;
            for (int x = 0; x < outputs.length; x++) {
                for (int i = 0; i < n; i++) {
                    flips += outputs[x] != outputs[x ^ 1 << i] ? 1 : 0;
                }
                squares += table.coefficient(x) * table.coefficient(x);
            }
            assertEquals(flips / outputs.length, table.walshDegree(), 1e-12);
            assertEquals(1, squares, 1e-12);
            assertTrue(table.walshDegree() <= table.maxSensitivity() + 1e-12);
        }
    }

    @Test
    void refusesGridsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new GridShape(0, 4, Axis.CLOSED));
        assertThrows(IllegalArgumentException.class, () -> new GridShape(9, 64, Axis.CLOSED));
        assertThrows(IllegalArgumentException.class, () -> new BooleanTable(new boolean[3]));
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> SpectralMeasure.TV.of(new double[5], GridShape.square(2)));
        assertEquals("f: expected 4 values, shape 2^2, got 5", e.getMessage());
    }
}
