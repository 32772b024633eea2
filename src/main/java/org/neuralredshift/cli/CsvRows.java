package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

final class CsvRows implements RowEncoder {
    private @Nullable Columns columns;

    @Override
    public void row(Row row, StringBuilder to) {
        if (columns == null) {
            columns = new Columns(row);
            line(columns.names(), to);
        }
        line(columns.values(row), to);
    }

    private static void line(List<? extends @Nullable Object> cells, StringBuilder to) {
        to.append(cells.stream().map(CsvRows::cell).collect(Collectors.joining(",")));
        to.append('\n');
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text.isEmpty() || needsQuotes(text) ? quoted(text) : text;
            case int[] array -> quoted(blankSeparated(Arrays.toString(array)));
            case double[] array -> quoted(blankSeparated(Arrays.toString(array)));
            default -> value.toString();
        };
    }

    private static String blankSeparated(String list) {
        return list.substring(1, list.length() - 1).replace(",", "");
    }

    private static boolean needsQuotes(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || !text.equals(text.strip());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
