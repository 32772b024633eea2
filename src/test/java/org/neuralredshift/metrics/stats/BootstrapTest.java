package org.neuralredshift.metrics.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class BootstrapTest {
    private static final double[] V = {
        4.2, 1.3, 8.8, 2.7, 0.4, 3.9, 15.2, 2.2, 6.1, 3.3, 1.9, 27.5
    };

    @Test
    @Tag("oracle")
    void intervalsAreThoseOfSciPy() {
        // scipy 1.17.1: scipy.stats.bootstrap((v,), numpy.mean, n_resamples=200000, method=...),
        // mean of five runs. A run's ends have a standard deviation of up to 0.04 there, so of
        // 0.13 at the 20000 resamples here; allowed are three of them.
        Bootstrap bootstrap = new Bootstrap(20_000, 0.95);
        Interval percentile = bootstrap.percentile(V, Descriptive::mean, random(1));
        assertEquals(2.940, percentile.low(), 0.06);
        assertEquals(11.167, percentile.high(), 0.13);
        Interval bca = bootstrap.bca(V, Descriptive::mean, random(2));
        assertEquals(3.488, bca.low(), 0.05);
        assertEquals(13.057, bca.high(), 0.36);
        assertEquals(Descriptive.mean(V), bca.estimate());
    }

    @Test
    @Tag("law")
    void oneGeneratorStateGivesOneInterval() {
        Bootstrap b = new Bootstrap(500, 0.9);
        assertEquals(
                b.bca(V, Descriptive::median, random(3)), b.bca(V, Descriptive::median, random(3)));
    }

    @Test
    @Tag("law")
    void coversTheMeanOfNormalSamplesAboutAsOftenAsItSays() {
        RandomGenerator random = random(4);
        int covered = 0;
        int samples = 400;
        for (int s = 0; s < samples; s++) {
            double[] sample = new double[60];
            Arrays.setAll(sample, _ -> random.nextGaussian());
            Bootstrap b = new Bootstrap(400, 0.9);
            covered += b.bca(sample, Descriptive::mean, random).contains(0) ? 1 : 0;
        }
        // A standard error of the share is 0.015; bootstrap intervals of 60 numbers lie one below.
        assertEquals(0.9, covered / (double) samples, 0.05);
    }

    @Test
    @Tag("law")
    void equalNumbersGiveAnIntervalOfNoWidth() {
        Interval i = Bootstrap.STANDARD.bca(new double[] {5, 5, 5}, Descriptive::mean, random(5));
        assertEquals(new Interval(5, 5, 5, 0.95, 0), i);
    }

    @Test
    @Tag("law")
    void resamplesWithoutAStatisticAreCounted() {
        Bootstrap b = new Bootstrap(1000, 0.95);
        double[] x = {1, 2, 3};
        Interval i =
                b.percentile(
                        Resampling.single(3),
                        drawn -> {
                            double[] s = Arrays.stream(drawn).mapToDouble(k -> x[k]).toArray();
                            return RankCorrelation.spearman(s, s);
                        },
                        random(6));
        // All three draws alike: 3 of 27 resamples, 111 of 1000; standard deviation 10.
        assertEquals(111, i.undefined(), 40);
        assertEquals(1, i.low(), 1e-12);
        double nan = Double.NaN;
        Interval none = b.percentile(x, _ -> nan, random(7));
        assertTrue(Double.isNaN(none.low()) && none.undefined() == 1000);
    }

    @Test
    @Tag("law")
    void clustersAreDrawnWhole() {
        Resampling r = Resampling.clusters(0, 0, 1, 1, 1, 2);
        RandomGenerator random = random(8);
        for (int trial = 0; trial < 100; trial++) {
            int[] drawn = r.draw(random);
            int[] count = new int[6];
            Arrays.stream(drawn).forEach(i -> count[i]++);
            assertEquals(count[0], count[1]);
            assertEquals(count[2], count[4]);
            assertEquals(3, count[0] + count[2] + count[5]);
        }
        assertArrayEquals(new int[] {0, 1, 5}, r.without(1));
        int[] inner = Resampling.hierarchical(0, 0, 1, 1).draw(random);
        assertEquals(4, inner.length);
    }

    @Test
    @Tag("law")
    void clusterIntervalsAreWiderWhenClustersDiffer() {
        double[] x = new double[40];
        int[] cluster = new int[40];
        Arrays.setAll(cluster, i -> i / 10);
        Arrays.setAll(x, i -> 10.0 * (i / 10) + i % 10);
        Bootstrap b = new Bootstrap(2000, 0.95);
        Interval single = b.percentile(x, Descriptive::mean, random(9));
        Interval clusters =
                b.percentile(
                        Resampling.clusters(cluster),
                        drawn -> Arrays.stream(drawn).mapToDouble(i -> x[i]).average().orElse(0),
                        random(9));
        assertTrue(clusters.halfWidth() > 2 * single.halfWidth());
    }

    private static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }
}
