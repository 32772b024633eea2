package org.neuralredshift.rivals;

import org.bytedeco.pytorch.global.torch;
import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * The whole job of {@code generate}, ours and libtorch's in turn: fresh weights for each network,
 * then 100 greedy tokens from one token, the same threads for both. Libtorch runs in two ways: one
 * network at a time on all threads, and one network a thread.
 */
final class WholeJob {
    private static final int LENGTH = 100;

    /** What {@code generate} samples when nothing is said. */
    static final Kind DEFAULT = new Kind("gelu-tanh", 1);

    /** Networks that never repeat themselves. */
    static final Kind GAIN = new Kind("tanh", 4);

    private WholeJob() {}

    /** A default GPT-2 with an activation and a gain. */
    record Kind(String activation, double gain) {
        Transformer model() {
            Transformer small = Transformer.GPT2_SMALL;
            return model(small.layers(), small.heads(), small.width(), small.vocabulary());
        }

        Transformer model(int layers, int heads, int width, int vocabulary) {
            return Transformer.GPT2_SMALL
                    .withSizes(layers, heads, width, vocabulary)
                    .withActivation(Activation.named(activation), gain);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, gain %.0f", activation, gain);
        }
    }

    /** Races and prints a table. */
    static void run(Kind kind, int threads, int rounds, double seconds)
            throws InterruptedException {
        List<TorchGpt2> rivals = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            rivals.add(new TorchGpt2(kind.model(), i));
        }
        List<Race.Result> results =
                new Race(rounds, seconds, 0.2).run(contenders(kind, threads, rivals));
        print(kind, threads, results);
        rivals.forEach(TorchGpt2::close);
    }

    private static List<Race.Contender> contenders(Kind kind, int threads, List<TorchGpt2> rivals) {
        List<Race.Contender> contenders = new ArrayList<>();
        // So many at a time that memory is asked for as seldom as libtorch does, once before all.
        contenders.add(ours(kind, Engine.DEFERRED, threads, 20 * threads));
        contenders.add(ours(kind, Engine.EXPLICIT, threads, 4 * threads));
        contenders.add(
                new Race.Contender(
                        "libtorch, one network at a time",
                        1,
                        () -> threads(threads),
                        () -> write(rivals.getFirst())));
        if (threads > 1) {
            contenders.add(
                    new Race.Contender(
                            "libtorch, one network a thread",
                            threads,
                            () -> threads(1),
                            () -> together(rivals)));
        }
        return contenders;
    }

    private static Race.Contender ours(Kind kind, Engine engine, int threads, int networks) {
        Generation generation =
                new Generation(
                        kind.model(),
                        LENGTH,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        new Decoding.Greedy(),
                        engine);
        int[] next = new int[1];
        return new Race.Contender(
                "redshift, " + engine + " weights",
                networks,
                () -> {},
                () -> {
                    new Generator(generation, 0, threads, 1).run(next[0], networks, _ -> {});
                    next[0] += networks;
                });
    }

    /** Libtorch's own loops on one thread: a second pool beside that of OpenBLAS only spins. */
    static void threads(int blas) {
        torch.set_num_threads(1);
        BlasThreads.set(blas);
    }

    private static void write(TorchGpt2 rival) {
        rival.draw();
        rival.decode(0, LENGTH);
    }

    private static void together(List<TorchGpt2> rivals) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(rivals.size());
        List<Thread> workers = new ArrayList<>();
        for (TorchGpt2 rival : rivals) {
            workers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                torch.set_num_threads(1); // it is kept by thread
                                write(rival);
                                done.countDown();
                            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        if (done.getCount() > 0) {
            throw new IllegalStateException("a thread of libtorch failed");
        }
    }

    private static void print(Kind kind, int threads, List<Race.Result> results) {
        System.out.printf(
                "%nWhole job, %s: 12 x 768, 50,257 tokens, %d greedy tokens, fresh weights each;"
                        + " %d threads%n%n| | s a network | networks/s | time, ours = 1 |%n"
                        + "|---|---|---|---|%n",
                kind, LENGTH, threads);
        for (Race.Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.2f | %s |%n",
                    result.name(),
                    result.median(),
                    1 / result.median(),
                    result.ratio());
        }
    }
}
