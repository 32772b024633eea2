package org.neuralredshift.metrics.spectral;

/**
 * A grid of N points an axis over [-1, 1]^d, row-major: the first input changes slowest.
 *
 * @param dimensions d, at least 1
 * @param side N, at least 1; at most 2^26 points in all
 * @param axis where the points of an axis lie
 */
public record GridShape(int dimensions, int side, Axis axis) {
    private static final int MOST_POINTS = 1 << 26;

    /** Where the points of an axis lie. */
    public enum Axis {
        /** x_i = -1 + 2i / (N - 1): both ends are points. */
        CLOSED,
        /** x_i = -1 + 2i / N: the right end is the left one of the next period. */
        PERIODIC
    }

    /** Checks the sizes. */
    public GridShape {
        if (dimensions < 1) {
            throw new IllegalArgumentException(
                    "inputs: expected at least 1, got %d".formatted(dimensions));
        }
        if (side < 1) {
            throw new IllegalArgumentException("grid: expected at least 1, got " + side);
        }
        double points = 1;
        for (int d = 0; d < dimensions && points <= MOST_POINTS; d++) {
            points *= side;
        }
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "grid: expected at most %d points in all, got %d^%d"
                            .formatted(MOST_POINTS, side, dimensions));
        }
    }

    /** Returns the square grid with its end points. */
    public static GridShape square(int side) {
        return new GridShape(2, side, Axis.CLOSED);
    }

    /** Returns N^d. */
    public int points() {
        int points = 1;
        for (int d = 0; d < dimensions; d++) {
            points *= side;
        }
        return points;
    }

    /** Returns the distance between neighbours on an axis; 2 for a single point. */
    public double spacing() {
        return switch (axis) {
            case CLOSED -> side == 1 ? 2 : 2.0 / (side - 1);
            case PERIODIC -> 2.0 / side;
        };
    }

    /** Returns the coordinates of an axis, shape (N); a single point lies at -1. */
    public double[] coordinates() {
        int intervals = axis == Axis.CLOSED ? Math.max(1, side - 1) : side;
        double[] x = new double[side];
        for (int i = 0; i < side; i++) {
            // One division, so that opposite points are exact opposites and the ends are exact.
            x[i] = (2.0 * i - intervals) / intervals;
        }
        return x;
    }
}
