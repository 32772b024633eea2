package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.metrics.sequence.SequenceMeasure;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class GenerateCommandTest {
    private static final String SMALL =
            "--layers 2 --heads 2 --width 16 --vocabulary 20 --length 12 --quiet";

    @Tag("law")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--width 770 | width: expected a multiple of heads (12), got 770",
                "--vocabulary 1 | vocabulary: expected at least 2, got 1",
                "--length 0 | length: expected at least 1, got 0",
                "--count 0 | count: expected at least 1, got 0",
                "--first -1 | first: expected at least 0, got -1",
                "--gain NaN | gain: expected a finite number above 0, got NaN",
                "--gain 0 | gain: expected a finite number above 0, got 0.0",
                "--init-std -1 | init-std: expected a finite number above 0, got -1.0",
                "--layers 0 | layers: expected at least 1, got 0",
                "--context 0 | context: expected at least 1, got 0",
                "--batch 17 | batch: expected 1 to 16, got 17",
                "--activation reluu | activation: expected one of relu, gelu, gelu-tanh, swish,"
                    + " selu, tanh, gaussian, sine, sigmoid, erf, step, identity, got reluu (did"
                    + " you mean relu?)",
                "--head tide | head: expected one of tied, untied, got tide (did you mean tied?)",
                "--init gtp2 | init: expected one of gpt2, gpt2-fixed12, pytorch, normal, got gtp2"
                        + " (did you mean gpt2?)",
                "--layer-norm off --gain 2 | gain: expected 1 with --layer-norm off, which has no"
                        + " gain, got 2.0",
                "--attention off --mlp off | mlp: expected on where attention is off, got off",
                "--temperature 2 | temperature: expected none without --decode sample, got 2.0",
                "--top-k 3 | top-k: expected none without --decode sample, got 3",
                "--decode sample --top-p 0 | top-p: expected a number above 0 and at most 1, got"
                        + " 0.0",
                "--decode sample --temperature 0 | temperature: expected a finite number above 0,"
                        + " got 0.0",
                "--engine deferred --init pytorch | engine: expected explicit or auto with --init"
                        + " pytorch, whose weights are not Gaussian, got deferred",
                "--engine deferred --weights shared | engine: expected explicit or auto with"
                        + " --weights shared, got deferred",
                "--engine mixed --init pytorch | engine: expected explicit or auto with --init"
                        + " pytorch, whose weights are not Gaussian, got mixed",
                "--init pytorch --init-std 1 | init-std: expected none with --init pytorch, which"
                        + " has its own scales, got 1.0",
                "--prompt 50257 | prompt: expected tokens of [0, 50257), got 50257",
                "--prompt 1,x | prompt: expected random, token ids separated by commas, or @FILE,"
                        + " got x",
                "--prompt @none.txt | path: expected an existing file or folder, got none.txt",
            })
    void badInputGetsOneLineAndExitCode2(String options, String line) {
        Captured captured = Captured.pipes();
        int code = new Main(captured.console).run(("generate " + options).split(" "));
        assertAll(
                () -> assertEquals("redshift generate: " + line + "\n", captured.err()),
                () -> assertEquals("", captured.out()),
                () -> assertEquals(2, code));
    }

    @Tag("law")
    @Test
    void aModelThatCanNotFitIsRefusedWithTheNumber() {
        Captured captured = Captured.pipes();
        String options =
                "generate --engine explicit --layers 4096 --width 65536 --heads 64 --count 1";
        assertEquals(2, new Main(captured.console).run(options.split(" ")));
        assertTrue(
                captured.err()
                        .matches(
                                "redshift generate: memory: expected a job of at most .* GB, which"
                                    + " is what is free, got \\d+\\.\\d GB; ask for fewer .*\n"),
                captured.err());
    }

    @Tag("law")
    @Test
    void measuresAreNamedAndSuggested() {
        Captured captured = Captured.pipes();
        assertEquals(2, new Main(captured.console).run("generate", "--measures", "lz87"));
        assertTrue(captured.err().endsWith("got lz87 (did you mean lz78?)\n"), captured.err());
    }

    @Tag("law")
    @Test
    void jsonHasTheKeysOfTheContractAndScoresOfTheGeneratedTokens() {
        for (JsonNode row : rows(SMALL + " --count 5 --measures entropy")) {
            int[] tokens = row.get("tokens").valueStream().mapToInt(JsonNode::intValue).toArray();
            assertEquals(12, tokens.length);
            assertEquals(1, row.get("prompt").size());
            assertEquals("ok", row.get("status").stringValue());
            assertEquals(0, row.get("seed").longValue());
            assertTrue(
                    List.of("deferred", "explicit", "mixed")
                            .contains(row.get("engine").stringValue()));
            for (SequenceMeasure measure :
                    List.of(
                            SequenceMeasure.DISTINCT,
                            SequenceMeasure.LZ76,
                            SequenceMeasure.LZ78,
                            SequenceMeasure.LZW,
                            SequenceMeasure.ENTROPY)) {
                assertEquals(measure.of(tokens), row.get(measure.id()).doubleValue(), measure.id());
            }
        }
    }

    @Tag("law")
    @Test
    void aSampleIsTheSameWhateverTheCountAndTheFirst() {
        List<JsonNode> many = rows(SMALL + " --count 8");
        List<JsonNode> few = rows(SMALL + " --count 3 --first 4 --threads 1");
        for (int i = 0; i < 3; i++) {
            assertEquals(many.get(4 + i), few.get(i));
        }
    }

    /**
     * That each option also changes the forward pass, at equal weights, is tested in {@code
     * DecoderTest}.
     */
    @Tag("law")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed 1",
                "--layers 3",
                "--heads 4",
                "--width 32",
                "--vocabulary 30",
                "--activation tanh",
                "--gain 2",
                "--layer-norm off",
                "--residual off",
                "--attention off",
                "--mlp off",
                "--head untied",
                "--positions sinusoidal",
                "--positions none",
                "--init gpt2-fixed12",
                "--init pytorch",
                "--init normal",
                "--init-std 0.5",
                "--context 3",
                "--weights shared",
                "--prompt 3,4",
                "--decode sample",
                "--engine explicit",
                "--engine deferred",
                "--engine mixed"
            })
    void everyOptionReachesTheSample(String option) {
        String engine = option.startsWith("--engine") ? "" : " --engine auto";
        List<JsonNode> changed = rows(SMALL + engine + " --count 6 " + option);
        String other = option.equals("--engine explicit") ? "deferred" : "explicit";
        List<JsonNode> plain =
                rows(
                        SMALL
                                + " --count 6"
                                + (option.startsWith("--engine") ? " --engine " + other : ""));
        assertNotEquals(
                plain.stream().map(row -> row.get("tokens")).toList(),
                changed.stream().map(row -> row.get("tokens")).toList());
    }

    @Tag("law")
    @Test
    void gainScopeAndDecodingOptionsAreNotIgnored() {
        assertNotEquals(tokens("--gain 3"), tokens("--gain 3 --gain-scope blocks"));
        assertNotEquals(tokens("--decode sample"), tokens("--decode sample --temperature 3"));
        assertNotEquals(tokens("--decode sample"), tokens("--decode sample --top-k 2"));
        assertNotEquals(tokens("--decode sample"), tokens("--decode sample --top-p 0.1"));
    }

    private static List<JsonNode> tokens(String options) {
        return rows(SMALL + " --count 6 " + options).stream()
                .map(row -> row.get("tokens"))
                .toList();
    }

    @Tag("law")
    @Test
    void promptsOfAFileAreTakenInTurn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prompts.txt"), "1 2 3\n\n7,8\r\n");
        List<String> prompts =
                rows(SMALL + " --count 3 --prompt @" + file).stream()
                        .map(row -> row.get("prompt").toString())
                        .toList();
        assertEquals(List.of("[1,2,3]", "[7,8]", "[1,2,3]"), prompts);
        Files.writeString(file, "1 2\n3 x\n");
        Captured captured = Captured.pipes();
        assertEquals(2, new Main(captured.console).run("generate", "--prompt", "@" + file));
        assertTrue(captured.err().contains("prompts.txt line 2: expected"), captured.err());
    }

    @Tag("law")
    @Test
    void theSummaryIsOneRowWithMeansAndIntervals() {
        List<JsonNode> each = rows(SMALL + " --count 50");
        JsonNode row = rows(SMALL + " --count 50 --summary").getFirst();
        double mean = each.stream().mapToInt(r -> r.get("lz78").intValue()).average().orElseThrow();
        assertEquals(mean, row.get("lz78_mean").doubleValue(), 1e-12);
        assertTrue(
                row.get("lz78_low").doubleValue() <= mean
                        && mean <= row.get("lz78_high").doubleValue());
        assertEquals(50, row.get("n").intValue());
    }

    @Tag("law")
    @Test
    void valuesThatAreNotFiniteAreDataAndNotInTheMeans() {
        for (JsonNode row : rows(SMALL + " --gain 1e30 --count 3")) {
            assertEquals("nonfinite", row.get("status").stringValue());
            assertTrue(row.get("nonfinite").stringValue().startsWith("layer 0 "), row.toString());
        }
        JsonNode summary = rows(SMALL + " --gain 1e30 --count 3 --summary").getFirst();
        assertEquals(0, summary.get("n").intValue());
        assertEquals(3, summary.get("nonfinite").intValue());
    }

    @Tag("law")
    @Test
    void aTerminalGetsATableAndColouredStrips() {
        Captured captured = Captured.terminal();
        String[] arguments = ("generate " + SMALL + " --count 2").split(" ");
        assertEquals(0, new Main(captured.console).run(arguments));
        assertTrue(captured.out().contains("\033[38;5;33m"), captured.out());
        assertTrue(captured.out().contains("lz78"), captured.out());
    }

    private static List<JsonNode> rows(String options) {
        Captured captured = Captured.pipes();
        String[] arguments = arguments(options);
        assertEquals(0, new Main(captured.console).run(arguments), captured::err);
        JsonMapper mapper = JsonMapper.builder().build();
        return captured.out().lines().map(mapper::readTree).toList();
    }

    /** A later value replaces an earlier one of the same option. */
    private static String[] arguments(String options) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : options.split("(^| )(?=--)")) {
            values.put(option.split(" ")[0], option);
        }
        values.remove("");
        return ("generate " + String.join(" ", values.values())).split(" ");
    }
}
