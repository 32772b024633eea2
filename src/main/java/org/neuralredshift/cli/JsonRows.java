package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** JSON by hand (RFC 8259), so that a short command need not load a library. */
final class JsonRows implements RowEncoder {
    @Override
    public void row(Row row, StringBuilder to) {
        char separator = '{';
        for (Map.Entry<String, @Nullable Object> entry : row.values().entrySet()) {
            to.append(separator).append(quoted(entry.getKey())).append(':');
            to.append(json(entry.getValue()));
            separator = ',';
        }
        to.append(separator == '{' ? "{}" : "}").append('\n');
    }

    private static String json(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Double number -> number(number);
            case Float number -> Float.isFinite(number) ? number.toString() : "null";
            case int[] array -> Arrays.toString(array).replace(" ", "");
            case double[] array ->
                    DoubleStream.of(array)
                            .mapToObj(JsonRows::number)
                            .collect(Collectors.joining(",", "[", "]"));
            default -> value.toString();
        };
    }

    private static String number(double number) {
        return Double.isFinite(number) ? Double.toString(number) : "null";
    }

    /** Returns the text as a JSON string; a lone surrogate is escaped, so the result is UTF-8. */
    static String quoted(String text) {
        StringBuilder to = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                to.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c == '\n') {
                to.append("\\n");
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                to.append("\\u%04x".formatted((int) c));
            } else {
                to.append(c);
            }
        }
        return to.append('"').toString();
    }
}
