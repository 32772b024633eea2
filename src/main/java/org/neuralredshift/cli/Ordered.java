package org.neuralredshift.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does numbered tasks on threads and hands their results over one by one, in order. */
final class Ordered {
    private static final int AHEAD = 8;

    private Ordered() {}

    /** Does task {@code number} with a worker that no other thread has at the time. */
    interface Task<W, R> {
        R perform(W worker, int number);
    }

    /** Takes a result. */
    interface Sink<R> {
        void take(R result) throws IOException;
    }

    /**
     * Does the tasks 0 to {@code count - 1}. A few results a thread wait at a time, never all.
     *
     * @param workers makes a worker a thread
     */
    static <W, R> void run(
            int threads, int count, Supplier<W> workers, Task<W, R> task, Sink<R> sink)
            throws IOException, InterruptedException {
        Queue<W> idle = new ConcurrentLinkedQueue<>();
        Queue<Future<R>> running = new ArrayDeque<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, Math.max(1, count)));
        try {
            for (int number = 0; number < count; number++) {
                int next = number;
                running.add(pool.submit(() -> perform(idle, workers, task, next)));
                if (running.size() >= AHEAD * threads) {
                    sink.take(result(running.remove()));
                }
            }
            while (!running.isEmpty()) {
                sink.take(result(running.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <W, R> R perform(
            Queue<W> idle, Supplier<W> workers, Task<W, R> task, int number) {
        W free = idle.poll();
        W worker = free == null ? workers.get() : free;
        R result = task.perform(worker, number);
        idle.add(worker);
        return result;
    }

    private static <R> R result(Future<R> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
