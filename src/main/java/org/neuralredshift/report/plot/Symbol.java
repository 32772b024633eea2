package org.neuralredshift.report.plot;

import java.util.Locale;

/** The shape of a mark: tells series apart without their colours. */
public enum Symbol {
    /** A circle. */
    DISC(48, 0),
    /** A square on its side. */
    SQUARE(4, 0.5),
    /** A triangle that points up. */
    TRIANGLE(3, 0),
    /** A square on its corner. */
    DIAMOND(4, 0),
    /** A triangle that points down. */
    ARROW(3, 0.5),
    /** Five corners. */
    PENTAGON(5, 0),
    /** A cross of two bars. */
    CROSS(0, 0);

    private static final double[][] BARS = {
        {-1, -0.33, -0.33, 0.33, 0.33, 1, 1, 0.33, 0.33, -0.33, -0.33, -1},
        {-0.33, -0.33, -1, -1, -0.33, -0.33, 0.33, 0.33, 1, 1, 0.33, 0.33}
    };

    private final int corners;
    private final double turn;

    Symbol(int corners, double turn) {
        this.corners = corners;
        this.turn = turn;
    }

    /** Returns the name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the symbol of a number; they repeat after the last. */
    public static Symbol of(int number) {
        return values()[Math.floorMod(number, values().length)];
    }

    /** Returns the corners round the origin, shape (2, corners), of about the area of a disc. */
    double[][] outline(double radius) {
        if (this == CROSS) {
            return scaled(BARS, 0.95 * radius);
        }
        double[][] outline = new double[2][corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + turn) / corners;
            outline[0][i] = StrictMath.sin(angle);
            outline[1][i] = -StrictMath.cos(angle);
        }
        return scaled(outline, corners == 3 ? 1.35 * radius : corners == 4 ? 1.2 * radius : radius);
    }

    private static double[][] scaled(double[][] outline, double factor) {
        double[][] scaled = new double[2][outline[0].length];
        for (int i = 0; i < outline[0].length; i++) {
            scaled[0][i] = factor * outline[0][i];
            scaled[1][i] = factor * outline[1][i];
        }
        return scaled;
    }
}
