package org.neuralredshift.report.plot;

import java.util.List;

/**
 * A chart: panels of equal size side by side, a legend above them.
 *
 * @param caption words around it
 * @param frame how panels are arranged
 * @param scale of the colours of tiles, {@link Scale#NONE} without tiles
 * @param legend its entries; a series that is named here is drawn in that entry's colour and symbol
 */
public record Plot(
        Caption caption, Frame frame, Scale scale, List<Key> legend, List<Panel> panels) {
    /**
     * The words around a chart.
     *
     * @param name of its files: lower-case letters, digits, hyphens
     * @param title what is shown, one line
     * @param text what a reader has to know: what marks and bands are, how many samples
     * @param alternative what a reader who can't see the chart is told
     */
    public record Caption(String name, String title, String text, String alternative) {
        /** Checks the name, since it becomes the name of a file. */
        public Caption {
            if (!name.matches("[a-z0-9-]{1,80}")) {
                throw new IllegalArgumentException(
                        "name: expected lower-case letters, digits and hyphens, got " + name);
            }
        }
    }

    /**
     * How panels are arranged.
     *
     * @param columns panels side by side on a wide page, at least 1
     * @param height of a panel's plotting area in pixels, on a chart 720 pixels wide; where tiles
     *     are square, the greatest side of a tile
     * @param isSquare whether tiles and pictures are square
     * @param isLive whether the page's script may replace the drawing by a chart with zoom and
     *     tooltips
     */
    public record Frame(int columns, double height, boolean isSquare, boolean isLive) {}

    /** A panel: a title, which may be empty, two axes, and marks, the first ones below. */
    public record Panel(String title, Axis x, Axis y, List<Mark> marks) {}

    /** An entry of the legend. The name of a series joins it to the marks of all panels. */
    public record Key(String name, int colour, Symbol symbol, boolean isDashed) {}

    /**
     * What colours of tiles mean.
     *
     * @param label of the colour bar, with the unit
     * @param low value of the first colour
     * @param high value of the last colour
     */
    public record Scale(String label, double low, double high, ColourMap map) {
        /** No tiles. */
        public static final Scale NONE = new Scale("", 0, 1, ColourMap.SEQUENTIAL);

        /** Tells whether there are tiles that the scale explains. */
        public boolean isUsed() {
            return !label.isEmpty();
        }

        /** Returns the colour of a value, as {@code 0xrrggbb}. */
        int colour(double value) {
            return map.colour(high > low ? (value - low) / (high - low) : 0.5);
        }
    }
}
