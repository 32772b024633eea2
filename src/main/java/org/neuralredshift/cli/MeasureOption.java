package org.neuralredshift.cli;

import org.neuralredshift.experiments.Suggestion;
import org.neuralredshift.metrics.GridMeasure;

import picocli.CommandLine.Option;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Mixin of every command that scores grids. */
final class MeasureOption {
    private List<GridMeasure> measures = GridMeasure.standard();

    @Option(
            names = "--measures",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Measures, separated by commas, or all (default: c_fourier, c_fourier_norm,"
                        + " c_dct, c_chebyshev, c_legendre, tv, lz78_q256, lz76_q256, lz78_q2).")
    void measures(List<String> names) {
        measures = chosen(names);
    }

    /**
     * Finds measures by their names; {@code all} stands for all.
     *
     * @throws IllegalArgumentException when there is none of a name
     */
    static List<GridMeasure> chosen(List<String> names) {
        Set<GridMeasure> chosen = new LinkedHashSet<>();
        for (String name : names) {
            if (name.equals("all")) {
                chosen.addAll(GridMeasure.all());
            } else {
                chosen.add(GridMeasure.byId(name).orElseThrow(() -> unknown(name)));
            }
        }
        return List.copyOf(chosen);
    }

    List<GridMeasure> measures() {
        return measures;
    }

    private static IllegalArgumentException unknown(String name) {
        List<String> ids = GridMeasure.all().stream().map(GridMeasure::id).toList();
        return new IllegalArgumentException(
                "measures: expected all or names out of %s, got %s%s"
                        .formatted(
                                String.join(", ", ids), name, Suggestion.of(name, ids.stream())));
    }
}
