package org.neuralredshift.report;

import org.neuralredshift.comparison.Agreement;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.ColourMap;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Tile;
import org.neuralredshift.report.plot.Numbers;
import org.neuralredshift.report.plot.Plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How alike the measures of a family order its cells: a matrix of rank correlations. */
final class MeasureAgreement implements Figure {
    private static final int MOST_MEASURES = 24;
    private static final double SIDE = 50;

    @Override
    public List<Plot> of(Findings findings) {
        List<Plot> plots = new ArrayList<>();
        for (Family family : findings.families()) {
            List<Agreement> agreements =
                    findings.comparison().agreements().stream()
                            .filter(agreement -> agreement.family() == family)
                            .toList();
            if (!agreements.isEmpty()) {
                plots.add(plot(family, agreements));
            }
        }
        return plots;
    }

    private static Plot plot(Family family, List<Agreement> agreements) {
        List<String> measures =
                agreements.stream()
                        .flatMap(a -> Stream.of(a.first(), a.second()))
                        .distinct()
                        .limit(MOST_MEASURES)
                        .toList();
        List<Tile> tiles = new ArrayList<>();
        for (Agreement agreement : agreements) {
            int first = measures.indexOf(agreement.first());
            int second = measures.indexOf(agreement.second());
            if (first >= 0 && second >= 0 && first != second) {
                tiles.add(tile(first, second, agreement));
                tiles.add(tile(second, first, agreement));
            }
        }
        for (int i = 0; i < measures.size(); i++) {
            tiles.add(new Tile(i, i, 1, "1", measures.get(i)));
        }
        String title = "Agreement of the measures over the cells of the " + Names.networks(family);
        return new Plot(
                new Plot.Caption(
                        "agreement-" + family,
                        title,
                        "Spearman's ρ of the cell means of two measures: 1 where both put the cells"
                                + " in the same order.",
                        title + ": a matrix of rank correlations, written in its tiles."),
                new Plot.Frame(1, SIDE, true, true),
                new Plot.Scale("Spearman's ρ", -1, 1, ColourMap.DIVERGING),
                List.of(),
                List.of(
                        new Plot.Panel(
                                "",
                                Axis.names("", measures),
                                Axis.names("", measures),
                                List.of(new Mark.Tiles(tiles)))));
    }

    private static Tile tile(int column, int row, Agreement agreement) {
        double rho = agreement.spearman().estimate();
        return new Tile(
                column,
                row,
                rho,
                Numbers.decimals(rho, 2),
                "%s and %s\nρ = %s, %d cells"
                        .formatted(
                                agreement.first(),
                                agreement.second(),
                                Names.coefficient(agreement.spearman()),
                                agreement.cells()));
    }
}
