package org.neuralredshift.cli;

import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.GridScorer;
import org.neuralredshift.metrics.spectral.GridShape;

import java.util.List;
import java.util.Locale;

/** What rows of {@code functions} and {@code score --as grid} have in common. */
final class GridRow {
    private GridRow() {}

    /** Returns {@code ok}, {@code constant}, {@code flat} or {@code nonfinite}. */
    static String status(GridScorer scorer) {
        return scorer.status().name().toLowerCase(Locale.ROOT);
    }

    /** Puts the grid and the order in which its quantised values are read. */
    static void describe(Row row, GridShape shape) {
        row.put("inputs", shape.dimensions())
                .put("grid", shape.side())
                .put("axis", shape.axis().name().toLowerCase(Locale.ROOT))
                .put("scan", "row-major");
    }

    /** Computes the measures of the grid loaded last, in the order given. */
    static double[] scores(GridScorer scorer, List<GridMeasure> measures) {
        return measures.stream().mapToDouble(scorer::value).toArray();
    }

    /** Puts one value a measure under its name; NaN is written as missing. */
    static void scores(Row row, List<GridMeasure> measures, double[] scores) {
        for (int m = 0; m < scores.length; m++) {
            String id = measures.get(m).id();
            if (measures.get(m).isCount() && !Double.isNaN(scores[m])) {
                row.put(id, (long) scores[m]);
            } else {
                row.put(id, scores[m]);
            }
        }
    }
}
