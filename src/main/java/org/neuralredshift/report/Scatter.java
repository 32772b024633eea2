package org.neuralredshift.report;

import org.neuralredshift.comparison.Association;
import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Dot;
import org.neuralredshift.report.plot.Plot;
import org.neuralredshift.report.plot.Symbol;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The complexity of transformers against that of MLPs, a point a matched pair of cells. */
final class Scatter implements Figure {
    private static final double HEIGHT = 380;
    private static final int MOST_POINTS = 1200;
    private static final int MOST_WHISKERS = 120;

    @Override
    public List<Plot> of(Findings findings) {
        if (findings.families().size() < 2) {
            return List.of();
        }
        Chart chart =
                new Chart(
                        findings,
                        Arrangement.of(findings, Family.MLP),
                        findings.cells(Family.TRANSFORMER).stream()
                                .collect(Collectors.toMap(Cell::match, c -> c, (a, _) -> a)));
        List<Plot.Panel> panels = chart.panels();
        return panels.isEmpty() ? List.of() : List.of(chart.plot(panels));
    }

    private record Chart(
            Findings findings, Arrangement arrangement, Map<Integer, Cell> transformers) {
        List<Plot.Panel> panels() {
            Map<String, List<Dot>> groups = new LinkedHashMap<>();
            List<Cell> matched =
                    findings.cells(Family.MLP).stream()
                            .filter(cell -> transformers.containsKey(cell.match()))
                            .toList();
            int every = 1 + matched.size() / MOST_POINTS;
            DoubleSummaryStatistics across = new DoubleSummaryStatistics();
            DoubleSummaryStatistics along = new DoubleSummaryStatistics();
            for (int i = 0; i < matched.size(); i += every) {
                Cell mlp = matched.get(i);
                Interval x = mean(mlp);
                Interval y = mean(Objects.requireNonNull(transformers.get(mlp.match())));
                if (Double.isFinite(x.estimate()) && Double.isFinite(y.estimate())) {
                    across.accept(x.estimate());
                    across.accept(Findings.reach(x.high(), x));
                    along.accept(y.estimate());
                    along.accept(Findings.reach(y.high(), y));
                    groups.computeIfAbsent(symbol(mlp) + group(mlp), _ -> new ArrayList<>())
                            .add(dot(mlp, x, y, matched.size()));
                }
            }
            return groups.isEmpty() ? List.of() : List.of(panel(groups, across, along));
        }

        private Plot.Panel panel(
                Map<String, List<Dot>> groups,
                DoubleSummaryStatistics across,
                DoubleSummaryStatistics along) {
            List<Mark> marks = new ArrayList<>();
            groups.forEach((key, dots) -> {
                String name = key.substring(1);
                Symbol symbol = Symbol.of(key.charAt(0) - 'a');
                marks.add(new Mark.Series(name, colour(name), symbol, false, false, dots));
            });
            return new Plot.Panel(
                    "",
                    Axis.spread(label(Family.MLP), across.getMin(), across.getMax()),
                    Axis.spread(label(Family.TRANSFORMER), along.getMin(), along.getMax()),
                    marks);
        }

        private String label(Family family) {
            return Names.works(family) + ": " + Names.measure(family, findings.primary(family));
        }

        private Interval mean(Cell cell) {
            return findings.mean(List.of(cell), findings.primary(cell.family()));
        }

        /** The axis that colours tell: of words, where there is one. */
        private String colours() {
            return arrangement.group().isEmpty() && !isSized()
                    ? arrangement.across()
                    : arrangement.group();
        }

        /** Tells whether sizes tell the levels of the axis across. */
        private boolean isSized() {
            return !arrangement.across().isEmpty() && arrangement.isNumeric(arrangement.across());
        }

        private String group(Cell cell) {
            return cell.condition().getOrDefault(colours(), "all");
        }

        private int colour(String name) {
            return Math.max(0, arrangement.levels(colours()).indexOf(name));
        }

        /** A letter a level of the axis along: shapes tell it. */
        private char symbol(Cell cell) {
            return (char) ('a' + level(cell, arrangement.along()) % Symbol.values().length);
        }

        private int level(Cell cell, String axis) {
            return Math.max(
                    0, arrangement.levels(axis).indexOf(cell.condition().getOrDefault(axis, "")));
        }

        private Dot dot(Cell mlp, Interval x, Interval y, int points) {
            int levels = Math.max(1, arrangement.levels(arrangement.across()).size() - 1);
            double size = isSized() ? 3.5 + 4.0 * level(mlp, arrangement.across()) / levels : 5;
            boolean isCrowded = points > MOST_WHISKERS;
            Cell transformer = transformers.getOrDefault(mlp.match(), mlp);
            return new Dot(
                    x.estimate(),
                    y.estimate(),
                    isCrowded ? Mark.Range.NONE : Findings.range(x),
                    isCrowded ? Mark.Range.NONE : Findings.range(y),
                    size,
                    "%s\nMLPs: %s\ntransformers: %s"
                            .formatted(
                                    condition(mlp),
                                    Names.mean(x, findings.counts(mlp).ok()),
                                    Names.mean(y, findings.counts(transformer).ok())));
        }

        private static String condition(Cell cell) {
            return cell.condition().entrySet().stream()
                    .map(e -> e.getKey() + " " + Names.level(e.getValue()))
                    .collect(Collectors.joining(", "));
        }

        Plot plot(List<Plot.Panel> panels) {
            List<Plot.Key> legend =
                    arrangement.levels(colours()).stream()
                            .map(name -> new Plot.Key(name, colour(name), Symbol.DISC, false))
                            .toList();
            String title = "Transformers against MLPs over matched conditions";
            return new Plot(
                    new Plot.Caption("scatter", title, text(), title + ": scatter plot. " + text()),
                    new Plot.Frame(1, HEIGHT, false, true),
                    Plot.Scale.NONE,
                    legend,
                    panels);
        }

        private String text() {
            String rho = findings.comparison().primary().map(Chart::rho).orElse("");
            String size = !isSized() ? "" : " Larger: larger %s.".formatted(arrangement.across());
            String shape = arrangement.along().isEmpty() ? "" : shapes();
            return "A point is the mean of a cell in both families, with 95 % intervals over"
                    + " networks."
                    + rho
                    + size
                    + shape;
        }

        private static String rho(Association main) {
            String given =
                    main.given().isEmpty()
                            ? ""
                            : "; given %s, %s"
                                    .formatted(
                                            String.join(" and ", main.given()),
                                            Names.coefficient(main.partial()));
            return " Spearman's ρ = %s over %d cells%s."
                    .formatted(Names.coefficient(main.spearman()), main.cells(), given);
        }

        private String shapes() {
            List<String> levels = arrangement.levels(arrangement.along());
            List<String> shapes = new ArrayList<>();
            for (int i = 0; i < Math.min(levels.size(), Symbol.values().length); i++) {
                shapes.add(Symbol.of(i).toString() + " " + Names.level(levels.get(i)));
            }
            return " Shape: %s (%s).".formatted(arrangement.along(), String.join(", ", shapes));
        }
    }
}
