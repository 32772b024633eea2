package org.neuralredshift.experiments;

import java.util.List;

/**
 * What a run will need, from one sample of each of some cells, or one piece of work where samples
 * share weights.
 *
 * @param cells of the part
 * @param missing samples that are to be run, the fewest with {@code target-ci}
 * @param most samples at most
 * @param bytes memory of one worker at the cell that needs most
 * @param sampled cells that were tried
 * @param secondsPerSample mean over those
 */
public record Calibration(
        int cells, long missing, long most, long bytes, int sampled, double secondsPerSample) {
    /**
     * Tries cells in the order of their keys, which is as good as random, until the time is over;
     * the first one twice, since code runs slowly at first.
     *
     * @param seconds to spend; a sample that has begun is ended
     */
    public static Calibration of(Results results, Shard shard, double seconds)
            throws InterruptedException {
        List<CellState> states = shard.states(results);
        List<CellState> open = states.stream().filter(s -> s.missing() > 0).toList();
        long missing = open.stream().mapToLong(CellState::missing).sum();
        int goals = results.study().sampling().most();
        long kept = states.stream().mapToLong(s -> s.goal() - (long) s.missing()).sum();
        long most = (long) goals * states.size() - kept;
        long bytes = states.stream().mapToLong(s -> s.cell().bytes()).max().orElse(0);
        double total = 0;
        int sampled = 0;
        try (Checkpoints checkpoints =
                Checkpoints.open(open.stream().map(CellState::cell).toList())) {
            long start = System.nanoTime();
            for (CellState state : open) {
                if (sampled == 0) {
                    one(results.study(), checkpoints, state.cell());
                }
                total += one(results.study(), checkpoints, state.cell());
                sampled++;
                if ((System.nanoTime() - start) / 1e9 > seconds) {
                    break;
                }
            }
        }
        double mean = sampled == 0 ? 0 : total / sampled;
        return new Calibration(states.size(), missing, most, bytes, sampled, mean);
    }

    private static double one(Study study, Checkpoints checkpoints, Cell cell)
            throws InterruptedException {
        int samples = Math.min(cell.subject().together(), study.sampling().most());
        long start = System.nanoTime();
        new CellSampler(study, checkpoints, cell, _ -> {}).run(0, samples);
        return (System.nanoTime() - start) / 1e9 / samples;
    }

    /** Returns the time for so many samples on so many threads. */
    public double seconds(long samples, int threads) {
        return samples * secondsPerSample / threads;
    }
}
