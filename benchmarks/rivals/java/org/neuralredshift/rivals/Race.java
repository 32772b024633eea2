package org.neuralredshift.rivals;

import org.neuralredshift.bench.Rounds;

import java.util.ArrayList;
import java.util.List;

/**
 * Contenders for the same work, measured in turn in one process, so that whatever else the machine
 * does meets all of them. In each round each runs for a while, in an order that turns; what is
 * reported is the median time over the rounds, and the median of the rounds' ratios to the first
 * contender, with the least and the greatest.
 *
 * @param rounds at least 1
 * @param seconds of work a contender in each round, at least one unit of work
 * @param pause seconds of rest before each contender, in which idle thread pools stop spinning
 */
public record Race(int rounds, double seconds, double pause) {
    private static final double WARM_UP = 1.5; // seconds, for the compiler

    /** Does one unit of work. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Who runs.
     *
     * @param units of work that one run does
     * @param before what sets the libraries' threads
     */
    public record Contender(String name, double units, Runnable before, Work work) {
        public Contender(String name, Work work) {
            this(name, 1, () -> {}, work);
        }
    }

    /**
     * What came out.
     *
     * @param seconds a unit of work, one a round
     * @param ratios of these times to the first contender's, one a round
     */
    public record Result(String name, double[] seconds, double[] ratios) {
        /** Returns the median time of a unit of work, in seconds. */
        public double median() {
            return new Rounds(seconds).median();
        }

        /** Returns the median ratio, with the least and the greatest in brackets. */
        public String ratio() {
            return new Rounds(ratios).toString();
        }
    }

    /** Warms all contenders up, then lets them race. */
    public List<Result> run(List<Contender> contenders) throws InterruptedException {
        int n = contenders.size();
        double[][] times = new double[n][rounds];
        for (Contender contender : contenders) {
            time(contender, Math.max(seconds, WARM_UP));
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < n; i++) {
                int turn = (i + round) % n;
                times[turn][round] = time(contenders.get(turn), seconds);
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = times[i][round] / times[0][round];
            }
            results.add(new Result(contenders.get(i).name(), times[i], ratios));
        }
        return results;
    }

    private double time(Contender contender, double least) throws InterruptedException {
        contender.before().run();
        Thread.sleep((long) (1e3 * pause));
        long start = System.nanoTime();
        long end = start;
        double units = 0;
        while (end - start < 1e9 * least) {
            contender.work().run();
            units += contender.units();
            end = System.nanoTime();
        }
        return 1e-9 * (end - start) / units;
    }
}
