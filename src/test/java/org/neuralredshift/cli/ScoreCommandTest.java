package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

@Tag("oracle")
class ScoreCommandTest {
    @TempDir private Path folder;

    private Captured captured = Captured.pipes();

    @Test
    void aLineOfIntegersGivesTheKeysOfTheContractInOrder() {
        assertEquals(0, feed("0 0 0 1 1 0 1 0 0 1 0 0 0 1 0 1\n", "score", "--as", "ints"));
        assertEquals(
                "{\"source\":\"-\",\"line\":1,\"n\":16,\"distinct\":2,\"lz76\":6,"
                        + "\"lz76_last_incomplete\":true,\"lz78\":7,\"lz78_tokens\":7,\"lzw\":11,"
                        + "\"kc_lz\":24.0,\"entropy\":0.9544340029249652}\n",
                captured.out());
        assertEquals("", captured.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                   | 1:0:0",
                "\\n                  | 1:0:0",
                "7                    | 1:1:1",
                "7\\n                 | 1:1:1",
                "7\\r\\n              | 1:1:1",
                "7\\r                 | 1:1:1",
                "1 2,3\\t4 , 5\\n     | 1:5:5",
                "1 1 1 1\\n           | 1:4:1",
                "-1 -1 +1 -2147483648 2147483647 | 1:5:4",
                "1 2\\r\\n\\r\\n3 3   | 1:2:2 2:0:0 3:2:1",
                "00012 12             | 1:2:1",
            })
    void linesOfIntegersAreReadAs(String text, String rows) {
        assertEquals(0, feed(unescaped(text), "score", "--only", "distinct", "--as", "ints", "-"));
        StringBuilder expected = new StringBuilder();
        for (String row : rows.split(" ")) {
            String[] parts = row.split(":");
            expected.append(
                    "{\"source\":\"-\",\"line\":%s,\"n\":%s,\"distinct\":%s}\n"
                            .formatted((Object[]) parts));
        }
        assertEquals(expected.toString(), captured.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ints  | 1 two 3                  | line 1 | integers | 'two'",
                "ints  | 1\\n2\\n3 4x             | line 3 | integers | '4x'",
                "ints  | 1\\n2147483648           | line 2 | integers | '2147483648'",
                "ints  | -2147483649              | line 1 | integers | '-2147483649'",
                "ints  | 99999999999999999999999  | line 1 | integers | '99999999999999999999999'",
                "ints  | 1.5                      | line 1 | integers | '1.5'",
                "ints  | -                        | line 1 | integers | '-'",
                "ints  | 1 \\0\\u00ff             | line 1 | integers | '\\x00\\xff'",
                "text  | ab\\nc\\u00ff            | line 2 | UTF-8 | 0xff before byte 5",
                "text  | \\u00c0\\u0080           | line 1 | UTF-8 | 0xc0 before byte 1",
                "tokens | \\u00e2\\u0082          | line 1 | UTF-8 | 0xe2 before byte 2",
            })
    void badInputGetsOneLineWithItsPlace(
            String kind, String bytes, String line, String rule, String got) throws IOException {
        Path file = folder.resolve("my.data");
        Files.write(file, unescaped(bytes).getBytes(StandardCharsets.ISO_8859_1));
        int code = run("score", "--as", kind, file.toString());
        String error = captured.err();
        assertAll(
                () -> assertEquals(2, code),
                () -> assertTrue(error.startsWith("redshift score: " + file + ", " + line), error),
                () -> assertTrue(error.contains(": expected " + rule), error),
                () -> assertTrue(error.contains(", got " + got.strip()), error),
                () -> assertEquals(1, error.lines().count()));
    }

    @Test
    void rowsBeforeABadLineAreWritten() {
        assertEquals(2, feed("1 2\nx\n", "score", "--as", "ints", "--only", "lzw"));
        assertEquals("{\"source\":\"-\",\"line\":1,\"n\":2,\"lzw\":3}\n", captured.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score no/such.ints | redshift score: file: expected an existing file or folder,"
                        + " got no/such.ints",
                "score pom.xml | redshift score: as: expected one of ints, text, bytes, tokens,"
                        + " grid for pom.xml, got none",
                "score - | redshift score: as: expected one of ints, text, bytes, tokens, grid for"
                        + " standard input, got none",
                "score src | redshift score: file: expected a folder with files in .ints, .txt,"
                        + " .bin or .grid, got src",
                "score --as words - | redshift score: as: expected one of ints, text, bytes,"
                        + " tokens, grid, got words",
                "score --as ints --alphabet 1 - | redshift score: alphabet: expected at least 2,"
                        + " got 1",
                "score --as ints --shuffles -1 - | redshift score: shuffles: expected at least 0,"
                        + " got -1",
            })
    void badArgumentsGetOneLineAndExitCode2(String arguments, String line) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals(line + "\n", captured.err());
        assertEquals("", captured.out());
    }

    @Test
    void anUnknownMeasureIsAnsweredWithTheNearestOne() {
        assertEquals(2, run("score", "--measures", "lz77", "corpora"));
        assertTrue(captured.err().endsWith(", got lz77 (did you mean lz76?)\n"), captured.err());
    }

    @Test
    void aFileIsTextOrBytesOrTokensAsAsked() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "né né\r\n");
        for (List<String> asked :
                List.of(
                        List.of("text", "7", "5"),
                        List.of("bytes", "9", "6"),
                        // 'n', 'é', ' n', 'é', CR, LF
                        List.of("tokens", "6", "5"))) {
            captured = Captured.pipes();
            assertEquals(
                    0, run("score", "--as", asked.get(0), "--only", "distinct", file.toString()));
            assertEquals(
                    "{\"source\":\"%s\",\"line\":null,\"n\":%s,\"distinct\":%s}\n"
                            .formatted(file, asked.get(1), asked.get(2)),
                    captured.out());
        }
    }

    @Test
    void theEmptyInputHasDefinedValuesForEveryMeasure() {
        for (String kind : List.of("ints", "text", "bytes", "tokens")) {
            captured = Captured.pipes();
            String[] arguments =
                    "score --measures bzip2,xz,lz4,entropy_rate,period,transient,repetition --as %s"
                            .formatted(kind)
                            .split(" ");
            assertEquals(0, feed("", arguments));
            assertEquals(
                    "{\"source\":\"-\",\"line\":%s,\"n\":0,\"distinct\":0,\"lz76\":0,\"lz76_last_incomplete\":false,"
                                    .formatted(kind.equals("ints") ? "1" : "null")
                            + "\"lz78\":0,\"lz78_tokens\":0,\"lzw\":0,\"kc_lz\":null,\"entropy\":0.0,\"entropy_rate\":0.0,\"period\":0,\"transient\":0,\"repetition\":0,\"bzip2\":14,\"xz\":32,\"lz4\":15}\n",
                    captured.out());
        }
    }

    /** Thue-Morse 2k - 1 at 2^14, period doubling k + 1, Fibonacci k at f(21). */
    @Test
    void aFolderIsScoredFileByFile() {
        assertEquals(0, run("score", "--only", "lz76", "--format", "csv", "corpora"));
        List<String> lines = captured.out().lines().toList();
        assertEquals("source,line,n,lz76", lines.getFirst());
        assertEquals(12, lines.size());
        assertTrue(lines.contains("corpora/thue-morse.txt,,16384,27"));
        assertTrue(lines.contains("corpora/period-doubling.txt,,16384,15"));
        assertTrue(lines.contains("corpora/fibonacci.txt,,17711,21"));
        assertTrue(lines.get(5).startsWith("corpora/moby-dick-gpt2.ints,1,26779,"), lines.get(5));
    }

    @Test
    void manyLinesKeepTheirOrderWhateverTheThreads() {
        StringBuilder lines = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            for (int j = random.nextInt(100); j > 0; j--) {
                lines.append(random.nextInt(5)).append(' ');
            }
            lines.append('\n');
        }
        assertEquals(0, feed(lines.toString(), "score", "--as", "ints", "--threads", "1"));
        String one = captured.out();
        captured = Captured.pipes();
        assertEquals(0, feed(lines.toString(), "score", "--as", "ints", "--threads", "4"));
        assertEquals(one, captured.out());
        List<String> rows = one.lines().toList();
        assertEquals(10_000, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertTrue(rows.get(i).contains("\"line\":%d,".formatted(i + 1)), rows.get(i));
        }
        captured = Captured.pipes();
        assertEquals(2, feed(lines + "1 x\n", "score", "--as", "ints"));
        assertEquals(one, captured.out(), "rows before the bad line");
        assertTrue(captured.err().contains("standard input, line 10001: "), captured.err());
    }

    @Test
    void aSequenceThatDoesNotFitIsRefusedWithWhatToChange() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Memory.requireHeap(2_000_000_000_000L, "100 symbols of x"));
        String line = refused.getMessage();
        assertTrue(
                line.startsWith("memory: expected room for 2000.0 GB for 100 symbols of x in"),
                line);
        assertTrue(line.endsWith("; set REDSHIFT_JAVA_OPTS=-Xmx3200000m"), line);
    }

    @Test
    void normalisedCountsComeWithTheirOptions() {
        String bits = "0 1 ".repeat(500);
        String[] arguments =
                "score --as ints --only lz76 --alphabet 2 --shuffles 20 --seed 3".split(" ");
        assertEquals(0, feed(bits, arguments));
        String first = captured.out();
        assertTrue(first.contains("\"lz76\":3,\"lz76_log_k\":0.0298"), first);
        assertTrue(first.contains("\"lz76_over_shuffles\":0.02"), first);
        captured = Captured.pipes();
        feed(bits, arguments);
        assertEquals(first, captured.out());
    }

    /** Without progress, which a busy machine would show after two seconds. */
    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--progress", "none"));
        return new Main(captured.console).run(all.toArray(String[]::new));
    }

    private int feed(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static String unescaped(String text) {
        String plain = text.equals("''") ? "" : text;
        plain = plain.replace("\\u00ff", "\u00ff").replace("\\u00c0", "\u00c0");
        plain = plain.replace("\\u0080", "\u0080").replace("\\u00e2", "\u00e2");
        plain = plain.replace("\\u0082", "\u0082");
        return plain.translateEscapes();
    }
}
