package org.neuralredshift.metrics.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How a bootstrap draws again from n observations, as indices 0 to n - 1. The groups are the
 * independent units: single observations, or clusters of them.
 */
public sealed interface Resampling {
    /** Number of observations. */
    int size();

    /** Number of independent units. */
    int groups();

    /** Draws one resample: indices of observations, with repetitions. */
    int[] draw(RandomGenerator random);

    /** Returns the indices of all observations outside one group, for the jackknife. */
    int[] without(int group);

    /** Returns the indices of all observations, in order. */
    default int[] all() {
        return IntStream.range(0, size()).toArray();
    }

    /** Independent observations, drawn one by one. */
    static Resampling single(int n) {
        return new Single(n);
    }

    /**
     * Whole clusters, each taken with all its members.
     *
     * @param clusterOf shape (n), the cluster of each observation, numbered from 0 without gaps
     */
    static Resampling clusters(int... clusterOf) {
        return new Clusters(members(clusterOf), clusterOf.length, false);
    }

    /**
     * Clusters first, then as many members of each as it has, with repetitions (Davison and Hinkley
     * 1997, section 3.8, strategy 2).
     *
     * @param clusterOf shape (n), the cluster of each observation, numbered from 0 without gaps
     */
    static Resampling hierarchical(int... clusterOf) {
        return new Clusters(members(clusterOf), clusterOf.length, true);
    }

    /** Independent observations. */
    record Single(int size) implements Resampling {
        /** Refuses an empty sample. */
        public Single {
            Check.atLeast(1, size, "size");
        }

        @Override
        public int groups() {
            return size;
        }

        @Override
        public int[] draw(RandomGenerator random) {
            int[] drawn = new int[size];
            Arrays.setAll(drawn, _ -> Shuffle.below(size, random));
            return drawn;
        }

        @Override
        public int[] without(int group) {
            return IntStream.range(0, size).filter(i -> i != group).toArray();
        }
    }

    /** Clusters of observations, with or without a second draw inside each. */
    final class Clusters implements Resampling {
        private final int[][] members;
        private final int size;
        private final boolean inside;

        private Clusters(int[][] members, int size, boolean inside) {
            this.members = members;
            this.size = size;
            this.inside = inside;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int groups() {
            return members.length;
        }

        @Override
        public int[] draw(RandomGenerator random) {
            return IntStream.range(0, members.length)
                    .mapToObj(_ -> members[Shuffle.below(members.length, random)])
                    .map(m -> inside ? drawInside(m, random) : m)
                    .flatMapToInt(Arrays::stream)
                    .toArray();
        }

        private static int[] drawInside(int[] from, RandomGenerator random) {
            int[] drawn = new int[from.length];
            Arrays.setAll(drawn, _ -> from[Shuffle.below(from.length, random)]);
            return drawn;
        }

        @Override
        public int[] without(int group) {
            return IntStream.range(0, members.length)
                    .filter(g -> g != group)
                    .mapToObj(g -> members[g])
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .toArray();
        }
    }

    private static int[][] members(int[] clusterOf) {
        Check.atLeast(1, clusterOf.length, "clusterOf");
        int count = Arrays.stream(clusterOf).max().getAsInt() + 1;
        int[][] members = new int[count][];
        for (int g = 0; g < count; g++) {
            int cluster = g;
            members[g] =
                    IntStream.range(0, clusterOf.length)
                            .filter(i -> clusterOf[i] == cluster)
                            .toArray();
            if (members[g].length == 0) {
                throw new IllegalArgumentException(
                        "clusterOf: expected clusters numbered without gaps, got none with number "
                                + g);
            }
        }
        return members;
    }
}
