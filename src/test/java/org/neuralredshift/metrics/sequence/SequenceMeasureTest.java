package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The list of measures describes itself. */
@Tag("law")
class SequenceMeasureTest {
    @ParameterizedTest
    @EnumSource
    void everyMeasureIsDescribedInFull(SequenceMeasure measure) {
        assertTrue(measure.id().matches("[a-z][a-z0-9_]*"), measure.id());
        for (String text :
                new String[] {
                    measure.unit(),
                    measure.formula(),
                    measure.edgeCases(),
                    measure.citation(),
                    measure.cost()
                }) {
            assertFalse(text.isBlank());
            assertFalse(text.endsWith("."), text);
        }
        assertEquals(Optional.of(measure), SequenceMeasure.byId(measure.id()));
    }

    @Test
    void namesDiffer() {
        assertEquals(SequenceMeasure.values().length, new HashSet<>(SequenceMeasure.ids()).size());
        assertEquals(Optional.empty(), SequenceMeasure.byId("lz77"));
    }

    @ParameterizedTest
    @EnumSource
    void countsAreWholeAndFlagsAreZeroOrOne(SequenceMeasure measure) {
        for (String word : new String[] {"", "a", "aa", "abracadabra", "0001101001000101"}) {
            double value = measure.of(Words.of(word));
            switch (measure.kind()) {
                case COUNT -> assertEquals(Math.rint(value), value);
                case FLAG -> assertTrue(value == 0 || value == 1);
                case REAL ->
                        assertEquals(
                                measure == SequenceMeasure.KC_LZ && word.isEmpty(),
                                Double.isNaN(value));
            }
        }
    }

    @Test
    void aValueThatWasNotAskedForIsRefused() {
        SequenceScores scores = SequenceScores.of(new int[3], Set.of(SequenceMeasure.LZ78));
        assertEquals(2, scores.value(SequenceMeasure.LZ78));
        assertThrows(IllegalArgumentException.class, () -> scores.value(SequenceMeasure.LZ76));
    }
}
