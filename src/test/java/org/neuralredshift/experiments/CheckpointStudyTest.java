package org.neuralredshift.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neuralredshift.checkpoint.Dtype;
import org.neuralredshift.checkpoint.Gpt2Export;
import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.SampledNetwork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Studies of given networks beside random ones. */
class CheckpointStudyTest {
    /** The cells of the preset {@code compare} before there were checkpoints. */
    private static final String COMPARE =
            """
            study: compare
            family: both
            seed: 0
            samples: 10
            measures: [distinct, lz76, lz78, lzw, c_fourier, c_dct, c_legendre, tv, lz78_q256]
            transformer: {heads: 4, width: 64, vocabulary: 1024, length: 100}
            mlp: {grid: 32}
            axes:
              activation: [relu, gelu-tanh, swish, selu, tanh, gaussian, sine]
              magnitude: [0.25, 1, 4]
              depth: [2, 6]
            """;

    private static final String SMALL =
            """
            study: trained
            family: transformer
            seed: 3
            samples: 20
            keep: 20
            measures: [lz76, lz78]
            transformer: {layers: 2, heads: 2, width: 16, vocabulary: 40, init-std: 0.3, length: 30}
            """;

    @TempDir private Path folder;

    /** Writes the network of a sample of the small study. */
    private Path export(String name, int sample) throws IOException {
        Path out = folder.resolve(name);
        Cell cell = Studies.of(SMALL + "axes: {activation: [tanh]}").cells().getFirst();
        Generation generation = ((Subject.Sequences) cell.subject()).generation();
        try (SampledNetwork network = new SampledNetwork(generation, 3, sample)) {
            new Gpt2Export(network, Dtype.F32, Gpt2Export.origin(generation, 3, sample, network))
                    .write(out, _ -> {});
        }
        return out;
    }

    private static Study study(Object... checkpoints) {
        return Studies.of(SMALL + "axes: {checkpoint: " + List.of(checkpoints) + "}");
    }

    private static Cell cell(Path checkpoint) {
        return study(checkpoint).cells().getFirst();
    }

    @Tag("golden")
    @Test
    void cellsWithoutACheckpointKeepTheirKeysAndSettings() {
        Study study = Studies.of(COMPARE);
        String keys = study.cells().stream().map(Cell::key).collect(Collectors.joining("\n"));
        assertEquals(
                "6630d6c22323c765c034d48911dcd45ac9a04c38493cc24e497cbe9cefdbc631",
                Cell.hash(keys));
        assertEquals(study.json(), Studies.of(COMPARE, "transformer.checkpoint=none").json());
        assertFalse(study.json().contains("checkpoint"));
    }

    @Tag("law")
    @Test
    void theKeyIsThatOfTheContentAndNotOfThePath() throws IOException {
        Path first = export("first", 0);
        Path same = export("same", 0);
        assertEquals(cell(first).key(), cell(same).key());
        assertNotEquals(cell(first).key(), cell(export("other", 1)).key());
        Path config = same.resolve("config.json");
        Files.writeString(config, Files.readString(config) + "\n");
        assertNotEquals(cell(first).key(), cell(same).key());
    }

    @Tag("law")
    @Test
    void theResolvedStudyHoldsPathHashAndWhatTheNetworkDecides() throws IOException {
        Path trained = export("trained", 0);
        Study study = study("none", trained);
        Cell given = study.cells().getLast();
        assertEquals(trained.toString(), given.settings().get("checkpoint"));
        assertEquals(
                "sha256:" + Gpt2Folder.sha256(trained), given.settings().get("checkpoint-content"));
        assertEquals("tanh", given.settings().get("activation"));
        assertEquals("shared", given.settings().get("weights"));
        assertEquals("gelu-tanh", study.cells().getFirst().settings().get("activation"));
        try (Gpt2Folder opened = Gpt2Folder.open(trained)) {
            var sequences = (Subject.Sequences) given.subject();
            assertEquals(opened.model(), sequences.generation().model());
        }
        Files.delete(trained.resolve("model.safetensors")); // not needed to read results
        assertEquals(study, Study.ofJson("study.json", study.json()));
    }

    @Tag("law")
    @Test
    void theHashIsThatOfTheFilesAsTheShellSumsThem() throws IOException {
        Path trained = Files.createDirectory(folder.resolve("any"));
        Files.writeString(trained.resolve("config.json"), "{}\n");
        Files.writeString(trained.resolve("model.safetensors"), "weights\n");
        // sha256sum config.json model.safetensors | sha256sum, of GNU coreutils 9.1
        assertEquals(
                "d57aff149b8b59723b5974d27dc86db3478f3c9a59da41687f2fdcd6c8e60b49",
                Gpt2Folder.sha256(trained));
    }

    @Tag("law")
    @Test
    void settingsBesideACheckpointMustBeItsOwn() throws IOException {
        Path trained = export("trained", 0);
        String checkpoint = "transformer.checkpoint=" + trained;
        assertEquals(1, Studies.of(SMALL, checkpoint, "transformer.weights=shared").cells().size());
        assertEquals(
                "--set transformer.layers: transformer: layers: expected none or 2, which the"
                        + " checkpoint "
                        + trained
                        + " has, got 3",
                refusal(checkpoint, "transformer.layers=3"));
        assertEquals(
                "study.yaml:8: transformer: gain: expected none or 1.0, which the checkpoint "
                        + trained
                        + " has, got 4.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Studies.of(SMALL + "axes: {magnitude: [1, 4]}", checkpoint))
                        .getMessage());
        assertTrue(
                refusal(checkpoint, "transformer.weights=per-sequence")
                        .contains("weights: expected none or shared"));
    }

    private static String refusal(String... settings) {
        return assertThrows(IllegalArgumentException.class, () -> Studies.of(SMALL, settings))
                .getMessage();
    }

    @Tag("law")
    @Test
    void aFolderThatIsNoneIsToldWithItsLine() throws IOException {
        Path none = folder.resolve("nowhere");
        assertEquals(
                "study.yaml:8: transformer: checkpoint: expected a GPT-2 folder, got %s, which is none"
                        .formatted(none),
                assertThrows(IllegalArgumentException.class, () -> study(none)).getMessage());
        Files.createDirectory(none);
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> study(none))
                        .getMessage()
                        .endsWith("expected a file model.safetensors, got none"));
    }

    @Tag("law")
    @Test
    void anExportedNetworkWritesInAStudyWhatItWroteAsASample() throws Exception {
        Path trained = export("trained", 4);
        Study random = Studies.of(SMALL + "axes: {activation: [tanh]}");
        Studies.run(folder.resolve("random"), random);
        var sample = rows(folder.resolve("random"), random, 0).get(4).fields();
        Study given =
                Studies.of(
                        SMALL,
                        "transformer.checkpoint=" + trained,
                        "transformer.prompt=" + sample.path("prompt"),
                        "samples=2");
        Studies.run(folder.resolve("given"), given);
        for (SampleRow row : rows(folder.resolve("given"), given, 0)) {
            assertEquals(sample.path("tokens"), row.fields().path("tokens"));
        }
    }

    private static List<SampleRow> rows(Path results, Study study, int cell) throws IOException {
        return List.copyOf(Results.read(results).samples(study.cells().get(cell)).values());
    }

    @Tag("law")
    @Test
    void threadsShareANetworkWithoutChangingARow() throws Exception {
        Study study = study("none", export("a", 0), export("b", 1));
        Studies.run(folder.resolve("one"), study, 1, Shard.WHOLE, new Disk());
        Studies.run(folder.resolve("four"), study, 4, Shard.WHOLE, new Disk());
        assertEquals(Studies.hash(folder.resolve("one")), Studies.hash(folder.resolve("four")));
        Results results = Results.read(folder.resolve("four"));
        assertEquals(60, results.size());
        assertEquals(List.of(), Verification.of(results, 60, 0, 2, () -> {}).differences());
        assertEquals( // one seed asks the same of both
                rows(folder.resolve("four"), study, 1).get(7).fields().path("prompt"),
                rows(folder.resolve("four"), study, 2).get(7).fields().path("prompt"));
    }

    @Tag("law")
    @Test
    void memoryIsThatOfOneCopyHoweverManyThreads() throws IOException {
        Study study = study(export("a", 0), export("b", 1));
        long both = 2 * study.bytes(1) - study.bytes(2);
        assertEquals(study.bytes(8) - both, 8 * (study.bytes(1) - both));
        assertTrue(both > 2 * 4 * 8000, () -> both + " bytes for two networks of 8,000 weights");
    }

    @Tag("law")
    @Test
    void aChangedOrMissingFolderStopsRunAndVerifyInOneLine() throws Exception {
        Path trained = export("trained", 0);
        Study study = study(trained);
        Path out = folder.resolve("out");
        Studies.run(out, study);
        Path weights = trained.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        String changed = verification(out);
        assertTrue(
                changed.startsWith("checkpoint: expected %s as it was, sha256:".formatted(trained)),
                changed);
        assertEquals(
                List.of(
                        "1 cell gone (transformer checkpoint=%s)".formatted(trained),
                        "1 cell new (transformer checkpoint=%s)".formatted(trained),
                        "the content of checkpoint " + trained),
                study.differences(study(trained)));
        Files.delete(weights);
        assertTrue(verification(out).endsWith("expected a file model.safetensors, got none"));
        assertEquals(20, Results.read(out).size());
    }

    private static String verification(Path out) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> Verification.of(Results.read(out), 1, 0, 2, () -> {}))
                .getMessage();
    }
}
