package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.Python;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the README's Python on results; where there is no pandas it is assumed away. */
@Tag("oracle")
class PandasTest {
    private static final Pattern SNIPPET = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    /** The means of cells.csv, computed again from the samples. */
    private static final String CHECK =
            """
            for family, measure in [("transformer", "lz78"), ("mlp", "c_dct_f32")]:
                some = samples[samples["family"] == family]
                means = some.groupby("cell")[measure].mean()
                told = cells[cells["family"] == family].set_index("cell")[measure + "_mean"]
                assert len(told) == 4 and (means - told).abs().max() < 1e-9 * told.max(), told
            assert len(samples) == 24, len(samples)
            print("checked")
            """;

    @TempDir private Path folder;

    @Test
    void theSnippetOfTheReadmeReadsResults() throws Exception {
        String python = Python.with("pandas");
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("README.md")));
        assertTrue(snippet.find());
        Path out = folder.resolve("compare");
        Captured captured = Captured.pipes();
        String[] arguments = {
            "compare",
            "--out",
            out.toString(),
            "--quiet",
            "--set",
            "samples=3",
            "--set",
            "transformer={heads: 2, width: 16, vocabulary: 64, length: 40}",
            "--set",
            "mlp={grid: 16, width: 16}",
            "--set",
            "axes={activation: [relu, tanh], magnitude: [1, 4], depth: [2]}"
        };
        assertEquals(0, new Main(captured.console).run(arguments), captured::err);
        String script = snippet.group(1).replace("results/compare", out.toString()) + CHECK;

        Process process =
                new ProcessBuilder(python, "-c", script).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.endsWith("checked\n"), printed);
    }
}
