package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Draws MLPs and evaluates them, the blocks of one network dealt to threads in ranges. */
final class MlpSampler implements FunctionSampler {
    /** Below this many multiply-adds a thread is not worth its start. */
    private static final long LEAST_WORK = 50_000_000;

    private final InputGrid grid;
    private final MlpWeights weights;
    private final List<MlpEvaluator> evaluators;

    MlpSampler(Mlp mlp, InputGrid grid, int threads) {
        this(mlp, grid, threads, LEAST_WORK);
    }

    MlpSampler(Mlp mlp, InputGrid grid, int threads, long leastWork) {
        this.grid = grid;
        this.weights = new MlpWeights(mlp);
        long parts =
                Math.clamp(
                        mlp.multiplyAdds() * grid.points() / leastWork,
                        1,
                        Math.min(threads, grid.blocks()));
        this.evaluators =
                IntStream.range(0, (int) parts).mapToObj(_ -> new MlpEvaluator(mlp, grid)).toList();
    }

    @Override
    public @Nullable NonFinite sample(StreamKey key, int sample, float[] values) {
        Check.check(
                values.length == grid.points(),
                "values",
                grid.points() + " of them",
                values.length);
        weights.draw(key, sample);
        int parts = evaluators.size();
        if (parts == 1) {
            return evaluators.getFirst().evaluate(weights, values);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(parts)) {
            List<Future<@Nullable NonFinite>> running = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                MlpEvaluator evaluator = evaluators.get(part);
                int from = (int) ((long) grid.blocks() * part / parts);
                int to = (int) ((long) grid.blocks() * (part + 1) / parts);
                running.add(pool.submit(() -> evaluator.evaluate(weights, values, from, to)));
            }
            return running.stream()
                    .map(MlpSampler::result)
                    .filter(Objects::nonNull)
                    .min(
                            Comparator.comparingInt(NonFinite::layer)
                                    .thenComparingInt(NonFinite::position))
                    .orElse(null);
        }
    }

    private static @Nullable NonFinite result(Future<@Nullable NonFinite> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it evaluated a network", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
