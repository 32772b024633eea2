package org.neuralredshift.report;

import java.util.List;

/** Builds a table that scrolls in its own box. A column is a heading and whether it has numbers. */
final class Table {
    /** A column. */
    record Column(String heading, boolean isNumeric) {
        static Column words(String heading) {
            return new Column(heading, false);
        }

        static Column numbers(String heading) {
            return new Column(heading, true);
        }
    }

    private final Html html = new Html();
    private final List<Column> columns;

    Table(String name, List<Column> columns) {
        this.columns = columns;
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", name);
        html.open("table").open("thead").open("tr");
        for (Column column : columns) {
            html.element(
                    "th",
                    column.heading(),
                    "scope",
                    "col",
                    "class",
                    column.isNumeric() ? "n" : "w");
        }
        html.close("tr").close("thead").open("tbody");
    }

    /** Adds a row; the first cell is its heading. */
    Table row(List<String> cells) {
        return row("", cells);
    }

    /**
     * Adds a row.
     *
     * @param verdict class of the cells in the column of that heading, may be empty
     * @param cells texts; what follows a line break is set smaller below
     */
    Table row(String verdict, List<String> cells) {
        html.open("tr");
        for (int i = 0; i < cells.size(); i++) {
            boolean isVerdict = columns.get(i).heading().equals("verdict") && !verdict.isEmpty();
            String name = isVerdict ? "v " + verdict : columns.get(i).isNumeric() ? "n" : "w";
            if (i == 0) {
                html.open("th", "scope", "row", "class", name);
            } else {
                html.open("td", "class", name);
            }
            String[] lines = cells.get(i).split("\n", 2);
            html.text(lines[0]);
            if (lines.length > 1) {
                html.element("small", lines[1]);
            }
            html.close(i == 0 ? "th" : "td");
        }
        html.close("tr");
        return this;
    }

    /** Returns the table and ends it. */
    String end() {
        return html.close("tbody").close("table").close("div").toString();
    }
}
