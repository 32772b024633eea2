package org.neuralredshift.nn;

/**
 * What a sequence costs with either engine, in units of one float read from memory. The constants
 * are fixed and no machine is ever asked, since the engine decides which network an address means.
 */
final class CostModel {
    /** A drawn deviate. */
    private static final double DEVIATE = 8;

    /** An element of a basis, which is read up to four times, mostly from the second cache. */
    private static final double BASIS = 1.5;

    /** Starting one application of a deferred matrix, and one product. */
    private static final double APPLICATION = 20_000;

    private static final double PRODUCT = 1_000;

    private CostModel() {}

    /** Draws every weight, then reads every weight for every position. */
    static double explicit(Generation g) {
        Transformer model = g.model();
        double positions = g.applications();
        double cost = (DEVIATE + g.readings()) * model.width() * model.vocabulary();
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                double size = (double) matrix.inputs(model) * matrix.outputs(model);
                cost += model.layers() * ((DEVIATE + positions) * size + positions * PRODUCT);
            }
        }
        return cost;
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    static double deferred(Generation g) {
        Transformer model = g.model();
        double cost = matrix(model.width(), model.vocabulary(), g.readings());
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                cost +=
                        model.layers()
                                * matrix(
                                        matrix.inputs(model),
                                        matrix.outputs(model),
                                        (double) g.applications());
            }
        }
        return cost;
    }

    private static double matrix(double n, double m, double applications) {
        double growing = Math.min(n, applications);
        double directions = growing * (growing + 1) / 2 + (applications - growing) * n;
        return growing * m * DEVIATE + directions * (BASIS * n + m) + applications * APPLICATION;
    }
}
