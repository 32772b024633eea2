package org.neuralredshift.comparison;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Levels;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.metrics.stats.RankCorrelation;
import org.neuralredshift.rng.RandomStream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Computes what each factor does to the primary measure of each family, in ranks. */
final class Effects {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95);

    private final Study study;
    private final Map<Family, List<Unit>> units = new EnumMap<>(Family.class);

    Effects(Study study, MeasureTable table) {
        this.study = study;
        for (Family family : Family.values()) {
            study.measures(family).stream()
                    .findFirst()
                    .ifPresent(m -> units.put(family, Unit.of(study, table, family, m)));
        }
    }

    List<FactorEffect> all() {
        Set<String> axes = new LinkedHashSet<>();
        units.values().stream()
                .flatMap(List::stream)
                .forEach(u -> axes.addAll(u.condition().keySet()));
        return axes.stream().flatMap(this::ofAxis).toList();
    }

    private Stream<FactorEffect> ofAxis(String axis) {
        Set<String> values = new LinkedHashSet<>();
        units.values().stream()
                .flatMap(List::stream)
                .flatMap(u -> Stream.ofNullable(u.condition().get(axis)))
                .forEach(values::add);
        List<String> levels = new ArrayList<>(values);
        if (levels.size() < 2) {
            return Stream.empty();
        }
        if (levels.stream().noneMatch(level -> Double.isNaN(Levels.ordered(level)))) {
            levels.sort(Comparator.comparingDouble(Levels::ordered));
            return Stream.ofNullable(effect(axis, levels.getFirst(), levels.getLast()));
        }
        return levels.stream()
                .skip(1)
                .flatMap(to -> Stream.ofNullable(effect(axis, levels.getFirst(), to)));
    }

    /** What one change does in one family. */
    private record Contrast(List<Unit> units, Map<Map<String, String>, int[]> pairs) {
        double[] means() {
            return units.stream().mapToDouble(Unit::mean).toArray();
        }

        /** Returns the rest of each condition to the sign of its change. */
        Map<Map<String, String>, Double> signs() {
            double[] means = means();
            Map<Map<String, String>, Double> signs = new HashMap<>();
            pairs.forEach(
                    (rest, ends) -> signs.put(rest, Math.signum(means[ends[1]] - means[ends[0]])));
            return signs;
        }

        Interval interval(RandomStream random) {
            double[] replicates = new double[BOOTSTRAP.resamples()];
            for (int b = 0; b < replicates.length; b++) {
                replicates[b] =
                        change(units.stream().mapToDouble(u -> u.resampledMean(random)).toArray());
            }
            int least = units.stream().mapToInt(Unit::independent).min().orElse(0);
            return BOOTSTRAP.expanded(change(means()), replicates, least);
        }

        /** Returns the mean difference of the rank shares. */
        private double change(double[] means) {
            double[] ranks = RankCorrelation.ranks(means);
            double whole = Math.max(1, means.length - 1);
            return pairs.values().stream()
                    .mapToDouble(ends -> (ranks[ends[1]] - ranks[ends[0]]) / whole)
                    .average()
                    .orElseThrow();
        }
    }

    /** Returns null when no two conditions differ in this alone. */
    private @Nullable FactorEffect effect(String axis, String from, String to) {
        Map<Family, Interval> change = new EnumMap<>(Family.class);
        List<Map<Map<String, String>, Double>> signs = new ArrayList<>();
        int pairs = 0;
        for (Map.Entry<Family, List<Unit>> entry : units.entrySet()) {
            Contrast contrast =
                    new Contrast(entry.getValue(), pairs(entry.getValue(), axis, from, to));
            if (!contrast.pairs().isEmpty()) {
                String family = entry.getKey().toString();
                RandomStream random = Associations.random(study, "effect", family, axis, from, to);
                change.put(entry.getKey(), contrast.interval(random));
                signs.add(contrast.signs());
                pairs = Math.max(pairs, contrast.pairs().size());
            }
        }
        return pairs == 0
                ? null
                : new FactorEffect(axis, from, to, pairs, change, agreement(signs));
    }

    /** Returns the rest of the condition to the indices of the two units that share it. */
    private static Map<Map<String, String>, int[]> pairs(
            List<Unit> all, String axis, String from, String to) {
        Map<Map<String, String>, int[]> pairs = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, String> rest = new HashMap<>(all.get(i).condition());
            String value = rest.remove(axis);
            int end = from.equals(value) ? 0 : to.equals(value) ? 1 : -1;
            if (end >= 0) {
                pairs.computeIfAbsent(rest, _ -> new int[] {-1, -1})[end] = i;
            }
        }
        pairs.values().removeIf(ends -> ends[0] < 0 || ends[1] < 0);
        return pairs;
    }

    private static double agreement(List<Map<Map<String, String>, Double>> signs) {
        if (signs.size() < 2) {
            return Double.NaN;
        }
        return signs.getFirst().entrySet().stream()
                .filter(e -> signs.get(1).containsKey(e.getKey()))
                .mapToDouble(e -> e.getValue().equals(signs.get(1).get(e.getKey())) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
