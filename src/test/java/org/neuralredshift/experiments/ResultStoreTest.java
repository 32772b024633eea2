package org.neuralredshift.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever happens to a run, the files of the finished study are those of a run without trouble.
 */
@Tag("law")
class ResultStoreTest {
    private static final Study STUDY = Studies.of(Studies.TINY);
    private static String expected = "";
    private static byte[] whole = new byte[0];

    @TempDir private Path folder;

    @BeforeAll
    static void runWithoutTrouble(@TempDir Path calm) throws Exception {
        Studies.run(calm, STUDY);
        expected = Studies.hash(calm);
        whole = Files.readAllBytes(calm.resolve("samples-0.jsonl"));
    }

    @Test
    @Tag("golden")
    void theRowsOfATinyStudyAreFrozen() {
        assertEquals(
                "1cebdb21c388118696dba1dffdf8b2417e3ff5ec6741c41cdd3f617fa54a9073",
                Cell.hash(new String(whole, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void threadsChangeNoByte(int threads) throws Exception {
        Studies.run(folder, STUDY, threads, Shard.WHOLE, new Disk());
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void shardsInOneFolderGiveTheWhole() throws Exception {
        for (int part : new int[] {3, 1, 2}) {
            Studies.run(folder, STUDY, 1, new Shard(part, 3), new Disk());
        }
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void shardsOfSeveralFoldersMergeToTheWhole() throws Exception {
        List<Path> parts = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            parts.add(folder.resolve("part-" + part));
            Studies.run(parts.getLast(), STUDY, 1, new Shard(part, 3), new Disk());
        }
        Path some = folder.resolve("some");
        List<CellState> missing = Merging.merge(parts.subList(0, 2), some, _ -> {});
        int there = Results.read(some).size();
        assertEquals(36 - there, missing.stream().mapToInt(CellState::missing).sum());
        assertTrue(there > 0 && there < 36);

        Path all = folder.resolve("all");
        assertEquals(List.of(), Merging.merge(parts, all, _ -> {}));
        assertEquals(expected, Studies.hash(all));
    }

    @Test
    void aFinishedStudyIsNotRunAgain() throws Exception {
        Studies.run(folder, STUDY);
        try (ResultStore store = ResultStore.open(folder, STUDY, _ -> {})) {
            assertEquals(0, new Runner(store, Shard.WHOLE, _ -> {}).wanted());
            store.finish();
        }
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void aFileCutAnywhereIsCompletedToTheSameBytes() throws Exception {
        int step = whole.length / 16;
        for (int cut = 0; cut < whole.length; cut += step) {
            Path part = folder.resolve("cut-" + cut);
            begin(part, Arrays.copyOf(whole, cut));
            List<String> notices = new ArrayList<>();
            try (ResultStore store = ResultStore.open(part, STUDY, notices::add)) {
                boolean isTorn = cut > 0 && whole[cut - 1] != '\n';
                assertEquals(isTorn ? 1 : 0, notices.size(), "cut at " + cut);
                new Runner(store, Shard.WHOLE, _ -> {}).run(2);
                store.finish();
            }
            assertEquals(expected, Studies.hash(part), "cut at " + cut);
        }
    }

    private static void begin(Path part, byte[] rows) throws IOException {
        Files.createDirectories(part);
        Files.writeString(part.resolve("study.json"), STUDY.json());
        Files.write(part.resolve("samples-1.jsonl"), rows);
    }

    @Test
    void aFlippedBitIsAnErrorThatNamesFileAndLine() throws Exception {
        Path file = folder.resolve("samples-1.jsonl");
        for (int at = 0; at < whole.length - 1; at += 997) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            begin(folder, damaged);
            int line = 1;
            for (int i = 0; i < at; i++) {
                line += whole[i] == '\n' ? 1 : 0;
            }
            Exception e = assertThrows(IllegalArgumentException.class, () -> Results.read(folder));
            assertTrue(e.getMessage().startsWith(file + ":" + line + ": "), e::getMessage);
        }
    }

    @Test
    void aRowThatStandsTwiceCountsOnce() throws Exception {
        begin(folder, whole);
        Files.write(folder.resolve("samples-2.jsonl"), whole);
        Studies.run(folder, STUDY);
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void twoWritersOfOneFolderLoseAndDoubleNothing() throws Exception {
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Studies.run(folder, STUDY);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (!Files.exists(folder.resolve("study.json"))) {
            Thread.onSpinWait();
        }
        Studies.run(folder, STUDY);
        other.join();
        try (ResultStore last = ResultStore.open(folder, STUDY, _ -> {})) {
            assertTrue(last.finish());
        }
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void everyStepOfTheDiskMayFail() throws Exception {
        Path dry = folder.resolve("dry");
        FailingDisk counting = new FailingDisk(Integer.MAX_VALUE);
        Studies.run(dry, STUDY, 1, Shard.WHOLE, counting);
        for (int good = 0; good < counting.steps(); good++) {
            Path part = folder.resolve("good-" + good);
            FailingDisk disk = new FailingDisk(good);
            assertThrows(
                    IOException.class,
                    () -> Studies.run(part, STUDY, 1, Shard.WHOLE, disk),
                    "step " + good);
            Studies.run(part, STUDY);
            assertEquals(expected, Studies.hash(part), "step " + good);
        }
    }

    @Test
    void aChangedStudyIsRefusedWithTheDifference() throws Exception {
        Studies.run(folder, STUDY);
        Study other = Studies.of(Studies.TINY, "samples=4");
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ResultStore.open(folder, other, _ -> {}));
        assertTrue(e.getMessage().contains("samples: "), e::getMessage);
        assertEquals(expected, Studies.hash(folder));
    }

    @Test
    void samplesThatAreNotFiniteAreRowsWithoutValues() throws Exception {
        Studies.run(folder, STUDY);
        Results results = Results.read(folder);
        long none =
                results.all()
                        .filter(row -> row.body().contains("\"status\":\"nonfinite\""))
                        .peek(row -> {
                            boolean isSequence = row.fields().has("lz76");
                            assertTrue(row.fields().path(isSequence ? "lz76" : "tv").isNull());
                        })
                        .count();
        assertTrue(none > 0);
        assertEquals(36, results.size());
    }

    @Test
    void aStudyRunsUntilTheIntervalIsNarrow() throws Exception {
        Study study =
                Studies.of(
                        """
                        study: narrow
                        family: mlp
                        mlp: {grid: 8, width: 8}
                        target-ci: {least: 4, most: 60, half-width: {lz78_q256: 1.5}}
                        axes: {magnitude: [0.25, 1, 4]}
                        """);
        Studies.run(folder, study);
        Results results = Results.read(folder);
        List<Integer> sizes =
                study.cells().stream().map(cell -> results.samples(cell).size()).toList();
        assertTrue(sizes.stream().allMatch(n -> n >= 4 && n <= 60), sizes::toString);
        assertTrue(sizes.stream().distinct().count() > 1, sizes::toString);
        assertEquals(0, results.states().stream().mapToInt(CellState::missing).sum());
        Path again = folder.resolve("again");
        Studies.run(again, study, 1, new Shard(1, 2), new Disk());
        Studies.run(again, study, 5, new Shard(2, 2), new Disk());
        assertEquals(
                Files.readString(folder.resolve("samples-0.jsonl")),
                Files.readString(again.resolve("samples-0.jsonl")));
    }

    @Test
    void recomputedSamplesHaveTheSameBits() throws Exception {
        Studies.run(folder, STUDY);
        Verification all = Verification.of(Results.read(folder), 1000, 1, 2, () -> {});
        assertEquals(new Verification(36, List.of()), all);
    }

    @Test
    void aForgedRowIsFound() throws Exception {
        Studies.run(folder, STUDY);
        Path file = folder.resolve("samples-0.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        SampleRow row = SampleRow.ofLine(lines.get(3)).orElseThrow();
        String body = row.body().replaceFirst("\"tv\":[0-9.E-]+", "\"tv\":1.5");
        assertFalse(body.equals(row.body()));
        lines.set(3, new SampleRow(row.cell(), row.sample(), body).line().strip());
        Files.write(file, lines, StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(
                1, Verification.of(Results.read(folder), 36, 1, 2, () -> {}).differences().size());
        assertEquals(5, Verification.of(Results.read(folder), 5, 1, 2, () -> {}).checked());
    }
}
