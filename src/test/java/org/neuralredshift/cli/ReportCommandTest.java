package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.experiments.MadeUpResults;

import java.nio.file.Files;
import java.nio.file.Path;

@Tag("law")
class ReportCommandTest {
    @TempDir private Path folder;

    private static Captured run(int code, String... arguments) {
        Captured captured = Captured.pipes();
        assertEquals(code, new Main(captured.console).run(arguments), captured::err);
        return captured;
    }

    @Test
    void thePathOfThePageIsAllThatIsPrinted() throws Exception {
        MadeUpResults.write(folder, MadeUpResults.study(MadeUpResults.MLPS, 4), 3);
        Path page = folder.resolve("report.html");
        assertEquals(page + "\n", run(0, "report", folder.toString()).out());
        assertTrue(Files.readString(page).contains("Unfinished: 39 of 52 samples are there."));
        assertTrue(Files.exists(folder.resolve("figures/curves-mlp.svg")));
    }

    @Test
    void anotherFolderLeavesTheResultsAlone() throws Exception {
        MadeUpResults.write(folder, MadeUpResults.study(MadeUpResults.MLPS, 3), 3);
        Path out = folder.resolve("a/b");
        assertEquals(
                out.resolve("report.html") + "\n",
                run(0, "report", folder.toString(), "--out", out.toString()).out());
        assertFalse(Files.exists(folder.resolve("report.html")));
    }

    @Test
    void aFolderWithoutAStudyIsOneLineAndCode2() {
        Captured captured = run(2, "report", folder.toString());
        assertEquals(
                "redshift report: folder: expected one with a study.json, got " + folder + "\n",
                captured.err());
        assertEquals("", captured.out());
    }
}
