package org.neuralredshift.report;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Levels;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Dot;
import org.neuralredshift.report.plot.Plot;
import org.neuralredshift.report.plot.Symbol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The main measure against the axis with the most levels, a line an activation with its confidence
 * band, a panel for each setting of the rest. Conditions without that axis are level lines.
 */
final class Curves implements Figure {
    private static final double HEIGHT = 200;
    private static final int MOST_LINES = 24;
    private static final int MOST_DOTS = 2400;
    private static final double RADIUS = 3.2;

    @Override
    public List<Plot> of(Findings findings) {
        return findings.families().stream()
                .map(family -> new Chart(findings, family, Arrangement.of(findings, family)))
                .filter(chart -> !chart.arrangement().across().isEmpty())
                .map(Chart::plot)
                .filter(plot -> !plot.panels().isEmpty())
                .toList();
    }

    private record Chart(Findings findings, Family family, Arrangement arrangement) {
        Plot plot() {
            Map<String, Map<String, List<Dot>>> panels = new LinkedHashMap<>();
            Map<String, Dot> levels = new LinkedHashMap<>();
            double highest = 0;
            double lowest = 0;
            for (Spot spot : spots()) {
                Interval mean = findings.mean(spot.cells(), measure());
                if (Double.isNaN(mean.estimate())) {
                    continue;
                }
                highest = Math.max(highest, Findings.reach(mean.high(), mean));
                lowest = Math.min(lowest, Findings.reach(mean.low(), mean));
                if (spot.has(arrangement.across())) {
                    panels.computeIfAbsent(title(spot), _ -> new LinkedHashMap<>())
                            .computeIfAbsent(name(spot), _ -> new ArrayList<>())
                            .add(dot(spot, mean));
                } else {
                    levels.put(arrangement.rest(spot), dot(spot, mean));
                }
            }
            List<String> names = names(panels);
            Axis y = Axis.linear("mean " + Names.measure(family, measure()), lowest, highest);
            return new Plot(
                    caption(panels.size() > most(names) || names.size() == MOST_LINES),
                    new Plot.Frame(
                            Figure.columns(Math.min(most(names), panels.size()), 3),
                            HEIGHT,
                            false,
                            true),
                    Plot.Scale.NONE,
                    legend(names, levels),
                    panels.entrySet().stream()
                            .limit(most(names))
                            .map(e ->
                                    new Plot.Panel(
                                            e.getKey(), x(), y, marks(e.getValue(), names, levels)))
                            .toList());
        }

        /** Panels that a page of bounded size has room for. */
        private int most(List<String> names) {
            int dots = names.size() * arrangement.levels(arrangement.across()).size();
            return Math.clamp(MOST_DOTS / Math.max(1, dots), 1, MOST_PANELS);
        }

        /** In the order of the axis along, so that panels are, too. */
        private List<Spot> spots() {
            return arrangement.spots().stream()
                    .sorted(
                            Comparator.comparingDouble(
                                    spot -> Levels.number(spot.at(arrangement.along()))))
                    .toList();
        }

        private String measure() {
            return findings.primary(family);
        }

        private boolean isNumeric() {
            return arrangement.isNumeric(arrangement.across());
        }

        private Axis x() {
            String label = Names.axis(family, arrangement.across());
            List<String> levels = arrangement.levels(arrangement.across());
            return isNumeric()
                    ? Axis.levels(label, levels.stream().mapToDouble(Levels::number).toArray())
                    : Axis.names(label, levels);
        }

        private String title(Spot spot) {
            return arrangement.rest(spot, arrangement.group(), arrangement.across());
        }

        private String name(Spot spot) {
            return arrangement.group().isEmpty() ? measure() : spot.at(arrangement.group());
        }

        private Dot dot(Spot spot, Interval mean) {
            String at = spot.at(arrangement.across());
            double x =
                    isNumeric()
                            ? Levels.number(at)
                            : arrangement.levels(arrangement.across()).indexOf(at);
            int n = findings.values(spot.cells(), measure()).length;
            return new Dot(
                    x,
                    mean.estimate(),
                    Mark.Range.NONE,
                    Findings.range(mean),
                    RADIUS,
                    "%s\n%s".formatted(arrangement.rest(spot), Names.mean(mean, n)));
        }

        /** The groups that are there, in the order of the study, so that colours are, too. */
        private List<String> names(Map<String, Map<String, List<Dot>>> panels) {
            List<String> all =
                    arrangement.group().isEmpty()
                            ? List.of(measure())
                            : arrangement.levels(arrangement.group());
            return all.stream()
                    .filter(name -> panels.values().stream().anyMatch(p -> p.containsKey(name)))
                    .limit(MOST_LINES)
                    .toList();
        }

        private List<Plot.Key> legend(List<String> names, Map<String, Dot> levels) {
            List<Plot.Key> legend = new ArrayList<>();
            if (!arrangement.group().isEmpty()) {
                for (int i = 0; i < names.size(); i++) {
                    legend.add(new Plot.Key(names.get(i), i, Symbol.of(i), false));
                }
            }
            levels.keySet().stream()
                    .limit(MOST_LINES)
                    .forEach(name -> legend.add(new Plot.Key(name, 7, Symbol.DISC, true)));
            return legend;
        }

        private List<Mark> marks(
                Map<String, List<Dot>> lines, List<String> names, Map<String, Dot> levels) {
            List<Mark> marks = new ArrayList<>();
            levels.entrySet().stream().limit(MOST_LINES).forEach(e -> marks.add(level(e)));
            for (int i = 0; i < names.size(); i++) {
                List<Dot> dots =
                        lines.getOrDefault(names.get(i), List.of()).stream()
                                .filter(dot -> dot.x() >= 0 || isNumeric())
                                .limit(Arrangement.MOST_LEVELS)
                                .sorted(Comparator.comparingDouble(Dot::x))
                                .toList();
                marks.add(new Mark.Series(names.get(i), i, Symbol.of(i), isNumeric(), false, dots));
            }
            return marks;
        }

        private Mark level(Map.Entry<String, Dot> level) {
            Dot dot = level.getValue();
            List<Dot> ends = List.of(end(x().low(), dot), end(x().high(), dot));
            return new Mark.Series(level.getKey(), 7, Symbol.DISC, true, true, ends);
        }

        private static Dot end(double x, Dot dot) {
            return new Dot(x, dot.y(), Mark.Range.NONE, dot.along(), 0, dot.label());
        }

        private Plot.Caption caption(boolean isCut) {
            String title =
                    "Complexity of the %s against %s"
                            .formatted(Names.works(family), arrangement.across());
            String cut = Figure.cut(arrangement.isCut() || isCut);
            return new Plot.Caption(
                    "curves-" + family,
                    title,
                    "Mean of %s in each cell; %s 95 %% intervals of the mean over networks (Student's t).%s"
                            .formatted(measure(), isNumeric() ? "bands are" : "whiskers are", cut),
                    title + ": lines with confidence bands; the table of cells has the numbers.");
        }
    }
}
