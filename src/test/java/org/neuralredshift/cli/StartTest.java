package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes of their own, since what a start loads shows in a fresh one only. */
@Tag("law")
class StartTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "score --help",
                "generate --help",
                "functions --help",
                "no-such-command"
            })
    void aCommandThatNeedsNoVectorsAndNoJsonLibraryLoadsNeither(String arguments) throws Exception {
        List<String> loaded = loaded(arguments);

        assertTrue(loaded.stream().anyMatch(line -> line.contains("org.neuralredshift.cli.Main")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line ->
                                line.matches(".*(jdk\\.incubator\\.vector|tools\\.jackson).*"))
                        .toList());
    }

    /** The launcher gives none to these; "list options" makes every command with its options. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "list activations",
                "list priors",
                "list measures",
                "list presets",
                "list options",
                "completion bash",
                "generate --help",
                "functions --help"
            })
    void whatOnlyPrintsWorksWithoutTheModuleOfVectors(String arguments) throws Exception {
        List<String> command = java("-Xlog:disable", arguments.split(" "));
        command.removeAll(List.of("--add-modules", "jdk.incubator.vector"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertEquals(0, process.waitFor(), printed);
    }

    /** Both streams go to one file, so a second position in it would overwrite the first. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void messagesGoToTheDescriptorThatTheLauncherNames(@TempDir Path folder) throws Exception {
        List<String> command = java("-Dredshift.stderr=5", "no-such-command");
        String script = "echo before; \"$@\" 5>&1 2>through-the-filter; echo after";
        command.addAll(0, List.of("sh", "-c", script, "sh"));
        Path file = folder.resolve("both");
        new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(file.toFile())
                .start()
                .waitFor();

        String[] lines = Files.readString(file).split("\n");
        assertEquals(3, lines.length);
        assertTrue(lines[1].endsWith(", got no-such-command"), lines[1]);
        assertEquals("after", lines[2]);
        String filtered = Files.readString(folder.resolve("through-the-filter"));
        assertEquals("WARNING: Using incubator modules: jdk.incubator.vector\n", filtered);
    }

    private static List<String> loaded(String arguments) throws Exception {
        List<String> command = java("-Xlog:class+load:stdout:none", arguments.split(" "));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(arguments.startsWith("no") ? 2 : 0, process.waitFor());
        return lines.stream().filter(line -> line.contains(" source: ")).toList();
    }

    private static List<String> java(String option, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                option,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.neuralredshift.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }
}
