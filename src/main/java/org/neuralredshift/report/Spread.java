package org.neuralredshift.report;

import org.neuralredshift.report.Arrangement.Spot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which conditions a gallery shows when it can't show all: of the axis along, some levels or the
 * one with the most conditions; of whatever else is varied, what the first such condition has.
 */
final class Spread {
    private final Arrangement arrangement;
    private final List<String> along;
    private String rest = "";
    private boolean isChosen;

    /**
     * Chooses.
     *
     * @param most levels of the axis along
     */
    Spread(Arrangement arrangement, int most) {
        this.arrangement = arrangement;
        List<String> levels = arrangement.levels(arrangement.along());
        along =
                most < 2 && !levels.isEmpty()
                        ? List.of(arrangement.usual(arrangement.along()))
                        : of(levels, most);
    }

    /** Returns at most so many levels, equally spaced, the first and the last among them. */
    static List<String> of(List<String> levels, int most) {
        if (levels.size() <= most) {
            return levels;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> levels.get(i * (levels.size() - 1) / (most - 1)))
                .toList();
    }

    boolean takes(Spot spot) {
        if (!along.isEmpty() && !along.contains(spot.at(arrangement.along()))) {
            return false;
        }
        String other =
                arrangement.rest(
                        spot, arrangement.group(), arrangement.across(), arrangement.along());
        if (!isChosen) {
            isChosen = true;
            rest = other;
        }
        return other.equals(rest);
    }

    /** Returns the title of the panel that a condition belongs to; empty when there is one. */
    String panel(Spot spot) {
        return along.size() < 2
                ? ""
                : "%s %s".formatted(arrangement.along(), Names.level(spot.at(arrangement.along())));
    }

    /** Returns the choice in words, with a blank before; empty when all is shown. */
    String words() {
        String at =
                along.size() == 1
                        ? " at %s %s".formatted(arrangement.along(), Names.level(along.getFirst()))
                        : "";
        return rest.isEmpty() ? at : "%s (%s)".formatted(at, rest);
    }
}
