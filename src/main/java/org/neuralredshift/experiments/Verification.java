package org.neuralredshift.experiments;

import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes samples of a result folder and compares the bits of their rows.
 *
 * @param checked how many
 * @param differences a line for each that came out otherwise
 */
public record Verification(int checked, List<String> differences) {
    /**
     * Recomputes random samples.
     *
     * @param samples how many; all when there are no more
     * @param seed which ones
     * @throws IllegalArgumentException when a checkpoint is not there or was changed
     */
    public static Verification of(Results results, int samples, long seed)
            throws InterruptedException {
        List<SampleRow> rows = new ArrayList<>(results.all().toList());
        int count = Math.min(samples, rows.size());
        RandomStream random = new RandomStream(StreamKey.of(seed, "verify"), 0, 0);
        List<String> differences = new ArrayList<>();
        try (Checkpoints checkpoints = Checkpoints.open(results.study().cells())) {
            for (int i = 0; i < count; i++) {
                int chosen = i + random.nextInt(rows.size() - i);
                SampleRow row = rows.set(chosen, rows.get(i));
                check(results.study(), checkpoints, row, differences);
            }
        }
        return new Verification(count, List.copyOf(differences));
    }

    private static void check(
            Study study, Checkpoints checkpoints, SampleRow row, List<String> differences)
            throws InterruptedException {
        Cell cell =
                study.cells().stream()
                        .filter(c -> c.key().equals(row.cell()))
                        .findFirst()
                        .orElseThrow();
        new CellSampler(
                        study,
                        checkpoints,
                        cell,
                        again -> {
                            if (!again.equals(row)) {
                                differences.add(
                                        "sample %d of cell %s (%s): expected %s, got %s"
                                                .formatted(
                                                        row.sample(),
                                                        row.cell(),
                                                        cell.label(),
                                                        again.body(),
                                                        row.body()));
                            }
                        })
                .run(row.sample(), 1);
    }
}
