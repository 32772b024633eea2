package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Tag("law")
class MainTest {
    private final Captured captured = Captured.pipes();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probe --count many | probe: count: expected an integer of at most 32 bits, got"
                        + " many",
                "probe --count 9999999999 | probe: count: expected an integer of at most 32 bits,"
                        + " got 9999999999",
                "probe --gain big | probe: gain: expected a number, got big",
                "probe --shell zhs | probe: shell: expected one of bash, zsh, fish, got zhs (did"
                        + " you mean zsh?)",
                "probe --shell | probe: shell: expected one of bash, zsh, fish, got none",
                "probe --cuont 3 | probe: option: expected one of redshift probe --help, got"
                        + " --cuont (did you mean --count?)",
                "probe --cuont=3 | probe: option: expected one of redshift probe --help, got"
                        + " --cuont (did you mean --count?)",
                "probe --count 1 --count 2 | probe: count: expected once, got twice",
                "probe --threads 0 | probe: threads: expected an integer from 1 to 4096, got 0",
                "probe --progress bar | probe: progress: expected one of auto, json, none, got bar",
                "probe --format jsno | probe: format: expected one of jsonl, csv, table, got jsno"
                        + " (did you mean jsonl?)",
                "completion --hepl | completion: option: expected one of redshift completion"
                        + " --help, got --hepl (did you mean --help?)",
                "probe one two | probe: argument: expected no further one, got 'two'",
                "probe --width 7 | probe: width: expected a multiple of 2, got 7",
            })
    void badInputGetsOneLineAndExitCode2(String arguments, String line) {
        int code = run(arguments.split(" "));

        assertAll(
                () -> assertEquals("redshift " + line + "\n", captured.err()),
                () -> assertEquals("", captured.out()),
                () -> assertEquals(2, code));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOne() {
        assertEquals(2, run("porbe"));
        assertTrue(captured.err().endsWith(", got porbe (did you mean probe?)\n"), captured.err());
        assertEquals(1, captured.err().lines().count());
    }

    @Test
    void noCommandIsBadInput() {
        assertEquals(2, run());
        assertTrue(captured.err().startsWith("redshift: command: expected one of "));
        assertTrue(captured.err().endsWith(", got none\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "io, 74, redshift probe: failed to read or write: disk full",
        "missing, 2, 'redshift probe: path: expected an existing file or folder, got no/such'",
        "bug, 70, redshift probe: internal error: java.lang.IllegalStateException: oops (--debug"
                + " shows where)",
        "interrupt, 130, redshift probe: interrupted",
        "memory, 2, 'redshift probe: memory: expected enough for the job, got ''Java heap space'';"
                + " ask for a smaller job or fewer threads, or set REDSHIFT_JAVA_OPTS=-Xmx...'",
    })
    void failuresHaveTheirExitCodes(String failure, int code, String line) {
        assertEquals(code, run("probe", failure));
        assertEquals(line + "\n", captured.err());
    }

    @Test
    void aClosedOutputEndsTheCommandWithoutAWord() {
        assertEquals(141, run("probe", "closed"));
        assertEquals("", captured.err());
    }

    @Test
    void aMessageOfSeveralLinesIsMadeOne() {
        assertEquals(2, run("probe", "lines"));
        assertEquals("redshift probe: text: expected one line, got a b\n", captured.err());
    }

    @Test
    void theStackTraceNeedsDebug() {
        assertEquals(70, run("probe", "bug", "--debug"));
        assertTrue(captured.err().contains("\tat org.neuralredshift.cli.MainTest"));
    }

    @Test
    void everyCommandHasAPurposeAndExamples() {
        CommandLine line = new Main(captured.console).commandLine();
        line.getSubcommands()
                .forEach((name, command) -> {
                    var usage = command.getCommandSpec().usageMessage();
                    assertEquals(1, usage.description().length, name);
                    assertTrue(usage.footer().length > 0, name + " has no examples");
                });
    }

    @Test
    void examplesInHelpParse() {
        CommandLine line = new Main(captured.console).commandLine();
        line.getSubcommands()
                .values()
                .forEach(command -> {
                    for (String text : command.getCommandSpec().usageMessage().footer()) {
                        if (text.strip().startsWith("./redshift ")) {
                            String words = text.strip().replaceFirst("(   +| *[>|;#]).*", "");
                            new Main(captured.console)
                                    .commandLine()
                                    .parseArgs(words.substring(11).split(" +"));
                        }
                    }
                });
    }

    @Test
    void helpGoesToStdout() {
        assertEquals(0, run("probe", "--help"));
        assertEquals("", captured.err());
        assertTrue(captured.out().startsWith("Usage: redshift probe "), captured.out());
    }

    @Test
    void rowsReachAFileOnlyWhenComplete(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.csv");
        assertEquals(70, run("probe", "bug", "--out", file.toString()));
        assertTrue(Files.notExists(file));
        assertEquals("n\n1\n", Files.readString(folder.resolve("rows.csv.partial")));

        assertEquals(0, run("probe", "fine", "--out", file.toString()));
        assertEquals("n\n1\n", Files.readString(file));
        assertTrue(Files.notExists(folder.resolve("rows.csv.partial")));
    }

    @Test
    void aMissingFolderIsToldBeforeTheWork(@TempDir Path folder) {
        String path = folder.resolve("none/rows.csv").toString();
        assertEquals(2, run("probe", "bug", "--out", path));
        assertEquals(
                "redshift probe: out: expected a file in an existing folder, got %s\n"
                        .formatted(path),
                captured.err());
    }

    private int run(String... arguments) {
        Main main = new Main(captured.console);
        return main.run(main.commandLine(_ -> true, new Probe()), arguments);
    }

    @Command(name = "probe")
    private static final class Probe implements Callable<Integer> {
        @Mixin private final CommonOptions common = new CommonOptions();
        @Mixin private final OutputOptions output = new OutputOptions();

        @Option(names = "--count")
        private int count;

        @Option(names = "--gain")
        private double gain;

        @Option(names = "--width")
        private int width;

        @Option(names = "--shell")
        private CompletionCommand.Shell shell = CompletionCommand.Shell.BASH;

        @Parameters(paramLabel = "FAILURE", arity = "0..1")
        private String failure = "none";

        @Override
        public Integer call() throws Exception {
            if (width % 2 != 0) {
                throw new IllegalArgumentException(
                        "width: expected a multiple of 2, got %d".formatted(width));
            }
            try (Rows rows = output.rows()) {
                if (failure.equals("bug") || failure.equals("fine")) {
                    rows.write(new Row().put("n", 1));
                }
                fail();
                rows.finish();
            }
            return ExitCode.DONE;
        }

        private void fail() throws Exception {
            switch (failure) {
                case "io" -> throw new UncheckedIOException(new IOException("disk full"));
                case "missing" -> Files.readString(Path.of("no/such"));
                case "bug" -> throw new IllegalStateException("oops");
                case "interrupt" -> throw new InterruptedException();
                case "memory" -> throw new OutOfMemoryError("Java heap space");
                case "closed" -> throw new OutputClosedException(new IOException("Broken pipe"));
                case "lines" ->
                        throw new IllegalArgumentException("text: expected one line, got a\nb");
                default -> {}
            }
        }
    }
}
