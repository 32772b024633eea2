package org.neuralredshift.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small studies and ways to run them. */
final class Studies {
    /** Twelve cells of both families, three samples each, a moment of work. */
    static final String TINY =
            """
            study: tiny
            family: both
            seed: 7
            samples: 3
            measures: [lz76, lz78, c_fourier, tv]
            transformer: {heads: 2, width: 16, vocabulary: 32, length: 24}
            mlp: {grid: 8, width: 8}
            axes:
              activation: [relu, tanh]
              magnitude: [1, 4, 1e30]
              depth: [1]
            """;

    private Studies() {}

    static Study of(String yaml, String... settings) {
        return StudyReader.read(
                "study.yaml", yaml.getBytes(StandardCharsets.UTF_8), null, List.of(settings));
    }

    /** Runs what is missing and puts it in order. */
    static void run(Path folder, Study study, int threads, Shard shard, Disk disk)
            throws IOException, InterruptedException {
        List<String> notices = new ArrayList<>();
        try (ResultStore store = ResultStore.open(folder, study, notices::add, disk)) {
            new Runner(store, shard, _ -> {}).run(threads);
            store.finish();
        }
    }

    static void run(Path folder, Study study) throws IOException, InterruptedException {
        run(folder, study, 2, Shard.WHOLE, new Disk());
    }

    /** Returns the hash of the names and bytes of a folder's results. */
    static String hash(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(".lock") && !name.equals("provenance.json")) {
                    text.append(name).append('\n').append(Files.readString(file));
                }
            }
        }
        return Cell.hash(text.toString());
    }
}
