package org.neuralredshift.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the launcher runs once while the JVM records which classes a start needs (JEP 514): some
 * short commands, stdout dropped.
 */
final class Training {
    private static final List<String> COMMANDS =
            List.of(
                    "--help",
                    "generate --help",
                    "generate --no-such-option",
                    "list --format table",
                    "list --format jsonl",
                    "completion bash");

    private Training() {}

    /**
     * Runs the commands.
     *
     * @param args one command of one word, or nothing for all of them
     */
    public static void main(String[] args) {
        PrintStream err = new PrintStream(Stderr.ofProcess(), true, StandardCharsets.UTF_8);
        Console console = new Console(OutputStream.nullOutputStream(), err, true, true, 80);
        for (String command : args.length == 0 ? COMMANDS : List.of(args)) {
            new Main(console).run(command.split(" "));
        }
    }
}
