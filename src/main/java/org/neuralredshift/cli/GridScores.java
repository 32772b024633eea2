package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.GridScorer;
import org.neuralredshift.metrics.spectral.GridShape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores the grids of text files, one row a grid. */
final class GridScores {
    private final List<GridMeasure> measures;
    private final GridShape.Axis axis;
    private final Map<GridShape, GridScorer> scorers = new HashMap<>();

    /**
     * Prepares for files.
     *
     * @param axis where the points of their grids lie
     */
    GridScores(List<GridMeasure> measures, GridShape.Axis axis) {
        this.measures = measures;
        this.axis = axis;
    }

    /**
     * Writes the rows of a file.
     *
     * @throws IllegalArgumentException when it holds no grid, or lines that are none
     */
    void score(ScoreSources.Source source, Rows rows, Progress progress) throws IOException {
        try (BufferedReader from =
                new BufferedReader(new InputStreamReader(source.open(), StandardCharsets.UTF_8))) {
            GridText text = new GridText(from, source.name(), axis);
            GridText.@Nullable Grid grid = text.next();
            if (grid == null) {
                throw new IllegalArgumentException(
                        "%s: expected a grid of numbers, got nothing".formatted(source.name()));
            }
            for (; grid != null; grid = text.next()) {
                rows.write(row(source.name(), grid));
            }
            progress.add(source.bytes());
        }
    }

    private Row row(String source, GridText.Grid grid) {
        GridScorer scorer = scorers.computeIfAbsent(grid.shape(), GridScorer::new);
        scorer.load(grid.values());
        Row row =
                new Row()
                        .put("source", source)
                        .put("line", grid.line())
                        .put("status", GridRow.status(scorer));
        GridRow.describe(row, grid.shape());
        GridRow.scores(row, measures, GridRow.scores(scorer, measures));
        return row;
    }
}
