package org.neuralredshift.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.spectral.BooleanTable;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.metrics.spectral.SpectralMeasure;
import org.neuralredshift.metrics.spectral.SpectralScorer.Status;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

class GridScorerTest {
    private static final GridShape SHAPE = GridShape.square(8);

    @Test
    @Tag("oracle")
    void countsOfKnownPatterns() {
        // Columns alternate: row-major 0101…, 64 symbols; column-major eight runs of 0 and 1.
        double[] stripes = new double[64];
        Arrays.setAll(stripes, i -> i % 2);
        int[] rows = new int[64];
        int[] columns = new int[64];
        Arrays.setAll(rows, i -> i % 2);
        Arrays.setAll(columns, i -> i / 8 % 2);
        assertEquals(3, score("lz76_q2", stripes));
        assertEquals(3, score("lz76_q256", stripes));
        for (SequenceMeasure count :
                List.of(SequenceMeasure.LZ76, SequenceMeasure.LZ78, SequenceMeasure.LZW)) {
            assertEquals(count.of(rows), score(count.id() + "_q2", stripes));
            double mean = (count.of(rows) + count.of(columns)) / 2;
            assertEquals(mean, score(count.id() + "_q2_mean", stripes));
            assertEquals(mean, score(count.id() + "_q256_mean", stripes));
        }
    }

    @Test
    @Tag("oracle")
    void constantsHaveTheCountsOfEqualSymbols() {
        double[] constant = new double[64];
        Arrays.fill(constant, 0.3);
        assertEquals(2, score("lz76_q256", constant));
        assertEquals(10, score("lz78_q2", constant));
        assertEquals(11, score("lzw_q2_mean", constant));
        assertEquals(0, score("c_dct", constant));
    }

    @Test
    @Tag("oracle")
    void complexityOfBooleanTablesIsThatOfTheirOutputs() {
        // Values from the public code of Valle-Perez et al. for seven inputs in numeric order.
        assertEquals(70, kcLz(x -> Integer.bitCount(x) > 3), 1e-12);
        assertEquals(91, kcLz(x -> Integer.bitCount(x) % 2 == 1), 1e-12);
        assertEquals(21, kcLz(x -> x >= 64), 1e-12);
        assertEquals(7, kcLz(_ -> false), 1e-12);
    }

    private static double kcLz(IntPredicate function) {
        boolean[] outputs = new boolean[128];
        for (int x = 0; x < 128; x++) {
            outputs[x] = function.test(x);
        }
        return SequenceMeasure.KC_LZ.of(new BooleanTable(outputs).symbols());
    }

    @Test
    @Tag("law")
    void everyMeasureIsTheSameWhateverWasScoredBefore() {
        GridScorer scorer = new GridScorer(SHAPE);
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 5; trial++) {
            double[] f = random.doubles(64).toArray();
            scorer.load(f);
            for (GridMeasure measure : GridMeasure.all()) {
                assertEquals(score(measure.id(), f), scorer.value(measure), measure.id());
            }
        }
        double[] odd = new double[64];
        odd[3] = Double.NaN;
        assertEquals(Status.NONFINITE, scorer.load(odd));
        for (GridMeasure measure : GridMeasure.all()) {
            assertTrue(Double.isNaN(scorer.value(measure)), measure.id());
        }
    }

    @Test
    @Tag("law")
    void namesAreUniqueAndEveryMeasureSaysWhatItIs() {
        List<GridMeasure> all = GridMeasure.all();
        assertEquals(all.size(), all.stream().map(GridMeasure::id).distinct().count());
        assertEquals(SpectralMeasure.values().length + 12, all.size());
        for (GridMeasure measure : all) {
            assertTrue(measure.id().matches("[a-z0-9_]+"), measure.id());
            for (String text :
                    List.of(
                            measure.unit(),
                            measure.formula(),
                            measure.edgeCases(),
                            measure.citation(),
                            measure.cost())) {
                assertTrue(!text.isBlank(), measure.id());
            }
        }
        List<String> standard = GridMeasure.standard().stream().map(GridMeasure::id).toList();
        assertEquals(
                "c_fourier,c_fourier_norm,c_dct,c_chebyshev,c_legendre,tv,lz78_q256,lz76_q256,lz78_q2",
                String.join(",", standard));
    }

    private static double score(String id, double[] f) {
        GridScorer scorer = new GridScorer(SHAPE);
        scorer.load(f);
        return scorer.value(GridMeasure.byId(id).orElseThrow());
    }
}
