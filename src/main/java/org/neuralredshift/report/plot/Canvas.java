package org.neuralredshift.report.plot;

/** What charts are drawn on. Lengths in pixels of 1/96 inch, y down, angles in degrees. */
interface Canvas {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How a text is set. */
    record Lettering(Ink ink, double size, boolean isBold, Anchor anchor, double angle) {
        static Lettering of(Ink ink, double size, Anchor anchor) {
            return new Lettering(ink, size, false, anchor, 0);
        }
    }

    /** A line. */
    record Pen(Ink ink, double width, boolean isDashed) {}

    /** Fills a rectangle. */
    void rectangle(Ink ink, double opacity, double x, double y, double width, double height);

    /** Fills a polygon. */
    void polygon(Ink ink, double opacity, double[] x, double[] y);

    /** Draws lines from point to point. */
    void polyline(Pen pen, double[] x, double[] y);

    /** Writes one line; the point is on its base line. */
    void text(Lettering lettering, double x, double y, String text);

    /** Shows a grey picture, one byte a point, without smoothing. */
    void picture(Mark.Picture picture, double x, double y, double width, double height);

    /** Draws one line. */
    default void line(Pen pen, double x1, double y1, double x2, double y2) {
        polyline(pen, new double[] {x1, x2}, new double[] {y1, y2});
    }
}
