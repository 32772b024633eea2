package org.neuralredshift.report;

import org.neuralredshift.report.Arrangement.Spot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which conditions a gallery shows when it can't show all: of the axis along, the level in the
 * middle; of whatever else is varied, what the first such condition has.
 */
final class Spread {
    private final Arrangement arrangement;
    private final String along;
    private String rest = "";
    private boolean isChosen;

    Spread(Arrangement arrangement) {
        this.arrangement = arrangement;
        List<String> levels = arrangement.levels(arrangement.along());
        along = levels.isEmpty() ? "" : levels.get(levels.size() / 2);
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
        if (!spot.at(arrangement.along()).equals(along)) {
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

    /** Returns the choice in words, with a blank before; empty when all is shown. */
    String words() {
        String at =
                along.isEmpty()
                        ? ""
                        : " at %s %s".formatted(arrangement.along(), Names.level(along));
        return rest.isEmpty() ? at : at + " with " + rest;
    }
}
