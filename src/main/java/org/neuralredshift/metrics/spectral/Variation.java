package org.neuralredshift.metrics.spectral;

/** Differences between neighbours along the lines of a grid. */
final class Variation {
    private Variation() {}

    /**
     * Computes the mean over all lines along all axes of Σ |f_{i+1} - f_i|; 0 for a single point.
     *
     * @param f shape (N, …, N)
     */
    static double total(double[] f, GridShape shape) {
        double sum = 0;
        int side = shape.side();
        int apart = f.length / side;
        for (int axis = 0; axis < shape.dimensions(); axis++) {
            for (int line = 0; line < f.length; line += apart * side) {
                for (int i = line + apart; i < line + apart * side; i++) {
                    sum += Math.abs(f[i] - f[i - apart]);
                }
            }
            apart /= side;
        }
        return sum / ((double) shape.dimensions() * f.length / side);
    }

    /**
     * Computes the mean squared gradient: for each axis the mean of ((f_{i+1} - f_i) / h)² over all
     * neighbours, added up over the axes; 0 for a single point.
     *
     * @param f shape (N, …, N)
     */
    static double meanSquaredGradient(double[] f, GridShape shape) {
        double sum = 0;
        int side = shape.side();
        int apart = f.length / side;
        for (int axis = 0; axis < shape.dimensions(); axis++) {
            for (int line = 0; line < f.length; line += apart * side) {
                for (int i = line + apart; i < line + apart * side; i++) {
                    double difference = f[i] - f[i - apart];
                    sum += difference * difference;
                }
            }
            apart /= side;
        }
        double pairs = (double) f.length / side * (side - 1);
        return pairs == 0 ? 0 : sum / (pairs * shape.spacing() * shape.spacing());
    }
}
