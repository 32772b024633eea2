package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes of their own, since what a start loads shows in a fresh one only. */
@Tag("law")
class StartTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "score --help", "no-such-command"})
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

    private static List<String> loaded(String arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-Xlog:class+load:stdout:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.neuralredshift.cli.Main"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(arguments.startsWith("no") ? 2 : 0, process.waitFor());
        return lines.stream().filter(line -> line.contains(" source: ")).toList();
    }
}
