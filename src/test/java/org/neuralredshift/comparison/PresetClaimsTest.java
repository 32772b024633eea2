package org.neuralredshift.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neuralredshift.experiments.MadeUpResults;
import org.neuralredshift.experiments.Presets;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Study;

import java.util.List;

@Tag("law")
class PresetClaimsTest {
    static List<String> presets() {
        return Presets.names();
    }

    /** Values differ from cell to cell, so that every ratio, spread and rank exists. */
    @ParameterizedTest
    @MethodSource("presets")
    void everyClaimOfAPresetFindsItsCellsInBothSizes(String name) {
        for (String scale : List.of("quick", "paper")) {
            Study study = Presets.study(name, scale);
            Results results =
                    MadeUpResults.results(
                            study,
                            2,
                            (cell, measure, sample) ->
                                    1
                                            + Math.floorMod(
                                                    (cell.key() + measure).hashCode() + sample,
                                                    97));

            Comparison comparison = Comparison.of(results);

            assertFalse(study.claims().isEmpty());
            assertEquals(
                    List.of(),
                    comparison.claims().stream()
                            .filter(c -> Double.isNaN(c.interval().low()))
                            .map(c -> c.claim().text())
                            .toList());
        }
    }
}
