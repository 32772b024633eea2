package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongConsumer;

/**
 * Runs the samples of a study that a store does not have yet. Threads take pieces of about a second
 * of one cell, so that all are busy to the end whatever a cell costs; cells come in the order of
 * their keys, which are hashes, so that the rate so far tells the time that is left.
 */
public final class Runner {
    private static final double SECONDS = 1;

    private final Study study;
    private final ResultStore store;
    private final LongConsumer progress;
    private final Queue<CellState> ready = new ArrayDeque<>();
    private final Map<String, Double> secondsPerSample = new HashMap<>();
    private @Nullable Throwable failure;
    private int working;
    private long wanted;
    private long computed;
    private long failed;
    private boolean stopped;

    /** A piece of work. */
    private record Piece(CellState state, int first, int count) {}

    /**
     * Prepares to run a part of a study.
     *
     * @param progress is told, after every finished sample, how many this run wants in all, as far
     *     as it is known
     */
    public Runner(ResultStore store, Shard shard, LongConsumer progress) {
        this.study = store.results().study();
        this.store = store;
        this.progress = progress;
        for (CellState state : shard.states(store.results())) {
            wanted += state.missing();
            if (state.hasUntaken()) {
                ready.add(state);
            }
        }
    }

    /** Returns the samples that are wanted and not there, as far as it is known. */
    public synchronized long wanted() {
        return wanted;
    }

    /** Returns the samples that this run has added. */
    public synchronized long computed() {
        return computed;
    }

    /** Returns how many of those failed or were not finite. */
    public synchronized long failed() {
        return failed;
    }

    /** Lets the threads end after their present sample. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * Runs until all samples are there or {@link #stop} is called.
     *
     * @throws IOException when a sample can't be stored
     * @throws IllegalArgumentException when a checkpoint is not there or was changed
     */
    public void run(int threads) throws IOException, InterruptedException {
        Checkpoints checkpoints = Checkpoints.open(ready.stream().map(CellState::cell).toList());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(
                    Thread.ofPlatform().daemon().name("cells-" + i).start(() -> work(checkpoints)));
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
            checkpoints.close(); // never while a worker may use them
        } finally {
            stop();
        }
        rethrow();
    }

    private synchronized void rethrow() throws IOException {
        switch (failure) {
            case null -> {}
            case UncheckedIOException e -> throw e.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private void work(Checkpoints checkpoints) {
        try {
            for (Piece piece = take(); piece != null; piece = take()) {
                long start = System.nanoTime();
                CellState state = piece.state();
                new CellSampler(study, checkpoints, state.cell(), row -> keep(state, row))
                        .run(piece.first(), piece.count());
                done(piece, (System.nanoTime() - start) / 1e9);
            }
        } catch (StoppedException | InterruptedException e) {
            stop();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        failure = failure == null ? e : failure;
        stop();
    }

    /** Ends a thread between two samples. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void keep(CellState state, SampleRow row) {
        boolean isNew;
        long all;
        try {
            isNew = store.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            state.note(row);
            all = wanted;
            if (isNew) {
                computed++;
                failed += row.body().contains("\"status\":\"failed\"") ? 1 : 0;
                failed += row.body().contains("\"status\":\"nonfinite\"") ? 1 : 0;
            }
            if (stopped) {
                throw new StoppedException();
            }
        }
        progress.accept(all);
    }

    private synchronized @Nullable Piece take() throws InterruptedException {
        while (ready.isEmpty() && working > 0 && !stopped) {
            wait();
        }
        CellState state = ready.peek();
        if (stopped || state == null) {
            return null;
        }
        Double seconds = secondsPerSample.get(state.cell().key());
        int[] piece = state.take(pieceOf(seconds, state.cell().subject().together()));
        if (!state.hasUntaken()) {
            ready.remove();
        } else if (seconds == null) {
            ready.remove(); // the others wait for its time
            ready.add(state);
        }
        working++;
        return new Piece(state, piece[0], piece[1]);
    }

    private static int pieceOf(@Nullable Double secondsPerSample, int together) {
        if (secondsPerSample == null) {
            return together;
        }
        int samples = (int) Math.clamp(SECONDS / Math.max(secondsPerSample, 1e-6), 1, 1 << 20);
        return Math.max(samples, together);
    }

    private synchronized void done(Piece piece, double seconds) {
        working--;
        CellState state = piece.state();
        secondsPerSample.put(state.cell().key(), seconds / piece.count());
        if (state.advance()) {
            wanted += state.missing();
            ready.add(state);
        }
        notifyAll();
    }
}
