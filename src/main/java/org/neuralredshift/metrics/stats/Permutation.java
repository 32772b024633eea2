package org.neuralredshift.metrics.stats;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Block permutation tests: the labels of whole blocks are exchanged, and what is inside a block
 * stays together, so that its inner structure (depth, magnitude) is kept under the null hypothesis.
 *
 * <p>The statistic is a function of the permutation {@code p}: block b is matched with block {@code
 * p[b]}; the identity gives the observed value. When all permutations are at most as many as are
 * asked for, each is taken once, the identity among them, and p = (as extreme ones) / blocks!; else
 * they are drawn and p = (b + 1) / (m + 1) (Phipson and Smyth 2010, DOI 10.2202/1544-6115.1585).
 * Statistics within 1e-12 of the observed one, relative to it, count as equal. NaN counts as not
 * extreme; when the observed statistic itself is NaN the p value is NaN.
 *
 * @param permutations most permutations to look at, at least 1
 * @param alternative which direction is extreme
 */
public record Permutation(int permutations, Alternative alternative) {
    private static final double EQUAL = 1e-12;

    /** Which statistics count as at least as extreme as the observed one. */
    public enum Alternative {
        /** Those at least as great. */
        GREATER,
        /** Those at least as small. */
        LESS,
        /** Those with at least as great a magnitude. */
        TWO_SIDED
    }

    /** Checks the number. */
    public Permutation {
        Check.atLeast(1, permutations, "permutations");
    }

    /** Tests {@code blocks} exchangeable blocks. */
    public TestResult test(int blocks, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
        Check.atLeast(1, blocks, "blocks");
        int[] order = IntStream.range(0, blocks).toArray();
        double observed = statistic.applyAsDouble(order.clone());
        if (Double.isNaN(observed)) {
            return new TestResult(observed, Double.NaN);
        }
        if (factorialAtMost(blocks, permutations)) {
            long[] count = new long[2];
            enumerate(order, 0, statistic, observed, count);
            return new TestResult(observed, (double) count[0] / count[1]);
        }
        int extreme = 0;
        for (int m = 0; m < permutations; m++) {
            Shuffle.inPlace(order, random);
            extreme += isExtreme(statistic.applyAsDouble(order.clone()), observed) ? 1 : 0;
        }
        return new TestResult(observed, (extreme + 1.0) / (permutations + 1.0));
    }

    private void enumerate(
            int[] order,
            int from,
            ToDoubleFunction<int[]> statistic,
            double observed,
            long[] count) {
        if (from == order.length) {
            count[0] += isExtreme(statistic.applyAsDouble(order.clone()), observed) ? 1 : 0;
            count[1]++;
            return;
        }
        for (int i = from; i < order.length; i++) {
            swap(order, from, i);
            enumerate(order, from + 1, statistic, observed, count);
            swap(order, from, i);
        }
    }

    private boolean isExtreme(double value, double observed) {
        double slack = EQUAL * Math.abs(observed);
        return switch (alternative) {
            case GREATER -> value >= observed - slack;
            case LESS -> value <= observed + slack;
            case TWO_SIDED -> Math.abs(value) >= Math.abs(observed) - slack;
        };
    }

    private static void swap(int[] order, int a, int b) {
        int swapped = order[a];
        order[a] = order[b];
        order[b] = swapped;
    }

    private static boolean factorialAtMost(int n, int most) {
        long product = 1;
        for (int k = 2; k <= n && product <= most; k++) {
            product *= k;
        }
        return product <= most;
    }
}
