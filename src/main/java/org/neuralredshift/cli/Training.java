package org.neuralredshift.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the launcher runs once for each of its two caches, while the JVM records which classes a
 * start needs (JEP 514): some short commands, stdout dropped.
 */
final class Training {
    /** What is started without the module of vectors. */
    private static final List<String> PRINTING =
            List.of(
                    "--help",
                    "generate --help",
                    "list activations --format table",
                    "list presets",
                    "list options --format jsonl",
                    "completion bash");

    private static final List<String> WORKING =
            List.of(
                    "generate --count 2 --layers 1 --width 16 --heads 1 --vocabulary 50 --length 8",
                    "functions --count 2 --width 4 --grid 8",
                    "generate --no-such-option");

    private Training() {}

    /**
     * Runs the commands.
     *
     * @param args {@code printing} or {@code working}
     */
    public static void main(String[] args) {
        PrintStream err = new PrintStream(Stderr.ofProcess(), true, StandardCharsets.UTF_8);
        Console console = new Console(OutputStream.nullOutputStream(), err, true, true, 80);
        for (String command : args[0].equals("printing") ? PRINTING : WORKING) {
            new Main(console).run(command.split(" "));
        }
    }
}
