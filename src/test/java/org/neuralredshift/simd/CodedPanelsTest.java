package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

@Tag("twin")
class CodedPanelsTest {
    private static final float RANGE = 3;

    @ParameterizedTest(name = "{0} terms of {1} outputs")
    @CsvSource({"1, 1", "2, 64", "7, 100", "64, 129", "333, 70"})
    void productsAreWithinTheBound(int terms, int outputs) {
        SplittableRandom random = new SplittableRandom(terms);
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, terms, outputs, Panels.PAD);
            CodedPanels codes = new CodedPanels(arena, terms, outputs, RANGE);
            float[] x = new float[terms];
            double size = 0;
            for (int k = 0; k < terms; k++) {
                for (int o = 0; o < outputs; o++) {
                    w.set(k, o, (float) random.nextDouble(-RANGE, RANGE));
                }
                w.set(k, 0, k % 2 == 0 ? RANGE : -RANGE);
                codes.keep(k, 0, outputs, w);
                x[k] = (float) random.nextGaussian();
                size += Math.abs(x[k]);
            }
            for (int o = 0; o < outputs; o += 3) {
                float value = (float) random.nextDouble(-RANGE, RANGE);
                w.set(terms - 1, o, value);
                assertTrue(codes.keep(terms - 1, o, w));
            }
            float[] y = new float[w.paddedColumns()];
            codes.multiply(x, terms, y);
            double worst = 0;
            for (int o = 0; o < outputs; o++) {
                double exact = 0;
                float rounded = 0;
                for (int k = 0; k < terms; k++) {
                    exact += (double) x[k] * w.at(k, o);
                    rounded = Math.fma(x[k], w.at(k, o), rounded);
                }
                double bound = CodedPanels.bound(size, terms);
                assertEquals(exact / codes.unit(), y[o], bound, "output " + o);
                assertEquals(rounded / (double) codes.unit(), y[o], bound, "output " + o);
                worst = Math.max(worst, Math.abs(exact / codes.unit() - y[o]));
            }
            assertTrue(worst > 0, "codes are no more than codes");
        }
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        try (Arena arena = Arena.ofConfined()) {
            Panels w = new Panels(arena, 1, 40, Panels.PAD);
            CodedPanels codes = new CodedPanels(arena, 1, 40, RANGE);
            for (int o = 0; o < 40; o++) {
                w.set(0, o, o / 20f);
            }
            codes.keep(0, 0, 40, w);
            w.set(0, 4, -RANGE);
            assertTrue(codes.keep(0, 4, w));
            for (float beyond : new float[] {1.01f * RANGE, -1e30f, Float.NEGATIVE_INFINITY}) {
                w.set(0, 3, beyond);
                assertFalse(codes.keep(0, 3, w));
            }
            float[] y = new float[Panels.PAD];
            codes.multiply(new float[] {1}, 1, y);
            for (int o = 0; o < 40; o++) {
                if (o != 3) { // its neighbours in a word are 19 and 35
                    assertEquals(w.at(0, o) / codes.unit(), y[o], 0.501, "output " + o);
                }
            }
        }
    }
}
