package org.neuralredshift.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neuralredshift.experiments.MadeUpResults;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.report.plot.Words;
import org.xml.sax.helpers.DefaultHandler;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.xml.parsers.SAXParserFactory;

@Tag("law")
class ReportTest {
    private static final int MOST_BYTES = 5_000_000;

    @TempDir private Path folder;

    private String page(Results results) throws IOException {
        return page(results, "");
    }

    private String page(Results results, String text) throws IOException {
        Report report = new Report(folder, results, Found.of(results, text));
        return Files.readString(report.drawings(folder));
    }

    private static Results both(int samples) {
        return MadeUpResults.results(MadeUpResults.study(MadeUpResults.BOTH, samples), samples);
    }

    private List<Path> figures(String end) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static final String DATA = "(?<=<script type=\"application/json\">).*?(?=</script>)";

    /** The page without the library's script, whose strings have markup, and without data. */
    private static String own(String page) {
        int from = page.indexOf("<script>");
        return (page.substring(0, from) + page.substring(page.indexOf("</script>", from)))
                .replaceAll(DATA, "");
    }

    @Test
    void aStudyOfBothFamiliesHasEveryKindOfFigure() throws Exception {
        String page = page(both(4));
        List<String> expected =
                List.of(
                        "agreement-mlp.svg",
                        "curves-mlp.svg",
                        "curves-transformer.svg",
                        "distributions-mlp.svg",
                        "distributions-transformer.svg",
                        "effects.svg",
                        "gallery-mlp.svg",
                        "heatmap-mlp.svg",
                        "heatmap-transformer.svg",
                        "scatter.svg",
                        "strips-transformer.svg");
        assertEquals(expected, names(figures(".svg")));
        assertEquals(expected.size(), all("<figure ", page).size());
        assertTrue(
                page.contains(
                        "ρ is 0.40 (95 % interval 0.30 to 0.50), depth held fixed; p = 0.012"),
                "the answer");
        assertTrue(page.contains("TanH is more complex"), "the claim");
        assertFalse(page.contains("class=\"unfinished\""));
    }

    @Test
    void aStudyOfOneFamilyAnswersWithItsClaimsAndContrasts() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.TRANSFORMERS, 3);
        String page = page(MadeUpResults.results(study, 3));
        assertEquals(
                List.of(
                        "curves-transformer.svg",
                        "distributions-transformer.svg",
                        "effects.svg",
                        "heatmap-transformer.svg",
                        "strips-transformer.svg"),
                names(figures(".svg")));
        assertTrue(page.contains("The least complex sequences of random transformers are those"));
    }

    @Test
    void aConditionWithoutTheAxesOfTheOthersIsALevelLine() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.MLPS, 3);
        String page = page(MadeUpResults.results(study, 3));
        String curves = Files.readString(folder.resolve("figures/curves-mlp.svg"));
        assertTrue(curves.contains(">model unbiased</text>"), "its entry in the legend");
        assertTrue(curves.contains("stroke-dasharray"), "its line");
        assertTrue(page.contains("Outside the grid: model unbiased"));
    }

    @Test
    void anUnfinishedStudySaysSo() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.BOTH, 10);
        assertTrue(
                page(MadeUpResults.results(study, 4))
                        .contains("Unfinished: 400 of 1,000 samples are there."));
        assertTrue(page(Results.none(study)).contains("There are no samples yet."));
    }

    @Test
    void samplesWithoutValuesAreCounted() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.MLPS, 3);
        assertTrue(
                page(MadeUpResults.broken(study))
                        .contains("13 samples, of which 13 left the finite numbers and 0 failed."));
        assertEquals(
                List.of(),
                names(figures(".svg")).stream().filter(n -> !n.equals("effects.svg")).toList());
    }

    @Test
    void everyFigureIsAPngOf300DotsAnInchToo() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.MLPS, 2);
        Results results = MadeUpResults.results(study, 2);
        List<String> messages = new ArrayList<>();
        new Report(folder, results, Found.of(results, "")).write(folder, messages::add);
        assumeTrue(messages.isEmpty(), "a machine with fonts");
        assertEquals(
                names(figures(".svg")).stream().map(name -> name.replace("svg", "png")).toList(),
                names(figures(".png")));
        for (Path png : figures(".png")) {
            assertEquals(2250, ImageIO.read(png.toFile()).getWidth(), "7.5 inches");
        }
    }

    @Test
    void equalResultsGiveEqualBytes() throws Exception {
        page(both(3));
        Map<Path, byte[]> first = bytes();
        page(both(3));
        Map<Path, byte[]> second = bytes();
        assertEquals(first.keySet(), second.keySet());
        first.forEach((file, bytes) -> assertArrayEquals(bytes, second.get(file), file.toString()));
    }

    private Map<Path, byte[]> bytes() throws IOException {
        Map<Path, byte[]> bytes = new TreeMap<>();
        List<Path> files = new ArrayList<>(figures("g"));
        files.add(folder.resolve("report.html"));
        for (Path file : files) {
            bytes.put(file, Files.readAllBytes(file));
        }
        return bytes;
    }

    @Test
    void thePolicyHasTheHashOfEveryBlockAndNothingElse() throws Exception {
        String page = page(both(3));
        String policy =
                all("http-equiv=\"Content-Security-Policy\" content=\"[^\"]*\"", page)
                        .getFirst()
                        .replace("&#39;", "'");
        List<String> hashes = new ArrayList<>();
        for (String tag : List.of("style", "script")) {
            for (String block : all("(?<=<" + tag + ">).*?(?=</" + tag + ">)", page)) {
                byte[] sha =
                        MessageDigest.getInstance("SHA-256")
                                .digest(block.getBytes(StandardCharsets.UTF_8));
                hashes.add("'sha256-" + Base64.getEncoder().encodeToString(sha) + "'");
            }
        }
        assertEquals(3, hashes.size());
        assertEquals(
                "default-src 'none'; img-src data:; style-src %s; script-src %s %s; base-uri 'none'; form-action 'none'"
                        .formatted(hashes.toArray()),
                policy.substring(policy.indexOf("content=") + 9, policy.length() - 1));
        assertEquals(
                List.of(), all("\\s(style|on[a-z]+)=\"", own(page)), "what the policy refuses");
    }

    @Test
    void thePageLoadsNothing() throws Exception {
        page(both(3));
        String page = own(Files.readString(folder.resolve("report.html")));
        List<String> loads =
                all(
                        "(?:src|href|srcset|action|data|poster)=\"[^\"]*\"|url\\([^)]*\\)|@import",
                        page);
        List<String> strange =
                loads.stream()
                        .filter(load ->
                                !load.matches(
                                        "href=\"(#[a-z]+|data:,|data:image/png;base64,[^\"]*|figures/[a-z0-9-]+\\.(svg|png))\""))
                        .toList();
        assertEquals(List.of(), strange);
        assertFalse(loads.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "</script><script>alert(1)</script>",
                "</title></style></svg><b>",
                "\" onload=\"alert(1)",
                "' & {{answer}} ]]>",
                "a\u202Eb\u0000c\uFFFEd\uD800e",
                "{b|rich}\n\n"
            })
    void hostileNamesStayText(String text) throws Exception {
        Study study = MadeUpResults.hostile(MadeUpResults.study(MadeUpResults.BOTH, 2), text);
        Files.writeString(
                folder.resolve("provenance.json"),
                "{\"runs\":[{\"command\":\"</dd><script>alert(2)</script>\",\"<b>\":1}]}");
        String page = page(MadeUpResults.results(study, 2), text);
        for (String markup :
                List.of("<img", "<b>", "</title></style>", "\" onload=", "<script>alert")) {
            assertFalse(own(page).contains(markup), markup);
        }
        List<String> data = all(DATA, page);
        assertEquals(data.size() + 2, all("</script>", page).size());
        for (String json : data) {
            assertFalse(json.contains("<"), json);
            assertFalse(new JsonMapper().readTree(json).path("panels").isEmpty(), json);
        }
        assertTrue(page.contains(Words.escaped(text)), "the text itself");
        assertEquals(List.of(), all("[\\x00-\\x08\\u202E\\uFFFE]", page));
        wellFormed();
    }

    private void wellFormed() throws Exception {
        List<Path> drawings = figures(".svg");
        assertFalse(drawings.isEmpty());
        for (Path drawing : drawings) {
            SAXParserFactory.newInstance()
                    .newSAXParser()
                    .parse(drawing.toFile(), new DefaultHandler());
        }
    }

    @Test
    void brokenPicturesAndProvenanceAreLeftOut() throws Exception {
        Files.writeString(folder.resolve("provenance.json"), "{\"runs\":[{");
        assertTrue(page(both(2)).contains("The provenance.json of the folder is no JSON."));
        wellFormed();
    }

    @Test
    void aHundredThousandRowsMakeASmallPage() throws Exception {
        Study study = MadeUpResults.study(MadeUpResults.BOTH, 1000);
        MadeUpResults.write(folder, study, 1000);
        Results results = Results.read(folder);
        assertEquals(100_000, results.size());
        Path page = new Report(folder, results, Found.of(results, "")).drawings(folder);
        assertTrue(Files.size(page) < MOST_BYTES, () -> page.toFile().length() + " bytes");
        assertTrue(Files.readString(page).contains("n = 1000"));
    }

    @Test
    void aStudyOfManyCellsMakesASmallPage() throws Exception {
        String yaml =
                MadeUpResults.BOTH
                        .replace("[0.25, 16, 5]", "[0.25, 16, 60]")
                        .replace("depth: [2, 6]", "depth: {range: [1, 10]}");
        Study study = MadeUpResults.study(yaml, 1);
        Results results = MadeUpResults.results(study, 1);
        assertEquals(6000, study.cells().size());
        Path page = new Report(folder, results, Found.of(results, "")).drawings(folder);
        assertTrue(Files.size(page) < MOST_BYTES, () -> page.toFile().length() + " bytes");
        assertTrue(Files.readString(page).contains("Not all of the study fits"));
    }
}
