package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.Exhaustive;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

@Tag("law")
class RunCommandTest {
    private static final String STUDY =
            """
            study: small
            family: both
            seed: 5
            samples: 12
            keep: 1000
            measures: [distinct, lz76, lz78, c_fourier, tv]
            transformer: {heads: 2, width: 16, vocabulary: 64, length: 40}
            mlp: {grid: 16, width: 16}
            axes: {activation: [tanh, relu], magnitude: [2, 4], depth: [2]}
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), STUDY);
    }

    private static Captured run(int code, String... arguments) {
        Captured captured = Captured.pipes();
        assertEquals(code, new Main(captured.console).run(arguments), captured::err);
        return captured;
    }

    private Path run(String name, String... further) {
        Path out = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("run", file.toString(), "--out", out.toString()));
        arguments.addAll(List.of(further));
        run(0, arguments.toArray(String[]::new));
        return out;
    }

    private static List<JsonNode> rows(Path out) throws IOException {
        try (Stream<String> lines = Files.lines(out.resolve("samples-0.jsonl"))) {
            return lines.map(JSON::readTree).toList();
        }
    }

    private static List<JsonNode> rows(Captured captured) {
        return captured.out().lines().map(JSON::readTree).toList();
    }

    @Test
    void aCellDrawsWhatTheCommandsDraw() throws Exception {
        List<JsonNode> rows = rows(run("out"));
        String[] sequences =
                ("generate --layers 2 --heads 2 --width 16 --vocabulary 64 --length 40"
                                + " --activation tanh --gain 4 --seed 5 --count 12 --format jsonl")
                        .split(" ");
        String[] functions =
                ("functions --depth 2 --width 16 --grid 16 --activation tanh --magnitude 4 --seed 5"
                                + " --count 12 --format jsonl")
                        .split(" ");
        assertSame(rows, "transformer", rows(run(0, sequences)), List.of("tokens", "lz76", "lz78"));
        assertSame(rows, "mlp", rows(run(0, functions)), List.of("status", "c_fourier", "tv"));
    }

    private static void assertSame(
            List<JsonNode> rows, String family, List<JsonNode> expected, List<String> fields) {
        List<JsonNode> cell =
                rows.stream()
                        .filter(row ->
                                row.path("family").asString().equals(family)
                                        && row.path("activation").asString().equals("tanh")
                                        && row.path("magnitude").asDouble() == 4)
                        .toList();
        assertEquals(12, cell.size());
        for (int i = 0; i < 12; i++) {
            assertEquals(i, cell.get(i).path("sample").asInt());
            for (String field : fields) {
                assertTrue(cell.get(i).has(field), field);
                assertEquals(expected.get(i).path(field), cell.get(i).path(field), field);
            }
        }
    }

    @Test
    void aCheckpointWritesTheSequencesAndItsAbsenceIsToldInOneLine() throws Exception {
        Path trained = folder.resolve("trained");
        String model = "--layers 1 --heads 2 --width 16 --vocabulary 64 --length 40";
        run(0, ("export " + model + " --out " + trained).split(" "));
        Files.writeString(
                file,
                """
                study: trained
                family: transformer
                samples: 6
                keep: 6
                measures: [distinct, lz78]
                transformer: {length: 40}
                """);
        Path out = run("out", "--checkpoint", trained.toString());
        List<JsonNode> given =
                rows(
                        run(
                                0,
                                ("generate --count 6 --length 40 --format jsonl --checkpoint "
                                                + trained)
                                        .split(" ")));
        List<JsonNode> rows = rows(out);
        for (int i = 0; i < 6; i++) {
            assertEquals(given.get(i).path("tokens"), rows.get(i).path("tokens"));
            assertEquals(trained.toString(), given.get(i).path("checkpoint").asString());
        }
        run(0, "verify", out.toString());
        Files.delete(trained.resolve("config.json"));
        String missing = run(2, "verify", out.toString()).err();
        assertEquals(1, missing.lines().count(), missing);
        assertTrue(missing.contains("checkpoint: expected a GPT-2 folder, got "), missing);
        String again =
                run(
                                2,
                                "run",
                                file.toString(),
                                "--out",
                                out.toString(),
                                "--checkpoint",
                                trained.toString())
                        .err();
        assertEquals(1, again.lines().count(), again);
        String preset = run(2, "run", "mlp-heatmap", "--checkpoint", trained.toString()).err();
        assertTrue(preset.contains("checkpoint: expected a study of transformers"), preset);
    }

    @Test
    void aDryRunTellsTheCostAndWritesNothing() {
        Path out = folder.resolve("out");
        String plan = run(0, "run", file.toString(), "--out", out.toString(), "--dry-run").out();
        assertTrue(plan.contains("cells    8\n"), plan);
        assertTrue(plan.contains("samples  96 to run, 0 there\n"), plan);
        assertTrue(plan.contains("memory   "), plan);
        assertTrue(plan.contains("time     about "), plan);
        assertFalse(Files.exists(out));
    }

    @Test
    void aBadStudyGetsOneLineAndWritesNothing() throws Exception {
        Files.writeString(file, STUDY + "sampels: 3\n");
        Path out = folder.resolve("out");
        String error = run(2, "run", file.toString(), "--out", out.toString()).err();
        assertEquals(1, error.lines().count(), error);
        assertTrue(error.contains("small.yaml:10: "), error);
        assertTrue(error.endsWith("(did you mean samples?)\n"), error);
        assertFalse(Files.exists(out));
        String none = run(2, "run", "gpt2-sequence").err();
        assertTrue(none.endsWith("got gpt2-sequence (did you mean gpt2-sequences?)\n"), none);
    }

    @Test
    void aChangedStudyIsRefused() {
        Path out = run("out");
        String error =
                run(2, "run", file.toString(), "--out", out.toString(), "--set", "seed=6").err();
        assertTrue(error.contains("seed: 5 became 6"), error);
    }

    @Test
    void shardsMergeToTheWholeAndWhatIsMissingIsListed() throws Exception {
        Path whole = run("whole");
        Path one = run("one", "--shard", "1/2");
        Path two = run("two", "--shard", "2/2");
        Path out = folder.resolve("merged");
        Captured some = run(0, "merge", one.toString(), "--out", out.toString());
        assertEquals(4, some.out().lines().filter(l -> l.startsWith("missing 12 of 12")).count());
        Captured all = run(0, "merge", one.toString(), two.toString(), "--out", out.toString());
        assertEquals("", all.out());
        assertEquals(results(whole), results(out));
    }

    @Test
    void verifyFindsAFlippedBitAndAChangedSeed() throws Exception {
        Path out = run("out");
        run(0, "verify", out.toString(), "--samples", "1000");
        Path rows = out.resolve("samples-0.jsonl");
        byte[] good = Files.readAllBytes(rows);
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 4;
        Files.write(rows, bad);
        assertTrue(run(1, "verify", out.toString()).out().contains("samples-0.jsonl:"));
        Files.write(rows, good);
        Path study = out.resolve("study.json");
        Files.writeString(study, Files.readString(study).replace("\"seed\":5}", "\"seed\":6}"));
        assertTrue(run(1, "verify", out.toString()).out().contains("study.json: "));
        run(2, "verify", folder.resolve("none").toString());
    }

    @Test
    void provenanceTellsEveryRun() throws Exception {
        Path out = run("out");
        run("out");
        JsonNode runs =
                JSON.readTree(Files.readString(out.resolve("provenance.json"))).path("runs");
        assertEquals(2, runs.size());
        assertEquals(96, runs.get(0).path("computed").asInt());
        assertEquals(96, runs.get(1).path("reused").asInt());
        assertEquals("done", runs.get(1).path("result").asString());
    }

    @Test
    void aTerminatedRunKeepsWhatItHasAndGoesOn() throws Exception {
        Path whole = run("whole", "--set", "samples=100");
        Path out = folder.resolve("out");
        Process process = start(out);
        awaitRows(process, out);
        process.destroy();
        assertTrue(process.waitFor(5, TimeUnit.SECONDS));
        assertTrue(process.exitValue() == 143 || process.exitValue() == 0);
        run("out", "--set", "samples=100");
        assertEquals(results(whole), results(out));
    }

    @Test
    void aFewKilledRunsEndWithTheFilesOfACalmOne() throws Exception {
        kill(3);
    }

    @Test
    @Tag("exhaustive")
    void twoHundredKilledRunsEndWithTheFilesOfACalmOne() throws Exception {
        int[] found = kill(200);
        Exhaustive.record(
                "killed-runs",
                List.of(
                        "runs killed: " + found[0],
                        "studies completed by the run after: " + found[1],
                        "studies that differ from a calm run's: 0"));
    }

    /** Kills runs at random moments; returns how many, and how many studies were completed. */
    private int[] kill(int times) throws Exception {
        Path whole = run("whole", "--set", "samples=100");
        Random random = new Random(1);
        int studies = 0;
        int killed = 0;
        Path out = folder.resolve("killed-0");
        while (killed < times) {
            Process process = start(out);
            boolean isDone = process.waitFor(600 + random.nextInt(900), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            killed += isDone ? 0 : 1;
            if (isDone || random.nextInt(3) == 0) {
                run("killed-" + studies, "--set", "samples=100");
                assertEquals(results(whole), results(out));
                studies++;
                out = folder.resolve("killed-" + studies);
            }
        }
        return new int[] {killed, studies};
    }

    private static List<String> results(Path out) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name :
                List.of("study.json", "samples-0.jsonl", "cells.csv", "comparison.json")) {
            texts.add(Files.readString(out.resolve(name)));
        }
        try (Stream<Path> files = Files.list(out)) {
            texts.add("" + files.filter(f -> f.toString().endsWith(".jsonl")).count());
        }
        return texts;
    }

    private static void awaitRows(Process process, Path out) throws Exception {
        Path rows = out.resolve("samples-1.jsonl");
        while (process.isAlive() && !(Files.exists(rows) && Files.size(rows) > 0)) {
            Thread.sleep(5);
        }
    }

    private Process start(Path out) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.neuralredshift.cli.Main",
                        "run",
                        file.toString(),
                        "--out",
                        out.toString(),
                        "--set",
                        "samples=100");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
