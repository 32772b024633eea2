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
        Shares shares = Shares.of(count, threads, shared ? batch : 1);
        int workers = Math.clamp(shares.number(), 1, threads);
        Work work = new Work(first, shares, new Ordered(first, sink));
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

    /**
     * How sequences are divided: into whole batches as long as all workers have one, then the rest
     * as evenly among the workers as may be.
     *
     * @param count sequences
     * @param inBatches those in whole batches
     * @param batch sequences of such a batch
     * @param share sequences of each further share, the last one excepted
     */
    record Shares(int count, int inBatches, int batch, int share) {
        /**
         * Divides the sequences. The rest is divided into no more shares than shares of {@value
         * #ENOUGH_ROWS} would be, even where a worker then has none, since each worker reads all
         * weights for a token.
         */
        static Shares of(int count, int threads, int batch) {
            int rest = (int) (count % ((long) threads * batch));
            int rows = Math.max(Math.ceilDiv(rest, threads), Math.min(ENOUGH_ROWS, batch));
            int share = Math.ceilDiv(rest, Math.max(1, Math.ceilDiv(rest, rows)));
            return new Shares(count, count - rest, batch, share);
        }

        /** Returns the sequences of the share that begins with sequence {@code at}. */
        int size(int at) {
            return at < inBatches ? batch : Math.min(share, count - at);
        }

        /** Returns the sequences of the largest share, at least 1. */
        int largest() {
            return Math.max(1, inBatches > 0 ? batch : share);
        }

        /** Returns how many shares there are. */
        int number() {
            return inBatches / batch + Math.ceilDiv(count - inBatches, Math.max(1, share));
        }
    }

    /** What the workers have in common. */
    private record Work(int first, Shares shares, Ordered done, AtomicInteger next) {
        Work(int first, Shares shares, Ordered done) {
            this(first, shares, done, new AtomicInteger());
        }

        /** Takes the next share; returns its first sequence, or their number when all are taken. */
        int take() {
            return next.getAndUpdate(at -> at + shares.size(at));
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
        Shares shares = work.shares();
        Writer writer = new Writer(generation, key, weights, shares.largest());
        for (int i = work.take(); i < shares.count() && !Thread.interrupted(); i = work.take()) {
            if (fresh) {
                weights.draw(key, work.first() + i);
            }
            work.done().add(writer.write(work.first() + i, shares.size(i)));
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
