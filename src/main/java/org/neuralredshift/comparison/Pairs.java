package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Levels;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.metrics.stats.Jackknife;
import org.neuralredshift.metrics.stats.Permutation;
import org.neuralredshift.metrics.stats.RankCorrelation;
import org.neuralredshift.rng.RandomStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two measures over the same conditions: units of the first and the second, matched, in blocks by
 * activation. A study with one activation has as many blocks as pairs.
 */
final class Pairs {
    /** A statistic of the values of both measures over some pairs. */
    interface Statistic {
        /**
         * Computes it.
         *
         * @param x values of the first measure
         * @param y of the second
         * @param rows which pair each value belongs to
         */
        double of(double[] x, double[] y, int[] rows);
    }

    private static final String BLOCK_AXIS = "activation";

    private final List<Unit> first = new ArrayList<>();
    private final List<Unit> second = new ArrayList<>();
    private final int[][] blocks;

    /** Matches units by the number of their condition; those without a partner are left out. */
    Pairs(List<Unit> firsts, List<Unit> seconds) {
        Map<Integer, Unit> partners = new LinkedHashMap<>();
        seconds.forEach(unit -> partners.put(unit.match(), unit));
        for (Unit unit : firsts) {
            Unit partner = partners.get(unit.match());
            if (partner != null) {
                first.add(unit);
                second.add(partner);
            }
        }
        this.blocks = blocks();
    }

    private int[][] blocks() {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            String name = first.get(i).condition().getOrDefault(BLOCK_AXIS, "");
            rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
        }
        if (rows.size() < 2) {
            return IntStream.range(0, size()).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        }
        return rows.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    int size() {
        return first.size();
    }

    int blockCount() {
        return blocks.length;
    }

    int samples() {
        return Stream.of(first, second).flatMap(List::stream).mapToInt(Unit::samples).sum();
    }

    /** Returns the axes, but activation, whose values differ and have an order. */
    List<String> orderedAxes() {
        Set<String> axes = new TreeSet<>();
        first.forEach(unit -> axes.addAll(unit.condition().keySet()));
        return axes.stream().filter(axis -> !axis.equals(BLOCK_AXIS) && isOrdered(axis)).toList();
    }

    private boolean isOrdered(String axis) {
        Set<Double> levels = new TreeSet<>();
        for (double level : levels(axis)) {
            levels.add(level);
        }
        return levels.size() > 1 && !levels.contains(Double.NaN);
    }

    /** Returns the value of an axis in each pair: a number, on = 1 and off = 0, or NaN. */
    double[] levels(String axis) {
        return first.stream()
                .mapToDouble(u -> Levels.ordered(u.condition().getOrDefault(axis, "")))
                .toArray();
    }

    /** Spearman's rho; NaN below three pairs. */
    static double spearman(double[] x, double[] y) {
        return x.length < 3 ? Double.NaN : RankCorrelation.spearman(x, y);
    }

    /** Returns Spearman's partial correlation given axes. */
    Statistic partial(List<String> axes) {
        double[][] levels = axes.stream().map(this::levels).toArray(double[][]::new);
        return (x, y, rows) -> {
            double[][] given = new double[levels.length][];
            Arrays.setAll(given, g -> at(levels[g], rows));
            return x.length < levels.length + 3 ? Double.NaN : RankCorrelation.partial(x, y, given);
        };
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** Computes a statistic of the means as they are. */
    double observed(Statistic statistic) {
        return statistic.of(means(first), means(second), all());
    }

    /** Returns rho over the pairs that share the value of an axis, by value in its order. */
    List<Association.Stratum> within(String axis) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            String value = first.get(i).condition().get(axis);
            if (value != null) {
                rows.computeIfAbsent(value, _ -> new ArrayList<>()).add(i);
            }
        }
        double[] x = means(first);
        double[] y = means(second);
        List<Association.Stratum> strata = new ArrayList<>();
        rows.forEach((value, list) -> {
            int[] some = list.stream().mapToInt(Integer::intValue).toArray();
            strata.add(
                    new Association.Stratum(
                            axis, value, some.length, spearman(at(x, some), at(y, some))));
        });
        return strata;
    }

    /**
     * Computes the 95 % interval of a correlation by leaving out one block at a time. It holds the
     * truth more nearly at its rate than the bootstrap does over so few blocks (simulated in {@code
     * exhaustive/comparison.txt}).
     */
    Interval interval(Statistic correlation) {
        double[] x = means(first);
        double[] y = means(second);
        double[] without =
                Stream.of(blocks)
                        .mapToDouble(block -> {
                            int[] rows = outside(block);
                            return correlation.of(at(x, rows), at(y, rows), rows);
                        })
                        .toArray();
        return Jackknife.correlation(correlation.of(x, y, all()), without, 0.95);
    }

    private int[] outside(int[] block) {
        return Arrays.stream(all())
                .filter(row -> Arrays.stream(block).noneMatch(inside -> inside == row))
                .toArray();
    }

    /**
     * Computes 95 % intervals by the hierarchical bootstrap: blocks are drawn, and the networks of
     * each of their cells.
     */
    List<Interval> bootstrap(Bootstrap bootstrap, List<Statistic> statistics, RandomStream random) {
        double[][] replicates = new double[statistics.size()][bootstrap.resamples()];
        for (int b = 0; b < bootstrap.resamples(); b++) {
            int[] rows =
                    Stream.of(blocks)
                            .map(_ -> blocks[random.nextInt(blocks.length)])
                            .flatMapToInt(Arrays::stream)
                            .toArray();
            double[] x = resampled(first, rows, random);
            double[] y = resampled(second, rows, random);
            for (int s = 0; s < replicates.length; s++) {
                replicates[s][b] = statistics.get(s).of(x, y, rows);
            }
        }
        return IntStream.range(0, replicates.length)
                .mapToObj(s ->
                        bootstrap.expanded(
                                observed(statistics.get(s)), replicates[s], blocks.length))
                .toList();
    }

    private static double[] resampled(List<Unit> units, int[] rows, RandomStream random) {
        double[] means = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            means[i] = units.get(rows[i]).resampledMean(random);
        }
        return means;
    }

    /**
     * Computes the two-sided p value of a statistic when whole blocks of the second measure are
     * exchanged. NaN when the blocks have different inner conditions, so that no exchange exists.
     */
    double p(Permutation permutation, Statistic statistic, RandomStream random) {
        int length = blocks.length == 0 ? 0 : blocks[0].length;
        boolean isExchangeable =
                blocks.length > 1
                        && Stream.of(blocks)
                                .allMatch(block -> inner(block).equals(inner(blocks[0])));
        if (!isExchangeable) {
            return Double.NaN;
        }
        double[] x = means(first);
        double[] y = means(second);
        return permutation
                .test(
                        blocks.length,
                        order -> {
                            double[] exchanged = new double[y.length];
                            for (int b = 0; b < blocks.length; b++) {
                                for (int i = 0; i < length; i++) {
                                    exchanged[blocks[b][i]] = y[blocks[order[b]][i]];
                                }
                            }
                            return statistic.of(x, exchanged, all());
                        },
                        random)
                .pValue();
    }

    /** The conditions of a block but for what it is a block of. */
    private List<Map<String, String>> inner(int[] block) {
        return Arrays.stream(block)
                .mapToObj(row -> {
                    Map<String, String> condition = new LinkedHashMap<>(first.get(row).condition());
                    condition.remove(BLOCK_AXIS);
                    return blocks.length == size() ? Map.<String, String>of() : condition;
                })
                .toList();
    }

    private int[] all() {
        return IntStream.range(0, size()).toArray();
    }

    private static double[] means(List<Unit> units) {
        return units.stream().mapToDouble(Unit::mean).toArray();
    }
}
