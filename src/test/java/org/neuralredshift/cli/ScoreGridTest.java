package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

@Tag("law")
class ScoreGridTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder;
    private final Captured captured = Captured.pipes();

    @Test
    void gridsOfAFileAreScoredOneByOne() throws IOException {
        // A plane, a checkerboard, a constant, a line, a cube; blanks, commas, comments.
        List<JsonNode> rows =
                rows(
                        """
                        # a plane
                        -1 -1 -1
                        0, 0, 0
                        1;1;1

                        0 1 0 1
                        1 0 1 0
                        0 1 0 1
                        1 0 1 0

                        5 5
                        5 5

                        0 1e3 -2.5e-1 4

                        0 1
                        0 1
                        0 1
                        0 1
                        """);
        assertEquals(5, rows.size());
        assertEquals(1, rows.get(0).get("c_chebyshev").asDouble(), 1e-12);
        assertEquals(2, rows.get(0).get("line").asInt());
        assertEquals(4 / Math.sqrt(2), rows.get(1).get("c_fourier").asDouble(), 1e-12);
        assertEquals("constant", rows.get(2).get("status").asString());
        assertEquals(0, rows.get(2).get("c_dct").asDouble());
        assertEquals(1, rows.get(3).get("inputs").asInt());
        assertEquals(4, rows.get(3).get("grid").asInt());
        assertEquals(3, rows.get(4).get("inputs").asInt());
        assertEquals(1 / 3.0, rows.get(4).get("tv").asDouble(), 1e-15);
    }

    @Test
    void valuesThatAreNotFiniteAreToldNotScored() throws IOException {
        JsonNode row = rows("1 2\nnan 4\n").getFirst();
        assertEquals("nonfinite", row.get("status").asString());
        assertTrue(row.get("c_fourier").isNull());
        assertTrue(row.get("lz78_q256").isNull());
    }

    @Test
    void measuresCanBeChosen() throws IOException {
        Path file = Files.writeString(folder.resolve("a.grid"), "1 2\n3 5\n");
        String[] options = {"score", "--only", "tv,walsh", file.toString()};
        assertEquals(2, new Main(captured.console).run(options));
        assertTrue(captured.err().contains("only: expected one of c_fourier,"), captured.err());
        options[2] = "tv,lzw_q2_mean";
        assertEquals(0, new Main(captured.console).run(options));
        JsonNode row = JSON.readTree(captured.out());
        assertEquals(List.of("tv", "lzw_q2_mean"), List.copyOf(row.propertyNames()).subList(7, 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'1 2\n3\n' | line 2: expected as many numbers as in the line before, 2, got 1",
                "'1 2\n3 x\n' | line 2: expected numbers, got x",
                "'1 2\n3 4\n5 6\n' | expected 2 lines of 2 numbers, or 1, or 2^(d-1), got 3 lines",
                "'' | expected a grid of numbers, got nothing"
            })
    void badGridsAreOneLineAndExitCodeTwo(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), text);
        assertEquals(2, new Main(captured.console).run("score", "--as", "grid", file.toString()));
        assertEquals(1, captured.err().lines().count());
        assertTrue(captured.err().contains(message), captured.err());
    }

    private List<JsonNode> rows(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), text);
        int code = new Main(captured.console).run("score", "--as", "grid", file.toString());
        assertEquals(0, code, captured.err());
        return captured.out().lines().map(JSON::readTree).toList();
    }
}
