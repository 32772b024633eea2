package org.neuralredshift.report;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.SampleRow;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Strip;
import org.neuralredshift.report.plot.Plot;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sequences as strips, a coloured cell a token: the first network of each condition. */
final class TokenStrips implements Figure {
    private static final int MOST_GROUPS = 8;
    private static final int MOST_STRIPS = 40;
    private static final int MOST_TOKENS = 128;
    private static final double ROW = 15;

    @Override
    public List<Plot> of(Findings findings) {
        if (findings.cells(Family.TRANSFORMER).isEmpty()) {
            return List.of();
        }
        Arrangement arrangement = Arrangement.of(findings, Family.TRANSFORMER);
        List<String> groups = Spread.of(arrangement.levels(arrangement.group()), MOST_GROUPS);
        List<String> levels =
                Spread.of(
                        arrangement.levels(arrangement.across()),
                        Math.max(2, MOST_STRIPS / Math.max(1, groups.size())));
        Spread shown = new Spread(arrangement, 1);
        List<String> names = new ArrayList<>();
        List<Strip> strips = new ArrayList<>();
        for (Spot spot : arrangement.spots()) {
            boolean isIn =
                    (groups.isEmpty() || groups.contains(spot.at(arrangement.group())))
                            && (levels.isEmpty() || levels.contains(spot.at(arrangement.across())));
            if (isIn && strips.size() < MOST_STRIPS && shown.takes(spot)) {
                List<Integer> numbers = numbers(findings, spot);
                if (!numbers.isEmpty()) {
                    names.add(name(arrangement, spot));
                    strips.add(new Strip(strips.size(), numbers, arrangement.rest(spot)));
                }
            }
        }
        return strips.isEmpty() ? List.of() : List.of(plot(names, strips, shown.words()));
    }

    private static String name(Arrangement arrangement, Spot spot) {
        return (spot.at(arrangement.group()) + " " + Names.level(spot.at(arrangement.across())))
                .strip();
    }

    /** The first sequence of a condition, each token as its number in the order of appearance. */
    private static List<Integer> numbers(Findings findings, Spot spot) {
        List<Integer> numbers = new ArrayList<>();
        for (SampleRow row : findings.results().samples(spot.cells().getFirst()).values()) {
            if (row.sample() >= findings.study().keep()) {
                break;
            }
            Map<Integer, Integer> seen = new HashMap<>();
            for (JsonNode token : row.fields().path("tokens")) {
                if (numbers.size() < MOST_TOKENS) {
                    numbers.add(seen.computeIfAbsent(token.asInt(0), _ -> seen.size()));
                }
            }
            if (!numbers.isEmpty()) {
                break;
            }
        }
        return numbers;
    }

    private static Plot plot(List<String> names, List<Strip> strips, String shown) {
        int longest = strips.stream().mapToInt(strip -> strip.numbers().size()).max().orElse(1);
        String title = "Sequences that random transformers write";
        return new Plot(
                new Plot.Caption(
                        "strips-transformer",
                        title,
                        "The first network of each condition%s, its tokens from left to right; equal colours in a strip are equal tokens."
                                .formatted(shown),
                        title + ": strips of coloured cells, one a token."),
                new Plot.Frame(1, ROW * strips.size(), false, false),
                Plot.Scale.NONE,
                List.of(),
                List.of(
                        new Plot.Panel(
                                "",
                                Axis.linear("token", 0, longest),
                                Axis.names("", names),
                                List.of(new Mark.Strips(strips)))));
    }
}
