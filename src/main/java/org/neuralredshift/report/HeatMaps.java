package org.neuralredshift.report;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.ColourMap;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Tile;
import org.neuralredshift.report.plot.Numbers;
import org.neuralredshift.report.plot.Plot;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps of the main measure over two numeric axes, a panel an activation, as in the paper. */
final class HeatMaps implements Figure {
    private static final int MOST_TILES = 3000;
    private static final double HEIGHT = 120;
    private static final int MOST_IN_NARROW = 4;

    @Override
    public List<Plot> of(Findings findings) {
        return findings.families().stream()
                .map(family -> new Map2d(findings, family, Arrangement.of(findings, family)))
                .filter(map -> !map.arrangement().along().isEmpty())
                .map(Map2d::plot)
                .filter(plot -> !plot.panels().isEmpty())
                .toList();
    }

    private record Map2d(Findings findings, Family family, Arrangement arrangement) {
        Plot plot() {
            Map<String, List<Tile>> panels = new LinkedHashMap<>();
            DoubleSummaryStatistics values = new DoubleSummaryStatistics();
            List<String> outside = new ArrayList<>();
            for (Spot spot : arrangement.spots()) {
                Interval mean = findings.mean(spot.cells(), measure());
                if (Double.isNaN(mean.estimate())) {
                    continue;
                }
                int column = column(spot);
                int row = row(spot);
                if (column >= 0 && row >= 0) {
                    values.accept(mean.estimate());
                    panels.computeIfAbsent(title(spot), _ -> new ArrayList<>())
                            .add(tile(spot, column, row, mean));
                } else if (!spot.has(arrangement.across()) && outside.size() < 3) {
                    outside.add(arrangement.rest(spot) + ": " + Numbers.text(mean.estimate()));
                }
            }
            int shown = Math.min(most(), panels.size());
            int columns = arrangement.levels(arrangement.across()).size() > MOST_IN_NARROW ? 3 : 4;
            return new Plot(
                    caption(outside, panels.size()),
                    new Plot.Frame(Figure.columns(shown, columns), HEIGHT, false, true),
                    new Plot.Scale(
                            "mean " + Names.measure(family, measure()),
                            values.getMin(),
                            values.getMax(),
                            ColourMap.SEQUENTIAL),
                    List.of(),
                    panels.entrySet().stream()
                            .limit(shown)
                            .map(e -> panel(e.getKey(), e.getValue()))
                            .toList());
        }

        /** Panels that a page of bounded size has room for. */
        private int most() {
            int tiles = arrangement.levels(arrangement.across()).size() * rows().size();
            return Math.clamp(MOST_TILES / Math.max(1, tiles), 1, MOST_PANELS);
        }

        private String measure() {
            return findings.primary(family);
        }

        private int column(Spot spot) {
            return arrangement.levels(arrangement.across()).indexOf(spot.at(arrangement.across()));
        }

        /** The highest level on top. */
        private int row(Spot spot) {
            return rows().indexOf(spot.at(arrangement.along()));
        }

        private List<String> rows() {
            return arrangement.levels(arrangement.along()).reversed();
        }

        private String title(Spot spot) {
            String rest =
                    arrangement.rest(
                            spot, arrangement.group(), arrangement.across(), arrangement.along());
            String group = spot.at(arrangement.group());
            return group.isEmpty() || rest.isEmpty() ? group + rest : group + ", " + rest;
        }

        private Tile tile(Spot spot, int column, int row, Interval mean) {
            int n = findings.values(spot.cells(), measure()).length;
            String label = "%s\n%s".formatted(arrangement.rest(spot), Names.mean(mean, n));
            return new Tile(column, row, mean.estimate(), Numbers.text(mean.estimate()), label);
        }

        private Plot.Panel panel(String title, List<Tile> tiles) {
            return new Plot.Panel(
                    title,
                    axis(arrangement.across(), arrangement.levels(arrangement.across())),
                    axis(arrangement.along(), rows()),
                    List.of(new Mark.Tiles(tiles)));
        }

        private Axis axis(String axis, List<String> levels) {
            return Axis.names(Names.axis(family, axis), Names.levels(levels));
        }

        private Plot.Caption caption(List<String> outside, int panels) {
            String beyond =
                    outside.isEmpty()
                            ? ""
                            : " Outside the grid: %s.".formatted(String.join("; ", outside));
            String title =
                    "Complexity of the %s, by %s and %s"
                            .formatted(
                                    Names.works(family), arrangement.across(), arrangement.along());
            return new Plot.Caption(
                    "heatmap-" + family,
                    title,
                    "Mean of %s in each cell, one colour scale for all panels; lighter is more complex.%s%s"
                            .formatted(
                                    measure(),
                                    beyond,
                                    Figure.cut(arrangement.isCut() || panels > most())),
                    title + ": heat maps; the table of cells has the numbers.");
        }
    }
}
