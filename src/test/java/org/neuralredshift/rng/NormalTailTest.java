package org.neuralredshift.rng;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** erfc(x/√2)/2 by mpmath 1.3 with 40 digits. */
    @Tag("oracle")
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.125, 0.45026177516988710702",
        "0.5, 0.30853753872598689636",
        "1, 0.15865525393145705141",
        "1.5, 0.066807201268858066004",
        "2, 0.0227501319481792072",
        "2.2421875, 0.012474628344211282077",
        "2.25, 0.012224472655044703153",
        "2.5, 0.006209665325776135167",
        "3, 0.0013498980316300945267",
        "4.25, 0.000010688525774934420469",
        "5, 2.8665157187919391167e-7",
        "6.5, 4.0160005838591178083e-11",
        "8, 6.2209605742717841235e-16",
        "20, 2.7536241186062336951e-89",
        "-1, 0.84134474606854294859",
        "-4.25, 0.99998931147422506558"
    })
    void theTailIsThatOfTheNormalLaw(double x, double p) {
        assertEquals(p, NormalTail.above(x), 1e-14 * p);
        assertEquals(x, NormalTail.quantile(p), p > 0.9 ? 1e-10 : 1e-13);
    }

    @Tag("law")
    @Test
    void theQuantileIsTheInverseAndFalls() {
        assertEquals(Double.POSITIVE_INFINITY, NormalTail.quantile(0));
        assertEquals(Double.NEGATIVE_INFINITY, NormalTail.quantile(1));
        double last = Double.POSITIVE_INFINITY;
        for (double p = 1e-30; p < 0.99; p *= 1.1) {
            double x = NormalTail.quantile(p);
            assertTrue(x < last);
            assertEquals(p, NormalTail.above(x), 4e-14 * p);
            last = x;
        }
    }
}
