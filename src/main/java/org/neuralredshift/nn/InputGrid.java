package org.neuralredshift.nn;

import org.neuralredshift.simd.PointLayers;

/**
 * The points at which a function is evaluated: N an axis over [-1, 1]^d, row-major, the first input
 * slowest.
 *
 * @param inputs d, at least 1
 * @param side N, at least 1
 * @param periodic whether x_i = -1 + 2i / N, instead of -1 + 2i / (N - 1) with both ends
 */
public record InputGrid(int inputs, int side, boolean periodic) {
    private static final int MOST_POINTS = 1 << 26;

    /** Checks the sizes. */
    public InputGrid {
        Check.atLeast(1, inputs, "inputs");
        Check.atLeast(1, side, "grid");
        double points = Math.rint(StrictMath.pow(side, inputs));
        Check.check(
                points <= MOST_POINTS,
                "grid",
                "at most %d points in all".formatted(MOST_POINTS),
                "%d^%d".formatted(side, inputs));
    }

    /** Returns N^d. */
    public int points() {
        int points = 1;
        for (int d = 0; d < inputs; d++) {
            points *= side;
        }
        return points;
    }

    /**
     * Returns the number of blocks of {@link PointLayers#POINTS} points; the last may be in part.
     */
    int blocks() {
        return Math.ceilDiv(points(), PointLayers.POINTS);
    }

    /** Returns a coordinate, computed exactly and rounded once. */
    public float coordinate(int index) {
        int intervals = periodic ? side : Math.max(1, side - 1);
        return (float) ((2.0 * index - intervals) / intervals);
    }

    /** Returns the coordinates of an axis, shape (N). */
    float[] coordinates() {
        float[] coordinates = new float[side];
        for (int i = 0; i < side; i++) {
            coordinates[i] = coordinate(i);
        }
        return coordinates;
    }

    /**
     * Writes the points of a block, the last one repeated where the grid has ended.
     *
     * @param coordinates of an axis, from {@link #coordinates()}
     * @param x shape (d, POINTS), overwritten
     */
    void fill(int block, float[] coordinates, float[] x) {
        int last = points() - 1;
        int[] index = new int[inputs];
        int rest = Math.min(block * PointLayers.POINTS, last);
        for (int d = inputs - 1; d >= 0; d--) {
            index[d] = rest % side;
            rest /= side;
        }
        for (int p = 0; p < PointLayers.POINTS; p++) {
            for (int d = 0; d < inputs; d++) {
                x[d * PointLayers.POINTS + p] = coordinates[index[d]];
            }
            if (block * PointLayers.POINTS + p < last) {
                advance(index);
            }
        }
    }

    private void advance(int[] index) {
        int d = inputs - 1;
        while (++index[d] == side) {
            index[d--] = 0;
        }
    }
}
