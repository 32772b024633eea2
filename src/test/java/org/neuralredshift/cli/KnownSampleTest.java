package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("twin")
class KnownSampleTest {
    @ParameterizedTest
    @EnumSource
    void hasItsBitsAtEveryWidthAndNumberOfThreads(KnownSample sample) throws Exception {
        assertEquals(sample.expected(), sample.computed(1));
        assertEquals(sample.expected(), sample.computed(2));
    }
}
