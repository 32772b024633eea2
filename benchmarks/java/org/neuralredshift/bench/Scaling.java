package org.neuralredshift.bench;

import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * What more threads bring. The processors of one machine need not be equal: on a virtual machine
 * each shares caches and memory with neighbours of its own, and may be slower than the other for
 * hours. One thread is therefore held on each processor in turn, and all threads together are
 * compared with the mean of these rates. Arithmetic in registers and reading stand beside the jobs,
 * which are made of them.
 */
final class Scaling {
    private static final int NETWORKS = 24; // a thread, so that the last one counts for little
    private static final double SECONDS = 0.3;
    private static final long MEMORY = 256_000_000;
    private static final int ENOUGH = 4; // threads, unless more are asked for

    private final List<BitSet> singles = new ArrayList<>();
    private final BitSet together = new BitSet();

    /** Work that is done in parallel. */
    private record Work(String name, String unit, Task task) {}

    /** Does work on threads that it starts, and returns its rate in units a second. */
    @FunctionalInterface
    private interface Task {
        /**
         * @param first the number of the first of these threads among all
         */
        double rate(int first, int threads) throws InterruptedException;
    }

    /** What one thread does until the time is over. */
    @FunctionalInterface
    private interface Part {
        double amount(int thread);
    }

    private Scaling(int threads) {
        Affinity.processors().stream()
                .limit(threads)
                .forEach(processor -> {
                    together.set(processor);
                    singles.add(BitSet.valueOf(new long[0]));
                    singles.getLast().set(processor);
                });
    }

    /**
     * Measures and prints a table.
     *
     * @param arguments {@code threads=T}, {@code rounds=N}
     */
    static void main(String[] arguments) throws InterruptedException {
        int all = Affinity.processors().cardinality();
        int threads = (int) Rounds.option(arguments, "threads", Math.min(all, ENOUGH));
        int rounds = (int) Rounds.option(arguments, "rounds", 5);
        if (threads < 2 || threads > all || rounds < 1) {
            throw new IllegalArgumentException(
                    "arguments: expected threads in 2..%d and rounds of at least 1, got %d and %d"
                            .formatted(all, threads, rounds));
        }
        Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
        if (!Affinity.available()) {
            System.out.println("threads are not held on processors on this system");
        }
        new Scaling(threads).run(rounds);
    }

    private void run(int rounds) throws InterruptedException {
        int threads = singles.size();
        List<Work> works =
                List.of(
                        new Work("multiply-adds in registers", "GFLOP/s", multiplyAdds()),
                        new Work("reading 256 MB a thread", "GB/s", reading(threads)),
                        new Work("GELU, gain 1", "networks/s", job("gelu-tanh", 1)),
                        new Work("TanH, gain 4", "networks/s", job("tanh", 4)));
        double[][][] rates = new double[works.size()][threads + 2][rounds];
        for (Work work : works) {
            work.task.rate(0, threads); // for the compiler
        }
        for (int round = 0; round < rounds; round++) {
            for (int w = 0; w < works.size(); w++) {
                double[] found = rates(works.get(w).task);
                for (int i = 0; i < found.length; i++) {
                    rates[w][i][round] = found[i];
                }
            }
        }
        print(works, rates);
    }

    /** Returns the rate of each single thread, of all together, and their ratio. */
    private double[] rates(Task task) throws InterruptedException {
        int threads = singles.size();
        double[] rates = new double[threads + 2];
        for (int i = 0; i < threads; i++) {
            rates[i] = on(singles.get(i), task, i, 1) / 2;
        }
        rates[threads] = on(together, task, 0, threads);
        double sum = 0;
        for (int i = threads - 1; i >= 0; i--) {
            rates[i] += on(singles.get(i), task, i, 1) / 2;
            sum += rates[i];
        }
        rates[threads + 1] = rates[threads] / (sum / threads);
        return rates;
    }

    private static double on(BitSet processors, Task task, int first, int threads)
            throws InterruptedException {
        BitSet before = Affinity.processors();
        Affinity.hold(processors);
        try {
            return task.rate(first, threads);
        } finally {
            Affinity.hold(before);
        }
    }

    private static Task job(String activation, double gain) {
        Generation generation =
                GenerateBench.generation(activation, gain, 12, 768, 100, Engine.DEFERRED);
        return (first, threads) -> {
            long start = System.nanoTime();
            new Generator(generation, 0, threads, 1)
                    .run(first * NETWORKS, threads * NETWORKS, _ -> {});
            return threads * NETWORKS / (1e-9 * (System.nanoTime() - start));
        };
    }

    private static Task multiplyAdds() {
        return timed(_ -> {
            LimitsBench.Work work = new LimitsBench.Work();
            new LimitsBench().multiplyAdds(work);
            return work.gflops;
        });
    }

    private static Task reading(int threads) {
        List<LimitsBench.Memory> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(new LimitsBench.Memory());
            parts.getLast().allocate(MEMORY);
        }
        LimitsBench.Streams four = new LimitsBench.Streams();
        four.streams = 4;
        return timed(thread -> {
            LimitsBench.Work work = new LimitsBench.Work();
            new LimitsBench().read(parts.get(thread), four, work);
            return work.gigabytes;
        });
    }

    /** Repeats parts for a while on each thread. */
    private static Task timed(Part part) {
        return (first, threads) -> {
            DoubleAdder rate = new DoubleAdder();
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = first + i;
                workers.add(Thread.ofPlatform().start(() -> rate.add(rate(part, thread))));
            }
            for (Thread worker : workers) {
                worker.join();
            }
            return rate.sum();
        };
    }

    private static double rate(Part part, int thread) {
        long start = System.nanoTime();
        long end = start;
        double amount = 0;
        while (end - start < 1e9 * SECONDS) {
            amount += part.amount(thread);
            end = System.nanoTime();
        }
        return amount / (1e-9 * (end - start));
    }

    private void print(List<Work> works, double[][][] rates) {
        int threads = singles.size();
        StringBuilder head = new StringBuilder("\n| | unit |");
        singles.forEach(one -> head.append(" processor ").append(one.nextSetBit(0)).append(" |"));
        head.append(" %d threads | %d threads, mean of one = 1 |\n".formatted(threads, threads));
        head.append("|---|---|").append("---|".repeat(threads + 2)).append('\n');
        System.out.print(head);
        for (int w = 0; w < rates.length; w++) {
            System.out.printf("| %s | %s |", works.get(w).name, works.get(w).unit);
            for (int i = 0; i <= threads; i++) {
                double rate = new Rounds(rates[w][i]).median();
                System.out.printf(Locale.ROOT, rate < 100 ? " %.1f |" : " %.0f |", rate);
            }
            System.out.printf(" %s |%n", new Rounds(rates[w][threads + 1]));
        }
        System.out.printf(Locale.ROOT, "%nload average %.2f at the end%n", Machine.load());
    }
}
