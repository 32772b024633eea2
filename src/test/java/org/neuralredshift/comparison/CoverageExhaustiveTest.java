package org.neuralredshift.comparison;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.metrics.stats.Permutation;
import org.neuralredshift.metrics.stats.RankCorrelation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Simulates studies with a known association and counts how often the 95 % intervals hold it, and
 * how the p values of studies without one are spread. What it last found is recorded in
 * exhaustive/comparison.txt.
 */
@Tag("oracle")
@Tag("exhaustive")
class CoverageExhaustiveTest {
    private static final int STUDIES = 1000;
    private static final int MANY = 1500;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 0.95);
    private static final List<String> GIVEN = List.of("depth", "magnitude");

    @ParameterizedTest
    @CsvSource({"7, 0", "7, 0.5", "7, 0.9", "12, 0.5"})
    void intervalsHoldTheTruthAtTheirRate(int activations, double correlation) {
        double[] truth = truth(correlation);
        List<List<Interval>> all =
                IntStream.range(0, STUDIES)
                        .parallel()
                        .mapToObj(study -> {
                            var random = Synthetic.random(study);
                            Pairs pairs = new Synthetic(activations, correlation, 10).pairs(random);
                            List<Pairs.Statistic> statistics = statistics(pairs);
                            return Stream.concat(
                                            statistics.stream().map(pairs::interval),
                                            pairs.bootstrap(BOOTSTRAP, statistics, random).stream())
                                    .toList();
                        })
                        .toList();
        double[] held = new double[2 * truth.length];
        for (List<Interval> intervals : all) {
            for (int s = 0; s < held.length; s++) {
                boolean holds = intervals.get(s).contains(truth[s % truth.length]);
                held[s] += holds ? 1.0 / STUDIES : 0;
            }
        }
        double width =
                all.stream().mapToDouble(i -> 2 * i.get(2).halfWidth()).average().orElseThrow();
        System.out.printf(
                "%d activations, traits correlated %.1f: rho %.3f, tau-b %.3f, partial rho %.3f"
                        + " (true %.3f, mean width %.2f); bootstrap %.3f, %.3f, %.3f%n",
                activations,
                correlation,
                held[0],
                held[1],
                held[2],
                truth[2],
                width,
                held[3],
                held[4],
                held[5]);
        // Some hundredths below the nominal rate are known of few groups; three standard errors of
        // a
        // rate of 0.93 over the studies are 0.024.
        assertTrue(Arrays.stream(held, 0, 3).allMatch(h -> h > 0.905), Arrays.toString(held));
    }

    /** The statistics of so many activations that their error does not matter. */
    private static double[] truth(double correlation) {
        Pairs pairs = new Synthetic(MANY, correlation, 10).pairs(Synthetic.random(1_000_000));
        return statistics(pairs).stream().mapToDouble(pairs::observed).toArray();
    }

    private static List<Pairs.Statistic> statistics(Pairs pairs) {
        return List.of(
                (x, y, _) -> Pairs.spearman(x, y),
                (x, y, _) -> RankCorrelation.kendall(x, y),
                pairs.partial(GIVEN));
    }

    @ParameterizedTest
    @CsvSource({"5", "7"})
    void pValuesAreUniformWithoutAssociation(int activations) {
        Permutation permutation = new Permutation(200, Permutation.Alternative.TWO_SIDED);
        double[] p =
                IntStream.range(0, STUDIES)
                        .parallel()
                        .mapToDouble(study -> {
                            var random = Synthetic.random(2_000_000 + study);
                            Pairs pairs = new Synthetic(activations, 0, 10).pairs(random);
                            return pairs.p(permutation, pairs.partial(GIVEN), random);
                        })
                        .sorted()
                        .toArray();
        double distance = 0;
        for (int i = 0; i < p.length; i++) {
            distance = Math.max(distance, Math.abs((i + 1.0) / p.length - p[i]));
        }
        double small = Arrays.stream(p).filter(x -> x <= 0.05).count() / (double) STUDIES;
        System.out.printf(
                "%d activations, no association: share of p <= 0.05 %.3f, sqrt(n) KS %.2f%n",
                activations, small, distance * Math.sqrt(STUDIES));
        // 1.63 is the 1 % point of Kolmogorov's distribution.
        assertTrue(distance * Math.sqrt(STUDIES) < 1.63, () -> "distance of " + activations);
    }
}
