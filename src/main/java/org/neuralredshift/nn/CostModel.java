package org.neuralredshift.nn;

/**
 * What a sequence costs with either engine, in nanoseconds of one machine. The constants were
 * fitted to 60 settings measured there, quiet, on one thread (two blocks, widths 64 to 1,024,
 * lengths 20 to 1,000, 1,024 and 50,257 tokens, GELU and TanH); in 59 of them the choice was right
 * or less than 10 % slower, in one 11 % slower. In 88 others, measured after the deferred engine
 * had become faster (widths 128 to 768, lengths 30 to 800, 4,096 and 50,257 tokens, heads of 64),
 * it was at most 4 % slower. They are fixed and no machine is ever asked, since the engine decides
 * which network an address means.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 3.2;

    /** An element of a basis, which is read up to four times. */
    private static final double BASIS = 0.22;

    /** An element of an image. */
    private static final double IMAGE = 0.035;

    /** Starting one application of a deferred matrix, and one explicit product. */
    private static final double APPLICATION = 1_900;

    private static final double PRODUCT = 1_700;

    /** An explicit weight, read from the nearest cache and from memory. */
    private static final double NEAR_WEIGHT = 0.014;

    private static final double FAR_WEIGHT = 0.035;

    /** Weights of a network that is read from memory alone. */
    private static final double FAR = 1.4e7;

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
