package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Aligned columns. The first rows are held back, for their widths settle those of all. Texts are
 * cut, except in the last column.
 */
final class TableRows implements RowEncoder {
    private static final int HELD = 50;
    private static final int ARRAY_SHOWN = 8;
    private static final int TEXT_SHOWN = 100;
    private static final MathContext DIGITS = new MathContext(6);

    private final List<List<String>> held = new ArrayList<>();
    private @Nullable Columns columns;
    private boolean[] left = {};
    private int @Nullable [] widths;

    @Override
    public void row(Row row, StringBuilder to) {
        if (columns == null) {
            columns = new Columns(row);
            left = new boolean[columns.names().size()];
            held.add(columns.names());
        }
        List<@Nullable Object> values = columns.values(row);
        for (int i = 0; i < left.length; i++) {
            left[i] |= values.get(i) instanceof String || values.get(i) instanceof int[];
        }
        List<String> cells = new ArrayList<>(values.stream().map(TableRows::cell).toList());
        if (values.getLast() instanceof String text) {
            cells.set(cells.size() - 1, printable(text));
        }
        held.add(cells);
        if (widths != null || held.size() > HELD) {
            end(to);
        }
    }

    @Override
    public void end(StringBuilder to) {
        int[] settled = widths == null ? widths(held) : widths;
        widths = settled;
        held.forEach(cells -> line(cells, settled, to));
        held.clear();
    }

    @Override
    public void section(String title, StringBuilder to) {
        if (columns != null) {
            end(to);
            to.append('\n');
        }
        to.append(title).append('\n');
        columns = null;
        widths = null;
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[lines.isEmpty() ? 0 : lines.getFirst().size()];
        for (List<String> cells : lines) {
            Arrays.setAll(widths, i -> Math.max(widths[i], cells.get(i).length()));
        }
        return widths;
    }

    private void line(List<String> cells, int[] widths, StringBuilder to) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String pad = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(i == 0 ? "" : "  ").append(left[i] ? cell + pad : pad + cell);
        }
        to.append(line.toString().stripTrailing()).append('\n');
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Double number -> rounded(number);
            case Float number -> rounded(number);
            case int[] array ->
                    array(Arrays.stream(array).mapToObj(Integer::toString).toList(), array.length);
            case double[] array ->
                    array(Arrays.stream(array).mapToObj(TableRows::rounded).toList(), array.length);
            default -> cut(value.toString());
        };
    }

    private static String rounded(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal digits = BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros();
        int magnitude = digits.precision() - digits.scale();
        return magnitude > -4 && magnitude < 10 ? digits.toPlainString() : digits.toString();
    }

    private static String array(List<String> elements, int length) {
        String shown = elements.stream().limit(ARRAY_SHOWN).collect(Collectors.joining(" "));
        return length <= ARRAY_SHOWN ? shown : "%s ... (%d)".formatted(shown, length);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String cut(String text) {
        String plain = printable(text);
        return plain.length() <= TEXT_SHOWN ? plain : plain.substring(0, TEXT_SHOWN - 3) + "...";
    }
}
