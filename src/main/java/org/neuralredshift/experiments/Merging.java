package org.neuralredshift.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Joins parts of one study that were run apart. */
public final class Merging {
    private Merging() {}

    /**
     * Joins folders into another one, which may hold a part already. The parts stay as they are.
     *
     * @param parts at least one, all of one study
     * @param notice takes what there is to say, a line a call
     * @return the cells that still miss samples
     * @throws IllegalArgumentException when the studies differ or a record is damaged; then nothing
     *     is written
     */
    public static List<CellState> merge(List<Path> parts, Path out, Consumer<String> notice)
            throws IOException {
        List<Results> all = new ArrayList<>();
        for (Path part : parts) {
            Results results = Results.read(part);
            results.notices().forEach(notice);
            List<String> differences =
                    all.isEmpty() ? List.of() : all.getFirst().study().differences(results.study());
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException(
                        "folders: expected parts of one study, got %s with another: %s"
                                .formatted(part, String.join("; ", differences)));
            }
            all.add(results);
        }
        try (ResultStore store = ResultStore.open(out, all.getFirst().study(), notice)) {
            for (Results results : all) {
                for (SampleRow row : (Iterable<SampleRow>) results.all()::iterator) {
                    store.append(row);
                }
            }
            store.finish();
            return store.results().states().stream().filter(s -> s.missing() > 0).toList();
        }
    }
}
