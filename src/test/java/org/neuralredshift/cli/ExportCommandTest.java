package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Export, import and generate from a folder, from the command line. */
class ExportCommandTest {
    private static final String SMALL =
            " --layers 2 --heads 2 --width 16 --vocabulary 40 --length 25 --init-std 0.3 --seed 5";

    @TempDir private Path folder;

    @Tag("law")
    @ParameterizedTest
    @CsvSource({
        "deferred, gelu-tanh, tied",
        "deferred, gelu-tanh, untied",
        "deferred, relu, tied",
        "deferred, relu, untied",
        "deferred, tanh, tied",
        "deferred, tanh, untied",
        "explicit, gelu-tanh, tied",
        "explicit, gelu-tanh, untied",
        "explicit, relu, tied",
        "explicit, relu, untied",
        "explicit, tanh, tied",
        "explicit, tanh, untied",
        "mixed, gelu-tanh, tied",
        "mixed, tanh, untied"
    })
    void anExportedNetworkWritesTheTokensOfItsSample(
            String engine, String activation, String head) {
        assertRoundTrip(
                "--engine %s --activation %s --head %s --gain 2"
                        .formatted(engine, activation, head));
    }

    @Tag("law")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--positions sinusoidal",
                "--positions none",
                "--gain 3 --gain-scope blocks",
                "--attention off",
                "--mlp off",
                "--init pytorch",
                "--context 7",
                "--weights shared",
                "--prompt 3,1,4",
                "--activation gaussian",
                "--layer-norm off",
                "--residual off",
                "--residual off --attention off --layer-norm off --activation sine"
            })
    void soDoesOneOfAnyVariant(String options) {
        assertRoundTrip("--engine explicit " + options);
    }

    private void assertRoundTrip(String options) {
        JsonNode sample =
                rows("generate" + SMALL + " " + options + " --first 2 --count 1").getFirst();
        Path out = folder.resolve("deep").resolve("network");
        run("export" + SMALL + " " + options + " --sample 2 --out " + out);
        assertFalse(rows("import " + out).isEmpty());
        String prompt =
                sample.get("prompt")
                        .valueStream()
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(","));
        JsonNode again =
                rows("generate --length 25 --count 1 --checkpoint %s --prompt %s"
                                .formatted(out, prompt))
                        .getFirst();
        assertEquals(sample.get("tokens"), again.get("tokens"));
        assertEquals("explicit", again.get("engine").stringValue());
    }

    @Tag("law")
    @Test
    void whatGpt2CanNotSayIsWarnedOfAndRefusedByOthers() throws IOException {
        Captured captured = run("export" + SMALL + " --residual off --out " + folder.resolve("a"));
        assertTrue(
                captured.err()
                        .contains(
                                "warning: GPT-2's configuration can't say no residual connections"),
                captured.err());
        JsonNode config = config("a");
        assertEquals("redshift-gpt2", config.get("model_type").stringValue());
        assertTrue(config.get("architectures").isEmpty());
        captured = run("export" + SMALL + " --gain 3 --out " + folder.resolve("b"));
        assertFalse(captured.err().contains("warning"), captured.err());
        assertEquals("gpt2", config("b").get("model_type").stringValue());
    }

    @Tag("law")
    @Test
    void theConfigurationSaysWhereTheNetworkComesFrom() throws IOException {
        run("export" + SMALL + " --gain 3 --sample 4 --out " + folder.resolve("a"));
        JsonNode origin = config("a").get("redshift");
        assertEquals("redshift-philox-1", origin.get("stream").stringValue());
        assertEquals(5, origin.get("seed").intValue());
        assertEquals(4, origin.get("sample").intValue());
        assertEquals(3, origin.at("/generation/model/gain").doubleValue());
        JsonNode sample = rows("generate" + SMALL + " --gain 3 --first 4 --count 1").getFirst();
        assertEquals(sample.get("engine"), origin.get("engine"));
        assertEquals(sample.get("prompt"), origin.get("prompt"));
    }

    private JsonNode config(String name) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve(name).resolve("config.json")));
    }

    @Tag("law")
    @Test
    void nothingIsLeftWhereAnExportFailsAndAnExistingFolderIsKept() throws IOException {
        Path out = Files.createDirectory(folder.resolve("kept"));
        Captured captured = Captured.pipes();
        assertEquals(2, code(captured, "export" + SMALL + " --out " + out));
        assertEquals(
                "redshift export: out: expected a folder that does not exist yet, got %s%n"
                        .formatted(out),
                captured.err());
        captured = Captured.pipes();
        String half = " --dtype float16 --gain 100000 --quiet --out " + folder.resolve("half");
        assertEquals(2, code(captured, "export" + SMALL + half));
        assertTrue(
                captured.err().contains("transformer.h.0.ln_1.weight: expected weights of at most"),
                captured.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(out), left.toList());
        }
    }

    @Tag("law")
    @Test
    void whatAKilledExportLeftIsTakenAwayByTheNext() throws Exception {
        Process dead = new ProcessBuilder(java(), "--version").start();
        dead.waitFor();
        Path left = partial("left", dead.pid(), 100);
        Path fresh = partial("fresh", dead.pid(), 0);
        Path atWork = partial("at-work", ProcessHandle.current().pid(), 100);
        Path others = partial("others", dead.pid(), 100);
        Files.writeString(others.resolve("notes.txt"), "not of an export");
        old(others, 100);
        run("export" + SMALL + " --out " + folder.resolve("a"));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(
                    Stream.of(atWork, others, fresh, folder.resolve("a")).sorted().toList(),
                    all.sorted().toList());
        }
        assertFalse(Files.exists(left));
    }

    private Path partial(String name, long pid, int secondsAgo) throws IOException {
        Path partial = Files.createDirectory(folder.resolve("." + name + ".partial-" + pid));
        old(Files.writeString(partial.resolve("model.safetensors"), "half"), secondsAgo);
        return old(partial, secondsAgo);
    }

    private static Path old(Path path, int secondsAgo) throws IOException {
        return Files.setLastModifiedTime(
                path, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Tag("law")
    @Test
    void aTerminatedExportLeavesNothing() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.neuralredshift.cli.Main"));
        String wide = "export --layers 1 --width 768 --engine explicit --quiet --out ";
        command.addAll(List.of((wide + folder.resolve("wide")).split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        while (process.isAlive() && names().isEmpty()) {
            Thread.sleep(1);
        }
        process.destroy();
        process.waitFor();
        assertTrue(
                names().isEmpty() || names().equals(List.of("wide")) && process.exitValue() == 0,
                () -> process.exitValue() + " " + folder);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Tag("law")
    @ParameterizedTest
    @CsvSource({"float16, F16, 0x1p-11", "bfloat16, BF16, 0x1p-8"})
    void halfPrecisionIsRoundedToTheNearest(String type, String dtype, double error) {
        run("export" + SMALL + " --out " + folder.resolve("full"));
        run("export" + SMALL + " --dtype " + type + " --out " + folder.resolve("half"));
        List<JsonNode> full = rows("import " + folder.resolve("full"));
        List<JsonNode> half = rows("import " + folder.resolve("half"));
        for (int i = 0; i < full.size(); i++) {
            double largest = full.get(i).get("max").doubleValue();
            assertEquals(largest, half.get(i).get("max").doubleValue(), error * Math.abs(largest));
            assertEquals(dtype, half.get(i).get("dtype").stringValue());
        }
    }

    @Tag("law")
    @Test
    void importDescribesEveryTensor() {
        run("export" + SMALL + " --engine explicit --out " + folder.resolve("a"));
        List<JsonNode> rows = rows("import " + folder.resolve("a"));
        assertEquals(2 + 2 * 12 + 2, rows.size());
        JsonNode tokens = rows.getFirst();
        assertEquals("transformer.wte.weight", tokens.get("tensor").stringValue());
        assertEquals("(40, 16)", tokens.get("shape").stringValue());
        double error = 0.3 / Math.sqrt(2 * 640); // of the deviation of 640 normals
        assertEquals(0.3, tokens.get("sd").doubleValue(), 4 * error);
        assertEquals(0, tokens.get("nonfinite").intValue());
    }

    @Tag("law")
    @Test
    void promptsOfACheckpointDependOnTheSeedAndNotOnTheNetwork() {
        run("export" + SMALL + " --out " + folder.resolve("a"));
        run("export" + SMALL + " --sample 1 --activation relu --out " + folder.resolve("b"));
        String generate = "generate --count 6 --length 5 --checkpoint ";
        assertEquals(
                prompts(generate + folder.resolve("a")), prompts(generate + folder.resolve("b")));
        assertFalse(
                prompts(generate + folder.resolve("a"))
                        .equals(prompts(generate + folder.resolve("a") + " --seed 1")));
    }

    private static List<String> prompts(String command) {
        return rows(command).stream().map(row -> row.get("prompt").toString()).toList();
    }

    @Tag("law")
    @Test
    void textBecomesGpt2sTokens() {
        JsonNode row =
                rows("generate --layers 1 --width 2 --heads 1 --length 2 --count 1"
                                + " --prompt-text Hello")
                        .getFirst();
        assertEquals("[15496]", row.get("prompt").toString());
    }

    @Tag("law")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generate --checkpoint none | path: expected an existing file or folder, got"
                        + " none/config.json",
                "generate --checkpoint none --layers 3 | layers: expected none with --checkpoint,"
                        + " which has its own, got 3",
                "generate --checkpoint none --weights shared | weights: expected none with"
                        + " --checkpoint, which has its own, got shared",
                "generate --prompt 3 --prompt-text a | prompt-text: expected none with --prompt,"
                        + " got 'a'",
                "export --sample -1 --out never | sample: expected at least 0, got -1",
                "export | out: expected DIR, got none",
                "import none | path: expected an existing file or folder, got none/config.json",
            })
    void badInputGetsOneLineAndExitCode2(String command, String line) {
        Captured captured = Captured.pipes();
        assertEquals(
                2, code(captured, command + (command.contains("export --s") ? " --quiet" : "")));
        assertEquals("redshift %s: %s\n".formatted(command.split(" ")[0], line), captured.err());
    }

    private static List<JsonNode> rows(String command) {
        Captured captured = run(command + " --format jsonl --quiet");
        List<JsonNode> rows = new ArrayList<>();
        captured.out().lines().map(JsonMapper.shared()::readTree).forEach(rows::add);
        return rows;
    }

    private static Captured run(String command) {
        Captured captured = Captured.pipes();
        assertEquals(0, code(captured, command), captured::err);
        return captured;
    }

    /** A later value replaces an earlier one of the same option. */
    private static int code(Captured captured, String command) {
        List<String> words = new ArrayList<>();
        for (String option : command.split("(^| )(?=--)")) {
            words.removeIf(word -> word.split(" ")[0].equals(option.split(" ")[0]));
            words.add(option);
        }
        if (words.contains("--init pytorch")) {
            words.removeIf(word -> word.startsWith("--init-std"));
        }
        return new Main(captured.console).run(String.join(" ", words).split(" +"));
    }
}
