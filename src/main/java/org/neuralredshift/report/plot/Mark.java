package org.neuralredshift.report.plot;

import java.util.List;

/** What stands in a panel. */
public sealed interface Mark {
    /**
     * Points of one colour and symbol.
     *
     * @param name entry of the legend
     * @param isJoined whether a line joins them, with a band where they have intervals; otherwise
     *     intervals are whiskers
     */
    record Series(
            String name,
            int colour,
            Symbol symbol,
            boolean isJoined,
            boolean isDashed,
            List<Dot> dots)
            implements Mark {}

    /**
     * A point.
     *
     * @param x its place
     * @param y its place
     * @param across interval along x
     * @param along interval along y
     * @param size radius in pixels
     * @param label what the point says when it is asked
     */
    record Dot(double x, double y, Range across, Range along, double size, String label) {}

    /** An interval; NaN where there is none. */
    record Range(double low, double high) {
        /** No interval. */
        public static final Range NONE = new Range(Double.NaN, Double.NaN);

        /** Tells whether both ends are numbers. */
        boolean isFinite() {
            return Double.isFinite(low) && Double.isFinite(high);
        }
    }

    /** Coloured tiles on two axes of names. */
    record Tiles(List<Tile> tiles) implements Mark {}

    /**
     * A tile.
     *
     * @param column place on x
     * @param row place on y
     * @param value by which it is coloured
     * @param text inside, may be empty
     * @param label what it says when it is asked
     */
    record Tile(int column, int row, double value, String text, String label) {}

    /** Boxes with whiskers on an axis of names. */
    record Boxes(int colour, List<Box> boxes) implements Mark {}

    /**
     * Five quantiles of one sample.
     *
     * @param column place on x
     * @param quantiles ascending: ends of the whiskers, ends of the box, the median in the middle
     * @param label what it says when it is asked
     */
    record Box(int column, List<Double> quantiles, String label) {}

    /** Grey pictures on two axes of names. */
    record Pictures(List<Picture> pictures) implements Mark {}

    /** A square picture, one byte a point from black to white, row by row. */
    record Picture(int column, int row, int side, byte[] grey, String label) {}

    /** Strips of coloured cells, one a row of the axis y; cells of one number have one colour. */
    record Strips(List<Strip> strips) implements Mark {}

    /** A strip: a number from 0 a cell, in order. */
    record Strip(int row, List<Integer> numbers, String label) {}
}
