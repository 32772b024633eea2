package org.neuralredshift.report;

import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Box;
import org.neuralredshift.report.plot.Numbers;
import org.neuralredshift.report.plot.Plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the main measure spreads over networks: boxes by level, a panel an activation. */
final class Distributions implements Figure {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final double HEIGHT = 150;
    private static final int GREY = 7;
    private static final int MOST_IN_NARROW = 4;

    @Override
    public List<Plot> of(Findings findings) {
        return findings.families().stream()
                .map(family -> new Chart(findings, family, Arrangement.of(findings, family)))
                .map(Chart::plot)
                .filter(plot -> !plot.panels().isEmpty())
                .toList();
    }

    private record Chart(Findings findings, Family family, Arrangement arrangement) {
        Plot plot() {
            Map<String, Map<String, List<Cell>>> panels = new LinkedHashMap<>();
            for (Spot spot : arrangement.spots()) {
                panels.computeIfAbsent(spot.at(arrangement.group()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(level(spot), _ -> new ArrayList<>())
                        .addAll(spot.cells());
            }
            double[] most =
                    panels.values().stream()
                            .flatMap(levels -> levels.values().stream())
                            .flatMapToDouble(cells -> Arrays.stream(values(cells)))
                            .toArray();
            Axis y =
                    Axis.linear(
                            Names.measure(family, findings.primary(family)),
                            Math.min(0, Arrays.stream(most).min().orElse(0)),
                            Arrays.stream(most).max().orElse(1));
            return new Plot(
                    caption(panels.size()),
                    new Plot.Frame(
                            Figure.columns(
                                    Math.min(MOST_PANELS, panels.size()),
                                    arrangement.levels(arrangement.across()).size() > MOST_IN_NARROW
                                            ? 3
                                            : 4),
                            HEIGHT,
                            false,
                            true),
                    Plot.Scale.NONE,
                    List.of(),
                    panels.entrySet().stream()
                            .filter(e ->
                                    e.getValue().values().stream()
                                            .anyMatch(c -> values(c).length > 0))
                            .limit(MOST_PANELS)
                            .map(e -> panel(e.getKey(), e.getValue(), y))
                            .toList());
        }

        private double[] values(List<Cell> cells) {
            return findings.values(cells, findings.primary(family));
        }

        private String level(Spot spot) {
            return spot.at(arrangement.across());
        }

        private Plot.Panel panel(String title, Map<String, List<Cell>> levels, Axis y) {
            List<String> names =
                    arrangement.across().isEmpty() || levels.containsKey("")
                            ? List.copyOf(levels.keySet())
                            : arrangement.levels(arrangement.across());
            List<Box> boxes = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                List<Cell> cells = levels.getOrDefault(names.get(i), List.of());
                double[] values = values(cells);
                if (values.length > 0) {
                    boxes.add(box(i, names.get(i), values));
                }
            }
            int group = arrangement.levels(arrangement.group()).indexOf(title);
            int colour = title.isEmpty() ? GREY : Math.max(0, group);
            return new Plot.Panel(
                    title.isEmpty() ? without() : title,
                    Axis.names(Names.axis(family, arrangement.across()), Names.levels(names)),
                    y,
                    List.of(new Mark.Boxes(colour, boxes)));
        }

        /** The panel of the conditions that have no group, such as the unbiased model. */
        private String without() {
            return arrangement.spots().stream()
                    .filter(spot -> spot.at(arrangement.group()).isEmpty())
                    .map(spot -> arrangement.rest(spot, arrangement.across()))
                    .distinct()
                    .limit(2)
                    .collect(Collectors.joining("; "));
        }

        private Box box(int column, String level, double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            List<Double> quantiles =
                    Arrays.stream(QUANTILES)
                            .mapToObj(p -> Descriptive.quantile(sorted, p))
                            .toList();
            String label =
                    "%s %s\nquantiles at 5, 25, 50, 75, 95 %%: %s\nn = %d"
                            .formatted(
                                    arrangement.across(),
                                    Names.level(level),
                                    quantiles.stream()
                                            .map(Numbers::text)
                                            .collect(Collectors.joining(", ")),
                                    values.length);
            return new Box(column, quantiles, label.strip());
        }

        private Plot.Caption caption(int panels) {
            String title =
                    "Spread over networks: complexity of the %s".formatted(Names.works(family));
            String pooled =
                    arrangement.along().isEmpty()
                            ? ""
                            : " All levels of %s together.".formatted(arrangement.along());
            return new Plot.Caption(
                    "distributions-" + family,
                    title,
                    "Boxes hold the middle half of the networks' %s, the thick line is the median, whiskers reach from the 5 %% to the 95 %% quantile.%s%s"
                            .formatted(
                                    findings.primary(family),
                                    pooled,
                                    Figure.cut(arrangement.isCut() || panels > MOST_PANELS)),
                    title + ": box plots; the table of cells has means and intervals.");
        }
    }
}
