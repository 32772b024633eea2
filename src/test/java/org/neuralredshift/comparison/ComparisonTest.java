package org.neuralredshift.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.comparison.Judgement.Verdict;
import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MadeUpResults;
import org.neuralredshift.experiments.Results;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

@Tag("law")
class ComparisonTest {
    private static final List<String> ACTIVATIONS =
            List.of("relu", "gelu", "swish", "selu", "tanh", "gaussian", "sine");

    private static final String STUDY =
            """
            study: synthetic
            family: both
            measures: [lz78, lz76, c_dct, tv]
            axes:
              activation: [relu, gelu, swish, selu, tanh, gaussian, sine]
              magnitude: [0.25, 1, 4]
              depth: [2, 6]
            claims:
              - {claim: alike, association: [lz78, c_dct], given: [magnitude, depth], above: 0.5}
              - {claim: unlike, association: [lz78, c_dct], given: [magnitude, depth], below: 0}
              - {claim: rises, ratio: lz78, of: {magnitude: highest}, to: {magnitude: lowest},
                 above: 1.5}
              - {claim: falls, ratio: lz78, of: {magnitude: highest}, to: {magnitude: lowest},
                 below: 1}
              - {claim: by five exactly, ratio: c_dct, of: {magnitude: highest},
                 to: {magnitude: lowest}, above: 5}
              - {claim: on average, mean: tv, of: {activation: relu}, within: [0.9, 1.1]}
              - {claim: spreads, spread: c_dct, of: {depth: highest}, to: {depth: lowest}, above: 1}
              - {claim: not here, mean: c_fourier, of: {activation: relu}, above: 0}
              - {claim: no such cell, mean: tv, of: {activation: erf}, above: 0}
            """;

    /**
     * Both families follow activation, magnitude and depth alike; tv and lz76 are near constant.
     */
    private static double value(Cell cell, String measure, int sample) {
        double noise = 1 + 0.01 * ((sample * 7 + cell.match() * 3) % 5 - 2);
        int trait = ACTIVATIONS.indexOf(cell.condition().get("activation")) + 1;
        double magnitude = Double.parseDouble(cell.condition().getOrDefault("magnitude", ""));
        int depth = Integer.parseInt(cell.condition().getOrDefault("depth", ""));
        return switch (measure) {
            case "lz78" -> noise * trait * Math.sqrt(magnitude) * (1 + 0.1 * depth);
            case "c_dct" -> noise * StrictMath.pow(trait, depth / 6.0) * (1 + magnitude);
            default -> noise;
        };
    }

    private static Results results() {
        return MadeUpResults.results(MadeUpResults.study(STUDY), 10, ComparisonTest::value);
    }

    private static Judgement claim(Comparison comparison, String text) {
        return comparison.claims().stream()
                .filter(c -> c.claim().text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPerfectOrderOfActivationsIsFoundWithTheSmallestPossibleP() {
        Association primary = Comparison.of(results()).primary().orElseThrow();

        assertEquals("lz78", primary.sequence());
        assertEquals("c_dct", primary.grid());
        assertEquals(42, primary.cells());
        assertEquals(7, primary.blocks());
        assertEquals(List.of("depth", "magnitude"), primary.given());
        assertTrue(primary.partial().estimate() > 0.8, primary::toString);
        assertTrue(primary.partial().low() > 0.5, primary::toString);
        // Of the 5,040 orders of seven activations only the true one and, for two-sided tests,
        // perhaps its reverse are as extreme.
        assertTrue(primary.p() <= 2 / 5040.0);
        assertTrue(primary.adjusted() >= primary.p());
        assertEquals(5, primary.within().size());
    }

    @Test
    void claimsAreJudgedByTheirIntervals() {
        Comparison comparison = Comparison.of(results());

        assertEquals(Verdict.SUPPORTED, claim(comparison, "alike").verdict());
        assertEquals(Verdict.CONTRADICTED, claim(comparison, "unlike").verdict());
        assertEquals(Verdict.SUPPORTED, claim(comparison, "rises").verdict());
        assertEquals(Verdict.CONTRADICTED, claim(comparison, "falls").verdict());
        // (1 + 4) / (1 + 0.25) = 4, below 5.
        assertEquals(Verdict.CONTRADICTED, claim(comparison, "by five exactly").verdict());
        assertEquals(4, claim(comparison, "by five exactly").interval().estimate(), 0.05);
        assertEquals(Verdict.SUPPORTED, claim(comparison, "on average").verdict());
        assertEquals(60, claim(comparison, "on average").networks());
        // ln t^(depth / 6) spreads three times as far at depth 6 as at depth 2, but the magnitude
        // spreads both.
        assertEquals(Verdict.SUPPORTED, claim(comparison, "spreads").verdict());
    }

    @Test
    void aClaimWithoutCellsIsUndecidedAndSaysSo() {
        Comparison comparison = Comparison.of(results());

        for (String text : List.of("not here", "no such cell")) {
            assertEquals(Verdict.UNDECIDED, claim(comparison, text).verdict());
            assertEquals("the study has no such cells", claim(comparison, text).note());
        }
    }

    @Test
    void effectsHaveTheirSignsInBothFamilies() {
        FactorEffect magnitude =
                Comparison.of(results()).effects().stream()
                        .filter(e -> e.factor().equals("magnitude"))
                        .findFirst()
                        .orElseThrow();

        assertEquals("0.25", magnitude.from());
        assertEquals("4.0", magnitude.to());
        assertEquals(14, magnitude.pairs());
        assertEquals(1, magnitude.agreement());
        for (Family family : Family.values()) {
            assertTrue(magnitude.change().get(family).low() > 0.1, family::toString);
        }
    }

    @Test
    void theSameResultsGiveTheSameTextAndItIsJson() {
        String json = Comparison.of(results()).json();
        JsonNode root = new JsonMapper().readTree(json);

        assertEquals(json, Comparison.of(results()).json());
        assertEquals(4, root.path("associations").size());
        assertEquals(9, root.path("claims").size());
        assertTrue(root.path("claims").get(8).path("value").isNull());
        assertEquals(840, root.path("samples").asInt());
        assertEquals(0, root.path("missing").asInt());
    }

    @Test
    void cellsWithoutValuesAreLeftOut() {
        Results some =
                MadeUpResults.results(
                        MadeUpResults.study(STUDY),
                        4,
                        (cell, measure, sample) ->
                                cell.condition().containsValue("sine")
                                        ? Double.NaN
                                        : value(cell, measure, sample));

        Association primary = Comparison.of(some).primary().orElseThrow();

        assertEquals(36, primary.cells());
        assertEquals(6, primary.blocks());
    }

    @Test
    void anEmptyFolderGivesNoNumbersAndNoError() {
        Comparison comparison = Comparison.of(Results.none(MadeUpResults.study(STUDY)));

        assertEquals(0, comparison.samples());
        assertTrue(Double.isNaN(comparison.primary().orElseThrow().partial().estimate()));
        assertTrue(comparison.claims().stream().allMatch(c -> c.verdict() == Verdict.UNDECIDED));
        assertFalse(comparison.json().contains("NaN"));
    }
}
