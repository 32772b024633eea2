package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.metrics.spectral.GridShape.Axis;
import org.neuralredshift.metrics.spectral.SpectralMeasure;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

@Tag("law")
class FunctionsCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void rowsHoldTheContractsKeysAndAllSettings() {
        Captured run = run("--count", "2", "--grid", "16", "--seed", "9");
        List<JsonNode> rows = run.out().lines().map(JSON::readTree).toList();
        assertEquals(2, rows.size());
        JsonNode row = rows.get(1);
        assertEquals(1, row.get("sample").asInt());
        assertEquals(9, row.get("seed").asInt());
        assertEquals("ok", row.get("status").asString());
        for (String key :
                List.of(
                        "c_fourier",
                        "c_fourier_norm",
                        "c_dct",
                        "c_chebyshev",
                        "c_legendre",
                        "tv",
                        "lz78_q256",
                        "lz76_q256",
                        "lz78_q2",
                        "depth",
                        "width",
                        "magnitude",
                        "bias_range",
                        "prefactor")) {
            assertTrue(row.get(key).isNumber(), key);
        }
        assertTrue(row.get("lz78_q2").isIntegralNumber());
        assertEquals("relu", row.get("activation").asString());
        assertEquals("closed", row.get("axis").asString());
        assertEquals(16, row.get("grid").asInt());
    }

    @Test
    @Tag("twin")
    void rowsDoNotDependOnThreadsOrOnWhereARunStarts() {
        String[] few = {
            "--count", "12", "--grid", "20", "--measures", "all", "--activation", "sine"
        };
        String one = run(with(few, "--threads", "1")).out();
        assertEquals(one, run(with(few, "--threads", "5")).out());
        String[] last = {"--first", "11", "--count", "1", "--grid", "20", "--measures", "all"};
        String row = run(with(last, "--activation", "sine")).out();
        assertEquals(one.lines().toList().getLast(), row.strip());
    }

    @Test
    void valuesCanBeReadBackAndScoreTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("values.txt");
        Captured run =
                run(
                        "--count",
                        "3",
                        "--grid",
                        "12",
                        "--values",
                        file.toString(),
                        "--magnitude",
                        "4");
        List<JsonNode> rows = run.out().lines().map(JSON::readTree).toList();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            GridText grids = new GridText(reader, "values.txt", Axis.CLOSED);
            for (JsonNode row : rows) {
                GridText.Grid grid = grids.next();
                assertNotNull(grid);
                assertEquals(
                        row.get("c_dct").asDouble(),
                        SpectralMeasure.C_DCT.of(grid.values(), grid.shape()));
            }
            assertEquals(null, grids.next());
        }
    }

    @Test
    void imagesAreGreyAndTheSheetHoldsAll(@TempDir Path folder) throws IOException {
        Path images = folder.resolve("new/pictures");
        run("--count", "5", "--grid", "16", "--images", images.toString());
        BufferedImage image = ImageIO.read(images.resolve("sample-00004.png").toFile());
        assertEquals(16, image.getWidth());
        assertEquals(1, image.getRaster().getNumBands());
        int least = 255;
        int most = 0;
        for (int i = 0; i < 256; i++) {
            int grey = image.getRaster().getSample(i % 16, i / 16, 0);
            least = Math.min(least, grey);
            most = Math.max(most, grey);
        }
        assertEquals(0, least);
        assertEquals(255, most);
        BufferedImage sheet = ImageIO.read(images.resolve("contact-sheet.png").toFile());
        // Three columns and two rows of 16 x 8 pixels with gaps of 4.
        assertEquals(3 * 132 + 4, sheet.getWidth());
        assertEquals(2 * 132 + 4, sheet.getHeight());
    }

    @Test
    void aSingleFunctionIsDrawnOnTheTerminal() {
        Captured captured = Captured.terminal();
        new Main(captured.console).run("functions", "--count", "1", "--grid", "16");
        assertEquals(8, captured.out().lines().filter(line -> line.contains("▀")).count());
        String plain = run("--count", "1", "--grid", "16", "--format", "table").out();
        assertTrue(plain.lines().skip(3).allMatch(line -> line.matches("[ ▀▄█]{16}")), plain);
    }

    @Test
    void tablesEndWithMeansAndIntervals() {
        String out = run("--count", "20", "--grid", "12", "--format", "table").out();
        String line = out.lines().filter(l -> l.startsWith("c_dct ")).findFirst().orElseThrow();
        String[] cells = line.split("\\s+");
        double mean = Double.parseDouble(cells[1]);
        assertTrue(Double.parseDouble(cells[2]) < mean && mean < Double.parseDouble(cells[3]));
        String summary = run("--count", "20", "--grid", "12", "--summary").out();
        JsonNode first = JSON.readTree(summary.lines().findFirst().orElseThrow());
        assertEquals("c_fourier", first.get("measure").asString());
        assertEquals(20, first.get("n").asInt());
    }

    @Test
    void whatIsNotFiniteIsToldAndLeftOut() {
        Captured run =
                run("--count", "4", "--grid", "8", "--prior", "plain", "--magnitude", "1e30");
        for (String line : run.out().lines().toList()) {
            JsonNode row = JSON.readTree(line);
            assertEquals("nonfinite", row.get("status").asString());
            assertTrue(row.get("nonfinite").asString().startsWith("layer 1 affine"), line);
            assertTrue(row.get("c_dct").isNull());
        }
        assertTrue(run.err().contains("4 of 4 not finite"), run.err());
    }

    @Test
    void constantFunctionsAreZeroAndSaySo() {
        JsonNode row = JSON.readTree(run("--count", "1", "--magnitude", "0", "--grid", "8").out());
        assertEquals("constant", row.get("status").asString());
        assertEquals(0, row.get("c_fourier").asDouble());
        assertEquals(2, row.get("lz76_q256").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--activation rleu | activation: expected one of",
                "--activation rleu | did you mean relu",
                "--depth -3 | depth: expected an integer from 0 to 1024, got -3",
                "--width 1.5 | width: expected an integer",
                "--count 0 | count: expected at least 1, got 0",
                "--grid 0 | grid: expected at least 1, got 0",
                "--inputs 9 | grid: expected at most 67108864 points in all, got 64^9",
                "--inputs 3 --images x | inputs: expected 2 with --images, got 3",
                "--measures c_dtc | did you mean c_dct",
                "--prior normal | prior: expected",
                "--magnitude nan | magnitude: expected a number, got nan",
                "--width 40000 --depth 9 | memory: expected a job of at most",
                "--model unbiased --inputs 0 | inputs: expected at least 1, got 0",
                "--model unbiased --depth 3 | depth: expected none with --model unbiased, got 3",
                "--images /dev/null | images: expected a folder",
                "--layer-norm yes | layer-norm: expected"
            })
    void badInputIsOneLineAndExitCodeTwo(String options, String message) {
        Captured captured = Captured.pipes();
        String[] arguments = ("functions " + options).split(" ");
        assertEquals(2, new Main(captured.console).run(arguments), captured.err());
        assertEquals(1, captured.err().lines().count(), captured.err());
        assertTrue(captured.err().contains(message), captured.err());
        assertEquals("", captured.out());
    }

    private static String[] with(String[] options, String name, String value) {
        String[] all = java.util.Arrays.copyOf(options, options.length + 2);
        all[options.length] = name;
        all[options.length + 1] = value;
        return all;
    }

    private static Captured run(String... options) {
        Captured captured = Captured.pipes();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "functions";
        System.arraycopy(options, 0, arguments, 1, options.length);
        assertEquals(0, new Main(captured.console).run(arguments), captured.err());
        return captured;
    }
}
