package org.neuralredshift.report;

import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Levels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How figures lay out the cells of a family: by what the study varies, the axis of activations (or
 * another one of words) tells series and panels apart, the numeric axis with the most levels runs
 * across, the next one along. Cells that differ in their seed alone are one spot.
 */
final class Arrangement {
    /** Levels of an axis that a figure shows; the files have them all. */
    static final int MOST_LEVELS = 32;

    private static final String ACTIVATION = "activation";
    private static final Set<String> ON_OFF = Set.of("on", "off");

    /**
     * A condition.
     *
     * @param condition axis to value, without the seed
     * @param cells of that condition, one a seed
     */
    record Spot(Map<String, String> condition, List<Cell> cells) {
        String at(String axis) {
            return condition.getOrDefault(axis, "");
        }

        boolean has(String axis) {
            return axis.isEmpty() || condition.containsKey(axis);
        }
    }

    private final List<Spot> spots;
    private final Map<String, List<String>> levels = new LinkedHashMap<>();
    private final Map<String, String> usual = new HashMap<>();
    private final Set<String> telling = new LinkedHashSet<>();
    private final String group;
    private final String across;
    private final String along;

    Arrangement(List<Cell> cells) {
        Map<Map<String, String>, List<Cell>> byCondition =
                cells.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Cell::conditionWithoutSeed,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        spots =
                byCondition.entrySet().stream()
                        .map(e -> new Spot(e.getKey(), e.getValue()))
                        .toList();
        Set<String> axes = new LinkedHashSet<>();
        spots.forEach(spot -> axes.addAll(spot.condition().keySet()));
        axes.forEach(this::varied);
        List<String> numeric =
                levels.keySet().stream().filter(this::isNumeric).sorted(byUse()).toList();
        List<String> words = levels.keySet().stream().filter(axis -> !isNumeric(axis)).toList();
        List<String> order = new ArrayList<>(words);
        if (order.remove(ACTIVATION)) {
            order.addFirst(ACTIVATION);
        }
        boolean isOneAxis = numeric.isEmpty() && order.size() == 1;
        group = order.isEmpty() || isOneAxis ? "" : order.getFirst();
        across = !numeric.isEmpty() ? numeric.getFirst() : order.isEmpty() ? "" : order.getLast();
        along = numeric.stream().skip(1).filter(this::isGrid).findFirst().orElse("");
    }

    private void varied(String axis) {
        List<String> values =
                spots.stream()
                        .filter(spot -> spot.has(axis))
                        .map(spot -> spot.at(axis))
                        .distinct()
                        .toList();
        if (values.size() > 1 || spots.stream().anyMatch(spot -> !spot.has(axis))) {
            telling.add(axis);
        }
        if (values.size() > 1) {
            boolean isNumeric = values.stream().noneMatch(v -> Double.isNaN(Levels.number(v)));
            levels.put(
                    axis,
                    isNumeric
                            ? values.stream()
                                    .sorted(Comparator.comparingDouble(Levels::number))
                                    .toList()
                            : values);
        }
    }

    private List<String> levelsOf(String axis) {
        return levels.getOrDefault(axis, List.of());
    }

    /** Most levels first; of equally many, what scales the input of the activations. */
    private Comparator<String> byUse() {
        return Comparator.comparingInt((String axis) -> -levelsOf(axis).size())
                .thenComparingInt(axis -> List.of("magnitude", "gain").contains(axis) ? 0 : 1);
    }

    boolean isNumeric(String axis) {
        return levels(axis).stream().noneMatch(level -> Double.isNaN(Levels.number(level)));
    }

    /** All conditions, in the order of the study. */
    List<Spot> spots() {
        return spots;
    }

    /** The axis that tells series apart; empty when the study varies numbers only. */
    String group() {
        return group;
    }

    /** The axis with the most levels; empty when nothing but the group is varied. */
    String across() {
        return across;
    }

    /** The second numeric axis; empty when there is none. */
    String along() {
        return along;
    }

    /** Returns the first levels of an axis, numbers ascending, words as in the study. */
    List<String> levels(String axis) {
        return levels.getOrDefault(axis, List.of()).stream().limit(MOST_LEVELS).toList();
    }

    /** Tells whether figures leave out levels of an axis. */
    boolean isCut() {
        return levels.values().stream().anyMatch(all -> all.size() > MOST_LEVELS);
    }

    /** Tells whether at least half of the pairs of levels, with those across, are there. */
    private boolean isGrid(String axis) {
        long pairs =
                spots.stream()
                        .filter(spot -> spot.has(across) && spot.has(axis))
                        .map(spot -> List.of(spot.at(across), spot.at(axis)))
                        .distinct()
                        .count();
        return 2 * pairs >= (long) levelsOf(across).size() * levelsOf(axis).size();
    }

    /**
     * Returns what a spot has besides the given axes, in words: switches that are on by their name,
     * an axis that moves with the one across by that. Empty when there is nothing to tell.
     */
    String rest(Spot spot, String... axes) {
        List<String> without = List.of(axes);
        List<String> told =
                telling.stream().filter(a -> !without.contains(a) && spot.has(a)).toList();
        String rest =
                told.stream()
                        .map(axis -> telling(spot, axis))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
        return rest.isEmpty() && !told.isEmpty() ? "plain" : rest;
    }

    private String telling(Spot spot, String axis) {
        String value = spot.at(axis);
        if (ON_OFF.containsAll(levels.getOrDefault(axis, List.of(value)))) {
            return value.equals("on") ? axis : "";
        }
        boolean isTied =
                !axis.equals(across)
                        && !axis.equals(along)
                        && value.equals(spot.at(across))
                        && !value.equals(usual(axis));
        return axis + " " + (isTied ? "= " + across : Names.level(value));
    }

    /** Returns the value of an axis that most spots have, the last one of several. */
    String usual(String axis) {
        return usual.computeIfAbsent(axis, this::mostFrequent);
    }

    private String mostFrequent(String axis) {
        Map<String, Long> counts =
                spots.stream()
                        .collect(Collectors.groupingBy(s -> s.at(axis), Collectors.counting()));
        return levels.getOrDefault(axis, List.of()).reversed().stream()
                .max(Comparator.comparingLong(counts::get))
                .orElse("");
    }

    /** Returns the arrangement of each family of a study. */
    static Arrangement of(Findings findings, Family family) {
        return new Arrangement(findings.cells(family));
    }
}
