package org.neuralredshift.nn;

/**
 * What a sequence costs with either engine, in nanoseconds of one machine. The constants were
 * fitted to 53 settings measured there (widths 64 to 1,024, lengths 20 to 1,000, 1,024 and 50,257
 * tokens, GELU and TanH); in 52 of them the choice was right or less than 10 % slower. They are
 * fixed and no machine is ever asked, since the engine decides which network an address means.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 3.1;

    /** An element of a basis, which is read up to four times. */
    private static final double BASIS = 0.94;

    /** An element of an image. */
    private static final double IMAGE = 0.055;

    /** Starting one application of a deferred matrix, and one explicit product. */
    private static final double APPLICATION = 2_700;

    private static final double PRODUCT = 1_200;

    /** An explicit weight, read from the nearest cache and from memory. */
    private static final double NEAR_WEIGHT = 0.04;

    private static final double FAR_WEIGHT = 0.122;

    /** Weights of a network that is read from memory alone. */
    private static final double FAR = 3.3e8;

    private CostModel() {}

    /** Draws every weight, then reads every weight for every position. */
    static double explicit(Generation g) {
        Transformer model = g.model();
        double far = Math.min(1, model.parameters() / FAR);
        double read = NEAR_WEIGHT + far * (FAR_WEIGHT - NEAR_WEIGHT);
        double cost = matrix(model.width(), model.vocabulary(), g.readings(), read);
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                cost +=
                        model.layers()
                                * matrix(
                                        matrix.inputs(model),
                                        matrix.outputs(model),
                                        (double) g.applications(),
                                        read);
            }
        }
        return cost;
    }

    private static double matrix(double n, double m, double applications, double read) {
        return (DEVIATE + applications * read) * n * m + applications * PRODUCT;
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
        return growing * m * DEVIATE
                + directions * (BASIS * n + IMAGE * m)
                + applications * APPLICATION;
    }
}
