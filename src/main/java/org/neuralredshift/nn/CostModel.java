package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

/**
 * What a sequence costs with either engine, in nanoseconds of one machine. The constants are fixed
 * and no machine is ever asked, since the engine decides which network an address means.
 *
 * <p>They were chosen so that the engines' order comes out right (the times are rougher) in 260
 * settings, measured on one thread with both engines in turn: 1 to 12 blocks, widths 64 to 1,024,
 * lengths 20 to 1,000, 510 to 57,457 tokens, GELU at gain 1 and TanH at gain 4. In 256 of these the
 * choice is the faster engine or at most 8 % slower, in four 14 to 17 %. The 38 settings with a
 * whole head were measured when it still had a screen.
 *
 * <p>Elsewhere it may be more: in 118 of 122 settings that were measured afterwards it is the
 * faster engine or at most 10 % slower, in the others 11, 12, 20 and 24 %, or at most 9, 0, 13 and
 * 26 % when measured twice more (the table and how to repeat it in {@code benchmarks/README.md}).
 * Constants fitted to all 379 different settings would have mended one of those eight, and were not
 * taken. The ratio of both engines changes by the minute with the memory of a shared machine: ten
 * settings, measured twice, gave ratios apart by factors of 1.02 to 2.1.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 1;

    /** An element of a basis. */
    private static final double BASIS = 0.166;

    /** What the further passes over a nearly full basis take, in first passes. */
    private static final double STEEP = 1.19;

    /**
     * The part of the dimensions beyond which a random vector has less than a quarter of its
     * squared norm outside of the basis; see {@link Basis#STEEP}.
     */
    private static final double ROOM = 1 - 1 / Basis.STEEP;

    /** An element of an image. */
    private static final double IMAGE = 0.245;

    /** A pair of directions: triangular matrices, attention. */
    private static final double PAIR = 0.1;

    /** An element of a hidden state or a column that a {@link GreedyHead} reads. */
    private static final double SEEN = 0.208;

    /** Starting one application of a deferred matrix, and one explicit product. */
    private static final double APPLICATION = 1_950;

    private static final double PRODUCT = 967;

    /** An explicit weight multiplied for one token. */
    private static final double MULTIPLY = 0.0118;

    /** An explicit weight read from memory, if there are many more than {@link #FAR}. */
    private static final double WEIGHT = 0.111;

    private static final double FAR = 2.31e6;

    /**
     * Below this gain of the layer norms, most greedy sequences repeat themselves, and below the
     * second one with activations that have a mean: what 126 settings of the study gpt2-sequences
     * say.
     */
    private static final double REPEATS = 0.4;

    private static final double REPEATS_WITH_MEAN = 2;

    /** The least share of the mean square that is the square of the mean. */
    private static final double SHARE_OF_MEAN = 0.05;

    private CostModel() {}

    /** Draws every weight, then reads every weight in every pass. */
    static double explicit(Generation g) {
        Cost elements = (n, m, applications) -> (double) n * m;
        double weights = sum(g, elements, elements);
        double read = WEIGHT * weights / (weights + FAR);
        boolean repeats = repeats(g);
        Cost matrix =
                (n, m, applications) ->
                        (DEVIATE + passes(repeats, applications) * read + applications * MULTIPLY)
                                        * n
                                        * m
                                + applications * PRODUCT;
        return sum(g, matrix, matrix);
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    static double deferred(Generation g) {
        boolean repeats = repeats(g);
        Cost matrix =
                (n, m, applications) -> {
                    double growing = Math.min(n, applications);
                    double steep = Math.max(0, growing * growing - ROOM * ROOM * n * n) / 2;
                    double directions = directions(n, applications);
                    double shared = passes(repeats, applications) / applications;
                    return growing * m * DEVIATE
                            + (directions + STEEP * steep) * BASIS * n
                            + directions * IMAGE * shared * m
                            + pairs(n, applications) * PAIR
                            + applications * APPLICATION;
                };
        Cost greedy =
                (n, m, applications) -> {
                    double columns = repeats ? 0 : applications * applications / 2;
                    return (directions(n, applications) + columns) * SEEN * n
                            + applications * APPLICATION;
                };
        return sum(g, matrix, g.greedyHeadIfDeferred() ? greedy : matrix);
    }

    /** The directions there are at each application, added up. */
    private static double directions(int n, double applications) {
        double growing = Math.min(n, applications);
        return growing * (growing + 1) / 2 + (applications - growing) * n;
    }

    /** The squares of their numbers, added up. */
    private static double pairs(int n, double applications) {
        double growing = Math.min(n, applications);
        return growing * growing * growing / 3 + (applications - growing) * n * n;
    }

    /** The cost of a matrix that is applied so many times, shape (n, m). */
    private interface Cost {
        double of(int n, int m, double applications);
    }

    private static double sum(Generation g, Cost cost, Cost head) {
        Transformer model = g.model();
        double sum = head.of(model.width(), model.vocabulary(), g.readings());
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                sum +=
                        model.layers()
                                * cost.of(
                                        matrix.inputs(model),
                                        matrix.outputs(model),
                                        (double) g.applications());
            }
        }
        return sum;
    }

    /** How often weights are read: drafts that come true read them once for several tokens. */
    private static double passes(boolean repeats, double applications) {
        return repeats ? Math.min(applications, 4 + applications / 8) : applications;
    }

    /** Whether most sequences of such networks repeat themselves and are written with drafts. */
    static boolean repeats(Generation g) {
        if (!(g.decoding() instanceof Decoding.Greedy)) {
            return false;
        }
        double gain = g.model().gain();
        return gain < REPEATS
                || gain < REPEATS_WITH_MEAN
                        && shareOfMean(g.model().activation(), gain) > SHARE_OF_MEAN;
    }

    /** E[φ(gain z)]² / E[φ(gain z)²] for a normal z. */
    private static double shareOfMean(Activation activation, double gain) {
        double mean = 0;
        double square = 0;
        double total = 0;
        for (int i = -80; i <= 80; i++) {
            double z = i / 16.0;
            double weight = StrictMath.exp(-z * z / 2);
            double y = activation.at((float) (gain * z));
            mean += weight * y;
            square += weight * y * y;
            total += weight;
        }
        return mean * mean / (square * total);
    }
}
