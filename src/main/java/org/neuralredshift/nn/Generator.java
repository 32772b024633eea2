package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes the sequences of a {@link Generation}. Threads and batches never change a token, and a
 * sample is the same whatever others are asked for.
 *
 * @param generation what is sampled
 * @param seed with the sample's number, which networks
 * @param threads workers, at least 1; with a draw a sequence each has a network of its own
 * @param batch most sequences that a worker writes together through shared weights, 1 to {@value
 *     Decoder#ROWS}
 * @param given the network that writes them all, which has the generation's model, or null to draw
 *     one from the prior
 */
public record Generator(
        Generation generation, long seed, int threads, int batch, @Nullable GivenNetwork given) {
    /** Rows from which a product takes longer to multiply than to read its matrix from memory. */
    private static final int ENOUGH_ROWS = 8;

    public Generator {
        Check.atLeast(1, threads, "threads");
        Check.check(batch >= 1 && batch <= Decoder.ROWS, "batch", "1 to " + Decoder.ROWS, batch);
        if (given != null) {
            Check.check(
                    generation.weights() == Generation.WeightDraw.SHARED,
                    "weights",
                    "shared where the network is given",
                    generation.weights());
            Check.check(
                    generation.model().equals(given.model()),
                    "model",
                    "that of the given network",
                    generation.model().canonical());
        }
    }

    /** Draws the networks from the prior. */
    public Generator(Generation generation, long seed, int threads, int batch) {
        this(generation, seed, threads, batch, null);
    }

    /** Returns the bytes that a run with so many workers needs. */
    public long bytes(int workers) {
        Transformer model = generation.model();
        long extra = given == null ? 0 : GivenWeights.bytes(model) - ExplicitWeights.bytes(model);
        return generation.bytes(workers, batch) + extra;
    }

    /**
     * Writes samples {@code first … first + count - 1} and hands them over in that order, each as
     * soon as those before it are done, from any thread but never from two at once.
     *
     * @param first number of the first sample, at least 0
     * @param count how many
     * @throws InterruptedException when interrupted; what was handed over is complete
     */
    public void run(int first, int count, Consumer<Sequence> sink) throws InterruptedException {
        Check.check(
                first >= 0 && (long) first + count <= Integer.MAX_VALUE,
                "count",
                "samples below 2^31",
                count);
        boolean shared = generation.weights() == Generation.WeightDraw.SHARED;
        int step = shared ? together(count, threads, batch) : 1;
        int workers = Math.max(1, Math.min(threads, Math.ceilDiv(count, step)));
        Work work = new Work(first, count, step, new Ordered(first, sink));
        try (Weights drawn = shared && given == null ? drawn() : null;
                ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            Weights together = given == null ? drawn : given.weights();
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                futures.add(pool.submit(() -> work(work, together)));
            }
            await(futures, pool);
        }
    }

    /**
     * Returns how many sequences go through shared weights together: as even shares of the workers
     * as the batch allows. There are no more shares than shares of {@value #ENOUGH_ROWS} would be,
     * even where a worker then has none, since each worker reads all weights for a token.
     */
    static int together(int count, int threads, int batch) {
        long all = Math.max(1, count);
        long rounds = Math.ceilDiv(all, (long) threads * batch);
        long share = Math.ceilDiv(all, rounds * threads);
        long rows = Math.max(share, Math.min(ENOUGH_ROWS, batch));
        return (int) Math.ceilDiv(all, Math.ceilDiv(all, rows));
    }

    /**
     * Waits for all workers; when one fails or this thread is interrupted, the others stop after
     * their sample.
     */
    private static void await(List<Future<?>> futures, ExecutorService pool)
            throws InterruptedException {
        try {
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw unwrapped(e.getCause());
        } catch (InterruptedException e) {
            pool.shutdownNow();
            throw e;
        }
    }

    /** Returns all sequences of a run. */
    public Sequence[] run(int count) throws InterruptedException {
        Sequence[] sequences = new Sequence[count];
        run(0, count, sequence -> sequences[sequence.sample()] = sequence);
        return sequences;
    }

    private Weights drawn() {
        Weights weights = generation.open();
        weights.draw(key(), 0);
        return weights;
    }

    /**
     * With a given network the key of prompts and of sampled decoding leaves out the model: one
     * seed asks the same of all networks with this vocabulary, which are so compared in pairs.
     */
    private StreamKey key() {
        return given == null
                ? generation.key(seed)
                : StreamKey.of(
                        seed,
                        "{\"family\":\"given transformer\",\"vocabulary\":%d,\"length\":%d,\"prompt\":%s,\"decoding\":%s}"
                                .formatted(
                                        generation.model().vocabulary(),
                                        generation.length(),
                                        generation.prompt().canonical(),
                                        generation.decoding().canonical()));
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    /** What the workers share. */
    private record Work(int first, int count, int step, Ordered done, AtomicInteger next) {
        Work(int first, int count, int step, Ordered done) {
            this(first, count, step, done, new AtomicInteger());
        }
    }

    private void work(Work work, @Nullable Weights together) {
        if (together != null) {
            work(work, together, false);
        } else {
            try (Weights own = generation.open()) {
                work(work, own, true);
            }
        }
    }

    /** Takes samples until there are none; {@code fresh} draws the weights for each. */
    private void work(Work work, Weights weights, boolean fresh) {
        StreamKey key = key();
        Writer writer = new Writer(generation, key, weights, work.step());
        for (int i = work.next().getAndAdd(work.step());
                i < work.count() && !Thread.interrupted();
                i = work.next().getAndAdd(work.step())) {
            if (fresh) {
                weights.draw(key, work.first() + i);
            }
            int samples = Math.min(work.step(), work.count() - i);
            work.done().add(writer.write(work.first() + i, samples));
        }
    }

    /** Hands sequences over in the order of their samples. */
    private static final class Ordered {
        private final Consumer<Sequence> sink;
        private final Map<Integer, Sequence> waiting = new HashMap<>();
        private int next;

        Ordered(int first, Consumer<Sequence> sink) {
            this.next = first;
            this.sink = sink;
        }

        synchronized void add(Sequence[] sequences) {
            for (Sequence sequence : sequences) {
                waiting.put(sequence.sample(), sequence);
            }
            for (Sequence s = waiting.remove(next); s != null; s = waiting.remove(next)) {
                sink.accept(s);
                next++;
            }
        }
    }
}
