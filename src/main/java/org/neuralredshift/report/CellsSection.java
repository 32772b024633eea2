package org.neuralredshift.report;

import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.Table.Column;
import org.neuralredshift.report.plot.Numbers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every cell with the mean and interval of each measure, and what the measures are. */
final class CellsSection {
    private static final int MOST_ROWS = 300;

    private final Findings findings;

    CellsSection(Findings findings) {
        this.findings = findings;
    }

    /** Returns a folded table a family. */
    String cells() {
        Html html = new Html();
        for (Family family : findings.families()) {
            List<Cell> cells = findings.cells(family);
            String shown =
                    cells.size() > MOST_ROWS
                            ? "the first %s of %s"
                                    .formatted(Names.count(MOST_ROWS), Names.count(cells.size()))
                            : Names.count(cells.size());
            html.open("details");
            html.element(
                    "summary", "Cells of the %s (%s)".formatted(Names.networks(family), shown));
            html.trusted(table(family, cells)).close("details");
        }
        return html.toString();
    }

    private String table(Family family, List<Cell> cells) {
        Set<String> axes = new LinkedHashSet<>();
        cells.forEach(cell -> axes.addAll(cell.condition().keySet()));
        List<Column> columns = new ArrayList<>();
        axes.forEach(axis -> columns.add(Column.words(axis)));
        columns.add(Column.numbers("n"));
        columns.add(Column.numbers("not finite"));
        columns.add(Column.numbers("failed"));
        findings.study()
                .measures(family)
                .forEach(measure -> {
                    columns.add(Column.numbers(measure));
                    columns.add(Column.numbers("95 % interval"));
                });
        Table table = new Table("cells of the " + Names.networks(family), columns);
        cells.stream().limit(MOST_ROWS).forEach(cell -> table.row(row(cell, axes)));
        return table.end();
    }

    private List<String> row(Cell cell, Set<String> axes) {
        List<String> row = new ArrayList<>();
        axes.forEach(axis -> row.add(Names.level(cell.condition().getOrDefault(axis, "–"))));
        MeasureTable.Counts counts = findings.counts(cell);
        row.add(Names.count(counts.ok()));
        row.add(Names.count(counts.nonFinite()));
        row.add(Names.count(counts.failed()));
        for (String measure : findings.study().measures(cell.family())) {
            Interval mean = findings.mean(List.of(cell), measure);
            row.add(Numbers.text(mean.estimate()));
            row.add(
                    Double.isFinite(mean.low())
                            ? Numbers.text(mean.low()) + " to " + Numbers.text(mean.high())
                            : "–");
        }
        return row;
    }

    /** Returns the definitions of the measures of the study. */
    String measures() {
        Html html = new Html().open("dl");
        for (Family family : findings.families()) {
            for (String id : findings.study().measures(family)) {
                html.open("dt").element("code", id).close("dt");
                html.element("dd", definition(family, id));
            }
        }
        return html.close("dl").toString();
    }

    private static String definition(Family family, String id) {
        return switch (family) {
            case TRANSFORMER ->
                    SequenceMeasure.byId(id)
                            .map(m ->
                                    "%s; unit: %s. %s."
                                            .formatted(m.formula(), m.unit(), m.citation()))
                            .orElse("");
            case MLP ->
                    GridMeasure.byId(id)
                            .map(m ->
                                    "%s; unit: %s. %s."
                                            .formatted(m.formula(), m.unit(), m.citation()))
                            .orElse("");
        };
    }
}
