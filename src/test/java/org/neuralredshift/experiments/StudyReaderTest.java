package org.neuralredshift.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

@Tag("law")
class StudyReaderTest {
    private static final String MLP = "study: a\nfamily: mlp\n";

    private static List<String> conditions(String axes) {
        return Studies.of(MLP + axes).cells().stream().map(c -> c.condition().toString()).toList();
    }

    @Test
    void everyCombinationIsACellWithTheFirstAxisSlowest() {
        assertEquals(
                List.of(
                        "{activation=relu, depth=1}",
                        "{activation=relu, depth=2}",
                        "{activation=tanh, depth=1}",
                        "{activation=tanh, depth=2}"),
                conditions("axes: {activation: [relu, tanh], depth: {range: [1, 2]}}"));
    }

    @Test
    void rangesAreExactAndLogarithmicOnesHaveSixDigits() {
        assertEquals(
                List.of("{magnitude=0.1}", "{magnitude=0.2}", "{magnitude=0.3}"),
                conditions("axes: {magnitude: {range: [0.1, 0.3, 0.1]}}"));
        assertEquals(
                List.of("{magnitude=0.1}", "{magnitude=0.316228}", "{magnitude=1.0}"),
                conditions("axes: {magnitude: {logrange: [0.1, 1, 3]}}"));
        assertEquals(
                List.of("{width=16}", "{width=128}", "{width=1024}"),
                conditions("axes: {width: {logrange: [16, 1024, 3]}}"));
    }

    @Test
    void zippedAxesMoveTogether() {
        assertEquals(
                List.of("{width=8, depth=1}", "{width=16, depth=2}"),
                conditions("axes: {zip: {width: [8, 16], depth: [1, 2]}}"));
    }

    @Test
    void excludedCellsAreLeftOut() {
        assertEquals(
                List.of("{depth=1, magnitude=1.0}", "{depth=2, magnitude=4.0}"),
                conditions(
                        "axes: {depth: [1, 2], magnitude: [1, 4]}\n"
                            + "exclude: [{depth: 1, magnitude: 4.0}, {depth: 2, magnitude: [1]}]"));
    }

    @Test
    void bothFamiliesMatchOverSharedAxesAndNumbers() {
        List<Cell> cells = Studies.of(Studies.TINY).cells();
        assertEquals(12, cells.size());
        for (int i = 0; i < 12; i += 2) {
            assertEquals(cells.get(i).match(), cells.get(i + 1).match());
            assertEquals(cells.get(i).condition(), cells.get(i + 1).condition());
            assertEquals(Family.TRANSFORMER, cells.get(i).family());
            assertEquals(Family.MLP, cells.get(i + 1).family());
            String magnitude = cells.get(i).condition().get("magnitude");
            assertEquals(magnitude, cells.get(i).settings().get("gain"));
            assertEquals(magnitude, cells.get(i + 1).settings().get("magnitude"));
        }
    }

    @Test
    void familiesMayHaveValuesOfTheirOwnInMatchedCells() {
        Study study =
                Studies.of(
                        "study: a\nfamily: both\naxes: {zip: {transformer.gain: [1, 2],"
                                + " mlp.magnitude: [3, 4]}}");
        assertEquals(
                List.of("{gain=1.0}", "{magnitude=3.0}", "{gain=2.0}", "{magnitude=4.0}"),
                study.cells().stream().map(c -> c.condition().toString()).toList());
    }

    @Test
    void theKeyOfACellDoesNotDependOnTheOtherCells() {
        String key = Studies.of(MLP + "axes: {depth: [2]}").cells().getFirst().key();
        List<Cell> cells =
                Studies.of(MLP + "axes: {activation: [tanh, relu], depth: [1, 2]}").cells();
        assertEquals(key, cells.getLast().key());
        assertNotEquals(
                key, Studies.of(MLP + "seed: 1\naxes: {depth: [2]}").cells().getFirst().key());
    }

    @Test
    void settingsOfTheCommandLineWin() {
        Study study =
                Studies.of(Studies.TINY, "samples=5", "mlp.grid=4", "axes.depth=[1, 2]", "seed=9");
        assertEquals(5, study.sampling().least());
        assertEquals(24, study.cells().size());
        assertEquals("4", study.cells().get(1).settings().get("grid"));
        assertEquals("9", study.cells().get(1).settings().get("seed"));
    }

    @Test
    void theResolvedStudyReadsBackAsItself() {
        for (String name : Presets.names()) {
            for (String scale : List.of("quick", "paper")) {
                Study study = Presets.study(name, scale);
                Study again = Study.ofJson("study.json", study.json());
                assertEquals(study, again);
                assertEquals(study.json(), again.json());
                assertEquals(List.of(), study.differences(again));
            }
        }
    }

    @Test
    void theOutlineOfAPresetIsThatOfItsStudy() {
        for (String name : Presets.names()) {
            for (String scale : List.of("quick", "paper")) {
                Study study = Presets.study(name, scale);
                assertEquals(
                        new StudyOutline(study.title(), study.cells().size(), study.sampling()),
                        Presets.outline(name, scale));
            }
        }
    }

    @Test
    void targetsReadBackToo() {
        Study study = Studies.of(MLP + "target-ci: {least: 3, most: 9, half-width: {tv: 0.5}}\n");
        assertEquals(study, Study.ofJson("study.json", study.json()));
    }

    @Test
    void aChangedStudyIsToldInWords() {
        Study study = Studies.of(MLP + "axes: {depth: [1, 2]}");
        Study other = Studies.of(MLP + "samples: 3\naxes: {depth: [2, 3]}");
        List<String> lines = study.differences(other);
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("samples: "), lines::toString);
        assertEquals("1 cell gone (mlp depth=1)", lines.get(1));
        assertEquals("1 cell new (mlp depth=3)", lines.get(2));
    }

    @Test
    void aStudyWithAChangedSeedIsNotItsOwnKey() {
        String json = Studies.of(MLP + "seed: 5").json();
        assertThrows(
                IllegalArgumentException.class,
                () -> Study.ofJson("study.json", json.replace("\"seed\":5}", "\"seed\":6}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampels: 3 | study.yaml:3: study: expected one of study, title, family, seed,"
                        + " samples, target-ci, keep, measures, transformer, mlp, axes, exclude,"
                        + " claims, scales, got sampels (did you mean samples?)",
                "mlp: {dept: 3} | study.yaml:3: mlp: expected one of model, depth, width,"
                        + " activation, magnitude, prior, bias-range, layer-norm, residual, gate,"
                        + " prefactor, inputs, grid, axis, seed, got dept (did you mean depth?)",
                "mlp: {depth: two} | study.yaml:3: depth: expected an integer, got two",
                "mlp: {gate: maybe} | study.yaml:3: gate: expected on or off, got maybe",
                "mlp: {width: 0} | study.yaml:3: mlp: width: expected an integer from 1 to 65536,"
                        + " got 0",
                "samples: many | study.yaml:3: samples: expected an integer from 1 to 1073741824,"
                        + " got many",
                "axes: {depth: []} | study.yaml:3: depth: expected an axis of at least one value,"
                        + " got none",
                "axes: {depth: [1, 1]} | study.yaml:3: axes: expected cells that differ, got twice"
                        + " the same: mlp depth=1 and mlp depth=1",
                "measures: [lz76] | study.yaml:3: measures: expected one of `list measures` for the"
                        + " family, got lz76",
                "seed: 1.5 | study.yaml:3: seed: expected an integer, got 1.5",
                "exclude: [{depth: 9}] | study.yaml:3: exclude: expected a rule that holds for a"
                        + " cell, got {depth: 9}",
                "family: mlp | study.yaml:3: family: expected once, got twice",
                "claims: {a: b} | study.yaml:3: claims: expected a list, got {a: b}",
                "claims: [{claim: x, mean: tv, of: {}}] | study.yaml:3: claims: expected one of"
                        + " above, below, within, got []",
                "claims: [{claim: x, mean: tvv, of: {}, above: 1}] | study.yaml:3: measure:"
                        + " expected one of `list measures`, got tvv (did you mean tv?)",
                "claims: [{claim: x, mean: tv, of: {dpeth: 1}, above: 1}] | study.yaml:3: axis:"
                        + " expected depth, magnitude or a setting of a family, got dpeth (did you"
                        + " mean depth?)",
                "claims: [{claim: x, mean: tv, of: {}, within: [2, 1]}] | study.yaml:3: within:"
                        + " expected [LOW, HIGH] with LOW < HIGH, got [2, 1]",
                "claims: [{claim: x, association: [tv], above: 1}] | study.yaml:3: association:"
                        + " expected two measures, got [tv]",
                "mlp: [1] | study.yaml:3: mlp: expected a map of keys and values, got [1]",
            })
    void aBadStudyGetsOneLineWithFileAndLine(String line, String message) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Studies.of(MLP + line + "\n"));
        String start = message.length() > 60 && message.contains("lz76") ? message : null;
        if (start != null) {
            assertTrue(e.getMessage().startsWith(start), e::getMessage);
        } else {
            assertEquals(message, e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "axes: {depth: {range: [1, 1000]}, width: {range: [1, 1000]}, seed: {range: [1,"
                        + " 1000]}}",
                "axes: {seed: {range: [1, 1000000000]}}",
                "axes: {magnitude: {range: [1, 2, 1e-300]}}",
            })
    void aThousandMillionCellsAreRefusedAtOnce(String line) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Studies.of(MLP + line + "\n"));
        assertTrue(e.getMessage().startsWith("study.yaml:3: "), e::getMessage);
        assertTrue(e.getMessage().contains("at most 100000 cells"), e::getMessage);
    }

    static Stream<byte[]> noStudies() {
        return Stream.of(
                "".getBytes(StandardCharsets.UTF_8),
                "- a".getBytes(StandardCharsets.UTF_8),
                "study: [".getBytes(StandardCharsets.UTF_8),
                "a: b: c".getBytes(StandardCharsets.UTF_8),
                "study: a\nfamily: mlp\n---\nstudy: b\n".getBytes(StandardCharsets.UTF_8),
                "study: &x a\nfamily: *x\n".getBytes(StandardCharsets.UTF_8),
                ("study: " + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8),
                ("study: " + "{a: ".repeat(200)).getBytes(StandardCharsets.UTF_8),
                "study: ../../etc\nfamily: mlp\n".getBytes(StandardCharsets.UTF_8),
                new byte[] {'a', ':', ' ', (byte) 0xc3, '\n'},
                new byte[] {0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("noStudies")
    void whatIsNoStudyGetsOneLine(byte[] text) {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> StudyReader.read("study.yaml", text, null, List.of()));
        assertTrue(e.getMessage().startsWith("study.yaml:"), e::getMessage);
        assertEquals(1, e.getMessage().lines().count(), e::getMessage);
        assertTrue(e.getMessage().contains("expected"), e::getMessage);
    }

    @Test
    void defaultsAreThoseOfTheCommands() {
        Study study = Studies.of("study: a\nfamily: both\n");
        assertArrayEquals(
                new String[] {"12", "768", "50257", "per-sequence"},
                Stream.of("layers", "width", "vocabulary", "weights")
                        .map(study.cells().get(0).settings()::get)
                        .toArray());
        assertEquals("3", study.cells().get(1).settings().get("depth"));
    }
}
