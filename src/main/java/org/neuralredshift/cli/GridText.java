package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.spectral.GridShape;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Grids as text: N numbers a line, separated by blanks, commas or semicolons; N lines are a square
 * grid, one line is a line, N^(d-1) lines a grid of d axes. A blank line ends a grid. Lines that
 * begin with # are left out.
 */
final class GridText {
    private final BufferedReader from;
    private final String source;
    private final GridShape.Axis axis;
    private int line;

    /** Reads grids one by one, with errors that name the source and the line. */
    GridText(BufferedReader from, String source, GridShape.Axis axis) {
        this.from = from;
        this.source = source;
        this.axis = axis;
    }

    /**
     * A grid that was read.
     *
     * @param line number of its first line, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by the one who asked for it
    record Grid(GridShape shape, double[] values, int line) {}

    /** Returns the next grid, or null at the end. */
    @Nullable Grid next() throws IOException {
        List<double[]> rows = new ArrayList<>();
        int first = line + 1;
        for (String text = from.readLine(); text != null; text = from.readLine()) {
            line++;
            if (text.isBlank() && !rows.isEmpty()) {
                break;
            }
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            double[] row = numbers(text);
            if (rows.isEmpty()) {
                first = line;
            } else if (row.length != rows.getFirst().length) {
                throw bad(
                        "as many numbers as in the line before, " + rows.getFirst().length,
                        Integer.toString(row.length));
            }
            rows.add(row);
        }
        return rows.isEmpty() ? null : new Grid(shape(rows), flat(rows), first);
    }

    private double[] numbers(String text) {
        String[] words = text.strip().split("\\s*[,;\\s]\\s*");
        double[] row = new double[words.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = number(words[i]);
        }
        return row;
    }

    private double number(String word) {
        try {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "nan" -> Double.NaN;
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(word);
            };
        } catch (NumberFormatException e) {
            throw bad("numbers", word);
        }
    }

    private GridShape shape(List<double[]> rows) {
        int side = rows.getFirst().length;
        long lines = 1;
        int dimensions = 1;
        while (lines < rows.size() && side > 1) {
            lines *= side;
            dimensions++;
        }
        if (lines != rows.size()) {
            throw bad(
                    "%d lines of %d numbers, or 1, or %d^(d-1)".formatted(side, side, side),
                    rows.size() + " lines");
        }
        return new GridShape(dimensions, side, axis);
    }

    private static double[] flat(List<double[]> rows) {
        int side = rows.getFirst().length;
        double[] values = new double[side * rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, values, r * side, side);
        }
        return values;
    }

    private IllegalArgumentException bad(String rule, String got) {
        return new IllegalArgumentException(
                "%s line %d: expected %s, got %s".formatted(source, line, rule, got));
    }

    /** Writes a grid as text, each float exactly, with a blank line after it. */
    static void write(float[] values, int side, Appendable to) throws IOException {
        for (int i = 0; i < values.length; i++) {
            to.append(Double.toString(values[i])).append((i + 1) % side == 0 ? '\n' : ' ');
        }
        to.append('\n');
    }
}
