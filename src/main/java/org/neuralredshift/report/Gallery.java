package org.neuralredshift.report;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.SampleRow;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Picture;
import org.neuralredshift.report.plot.Plot;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pictures of functions, one a condition: activations down, the longest axis across. */
final class Gallery implements Figure {
    private static final int MOST_ROWS = 8;
    private static final int MOST_COLUMNS = 8;
    private static final double SIDE = 88;
    private static final int MOST_SIDE = 64;

    @Override
    public List<Plot> of(Findings findings) {
        if (findings.cells(Family.MLP).isEmpty()) {
            return List.of();
        }
        Arrangement arrangement = Arrangement.of(findings, Family.MLP);
        List<String> rows = Spread.of(arrangement.levels(arrangement.group()), MOST_ROWS);
        List<String> columns = Spread.of(arrangement.levels(arrangement.across()), MOST_COLUMNS);
        int most = Math.max(1, MOST_COLUMNS / Math.max(1, columns.size()));
        Spread shown = new Spread(arrangement, most);
        Map<String, List<Picture>> panels = new LinkedHashMap<>();
        for (Spot spot : arrangement.spots()) {
            int row = rows.isEmpty() ? 0 : rows.indexOf(spot.at(arrangement.group()));
            int column = columns.isEmpty() ? 0 : columns.indexOf(spot.at(arrangement.across()));
            if (row >= 0 && column >= 0 && shown.takes(spot)) {
                picture(findings, spot)
                        .ifPresent(grey ->
                                panels.computeIfAbsent(shown.panel(spot), _ -> new ArrayList<>())
                                        .add(of(arrangement, spot, column, row, grey)));
            }
        }
        return panels.isEmpty()
                ? List.of()
                : List.of(plot(arrangement, rows, columns, panels, shown.words()));
    }

    private static Picture of(
            Arrangement arrangement, Spot spot, int column, int row, byte[] grey) {
        int side = (int) Math.sqrt(grey.length);
        return new Picture(column, row, side, grey, arrangement.rest(spot));
    }

    /** The first picture of a condition, thinned when it is large; empty when there is none. */
    private static Optional<byte[]> picture(Findings findings, Spot spot) {
        for (SampleRow row : findings.results().samples(spot.cells().getFirst()).values()) {
            String text = row.fields().path("picture").asString("");
            if (!text.isEmpty()) {
                return decoded(text);
            }
            if (row.sample() >= findings.study().keep()) {
                break;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] grey = Base64.getDecoder().decode(text);
            int side = (int) Math.sqrt(grey.length);
            boolean isPicture = side > 0 && side * side == grey.length;
            return isPicture ? Optional.of(thinned(grey, side)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not of this program
        }
    }

    /** The first input to the right, the second upwards; the file has a column after a column. */
    private static byte[] thinned(byte[] grey, int side) {
        int every = (side + MOST_SIDE - 1) / MOST_SIDE;
        int small = (side + every - 1) / every;
        byte[] thinned = new byte[small * small];
        for (int x = 0; x < small; x++) {
            for (int y = 0; y < small; y++) {
                thinned[(small - 1 - y) * small + x] = grey[x * every * side + y * every];
            }
        }
        return thinned;
    }

    private static Plot plot(
            Arrangement arrangement,
            List<String> rows,
            List<String> columns,
            Map<String, List<Picture>> panels,
            String shown) {
        Axis x =
                Axis.names(
                        Names.axis(Family.MLP, arrangement.across()),
                        columns.isEmpty()
                                ? List.of("")
                                : columns.stream().map(Names::level).toList());
        Axis y = Axis.names("", rows.isEmpty() ? List.of("") : rows);
        String title = "Functions that random MLPs draw";
        return new Plot(
                new Plot.Caption(
                        "gallery-mlp",
                        title,
                        "The first network of each condition%s, over the square of its two inputs, the first to the right, the second upwards; black is its least value, white its greatest."
                                .formatted(shown),
                        title + ": a gallery of grey pictures, by activation and magnitude."),
                new Plot.Frame(panels.size(), SIDE, true, false),
                Plot.Scale.NONE,
                List.of(),
                panels.entrySet().stream()
                        .map(e ->
                                new Plot.Panel(
                                        e.getKey(), x, y, List.of(new Mark.Pictures(e.getValue()))))
                        .toList());
    }
}
