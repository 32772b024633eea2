package org.neuralredshift.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.experiments.MadeUpResults;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Study;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page in a real browser, when Chromium is on this machine. */
@Tag("law")
class BrowserTest {
    private static final Optional<Path> CHROMIUM =
            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(path -> Path.of(path, "chromium"))
                    .filter(Files::isExecutable)
                    .findFirst();

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1280, ''",
        "390, <img src=x onerror=console.log(1)></script>{a|long} and long name: "
    })
    void allChartsAreDrawnWithoutComplaintAndThePageNeverScrollsSideways(int width, String text)
            throws Exception {
        assumeTrue(CHROMIUM.isPresent(), "chromium");
        Study study = MadeUpResults.study(MadeUpResults.BOTH, 3);
        Study named = text.isEmpty() ? study : MadeUpResults.hostile(study, text);
        Results results = MadeUpResults.results(named, 3);
        Path page = new Report(folder, results, Found.of(results, text)).drawings(folder);
        // A policy hash that is wrong, a script that throws and a load that is refused all log.
        List<String> log = new ArrayList<>();
        String dom = dom(page, width, log);

        assertEquals(List.of(), log.stream().filter(line -> line.contains("CONSOLE")).toList());
        Matcher drawn = Pattern.compile("data-charts=\"(\\d+)\"").matcher(dom);
        assertTrue(drawn.find(), "the script ran");
        int charts = dom.split("<script type=\"application/json\">", -1).length - 1;
        assertEquals(charts, Integer.parseInt(drawn.group(1)));
        assertTrue(dom.split("<canvas", -1).length - 1 >= charts, "a canvas each");
        Matcher wide = Pattern.compile("data-scrolls=\"(\\w+)\"").matcher(dom);
        assertTrue(wide.find());
        assertEquals("false", wide.group(1), "scrolls sideways");
    }

    private String dom(Path page, int width, List<String> log)
            throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Path err = folder.resolve("log.txt");
        List<String> command =
                List.of(
                        CHROMIUM.orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--enable-logging=stderr",
                        "--v=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=" + width + ",1000",
                        "--virtual-time-budget=8000",
                        "--dump-dom",
                        page.toUri().toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "chromium ends");
        } finally {
            process.destroyForcibly().waitFor();
        }
        log.addAll(Files.readAllLines(err));
        return Files.readString(out);
    }
}
