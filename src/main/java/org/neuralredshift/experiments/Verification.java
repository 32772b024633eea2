package org.neuralredshift.experiments;

import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Recomputes samples of a result folder and compares the bits of their rows.
 *
 * @param checked how many
 * @param differences a line for each that came out otherwise, in the order of the choice
 */
public record Verification(int checked, List<String> differences) {
    /**
     * Recomputes random samples.
     *
     * @param samples how many; all when there are no more
     * @param seed which ones
     * @param threads that recompute them
     * @param progress runs after each
     * @throws IllegalArgumentException when a checkpoint is not there or was changed
     */
    public static Verification of(
            Results results, int samples, long seed, int threads, Runnable progress)
            throws InterruptedException {
        List<SampleRow> rows = chosen(results, samples, seed);
        Study study = results.study();
        Map<String, Cell> cells =
                study.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity()));
        List<String> differences = new ArrayList<>();
        try (Checkpoints checkpoints = Checkpoints.open(study.cells());
                var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (SampleRow row : rows) {
                Cell cell = Objects.requireNonNull(cells.get(row.cell())); // reading checks it
                all.add(
                        pool.submit(() -> {
                            List<String> found = differences(study, checkpoints, cell, row);
                            progress.run();
                            return found;
                        }));
            }
            for (Future<List<String>> one : all) {
                differences.addAll(one.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
        return new Verification(rows.size(), List.copyOf(differences));
    }

    private static List<SampleRow> chosen(Results results, int samples, long seed) {
        List<SampleRow> rows = new ArrayList<>(results.all().toList());
        int count = Math.min(samples, rows.size());
        RandomStream random = new RandomStream(StreamKey.of(seed, "verify"), 0, 0);
        for (int i = 0; i < count; i++) {
            int chosen = i + random.nextInt(rows.size() - i);
            rows.set(i, rows.set(chosen, rows.get(i)));
        }
        return rows.subList(0, count);
    }

    private static List<String> differences(
            Study study, Checkpoints checkpoints, Cell cell, SampleRow row)
            throws InterruptedException {
        List<String> differences = new ArrayList<>();
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
        return differences;
    }
}
