package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

/**
 * What a sequence costs with either engine, in nanoseconds of one machine. The constants are fixed
 * and no machine is ever asked, since the engine decides which network an address means.
 *
 * <p>They were chosen so that the engines' order comes out right (the times are rougher) in 379
 * settings, measured on one thread with both engines in turn: 1 to 12 blocks, widths 64 to 1,024,
 * lengths 20 to 1,000, 512 to 53,231 tokens, GELU at gain 1 and TanH at gain 4. In 376 of these the
 * choice is the faster engine or at most 9 % slower, in three 15, 19 and 22 %. Settings in which
 * the engines are close, or had looked odd, were measured two to five times; the means count.
 *
 * <p>Elsewhere it may be more. Of 114 settings near the crossing that were measured once after
 * constants had been chosen, those constants missed 15 (of the last 31 four) by 11 to 68 %. Of nine
 * that were measured again some minutes later, five came out within 10 % in every repetition: the
 * ratio of both engines changes by up to a half with the memory of a shared machine. All are among
 * the 379.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 2.46;

    /** An element of a basis. */
    private static final double BASIS = 0.347;

    /** The part of it that is left where drafted rows find the basis in a near cache. */
    private static final double NEAR = 0.379;

    /** What the further passes over a nearly full basis take, in first passes. */
    private static final double STEEP = 3.43;

    /**
     * The part of the dimensions beyond which a random vector has less than a quarter of its
     * squared norm outside of the basis; see {@link Basis#STEEP}.
     */
    private static final double ROOM = 1 - 1 / Basis.STEEP;

    /** An element of an image. */
    private static final double IMAGE = 0.0229;

    /** A pair of directions: triangular matrices, attention. */
    private static final double PAIR = 0.327;

    /** Starting one application of a deferred matrix, and one explicit product. */
    private static final double APPLICATION = 2_880;

    private static final double PRODUCT = 998;

    /** An explicit weight multiplied for one token. */
    private static final double MULTIPLY = 0.00301;

    /** An explicit weight read from memory, if there are many more than {@link #FAR}. */
    private static final double WEIGHT = 0.159;

    private static final double FAR = 5.63e6;

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
        double weights = sum(g, (n, m, applications) -> (double) n * m);
        double read = WEIGHT * weights / (weights + FAR);
        boolean repeats = repeats(g);
        return sum(
                g,
                (n, m, applications) ->
                        (DEVIATE + passes(repeats, applications) * read + applications * MULTIPLY)
                                        * n
                                        * m
                                + applications * PRODUCT);
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    static double deferred(Generation g) {
        boolean repeats = repeats(g);
        double element = repeats ? NEAR * BASIS : BASIS;
        return sum(
                g,
                (n, m, applications) -> {
                    double growing = Math.min(n, applications);
                    double full = applications - growing;
                    double directions = growing * (growing + 1) / 2 + full * n;
                    double steep = Math.max(0, growing * growing - ROOM * ROOM * n * n) / 2;
                    double pairs = growing * growing * growing / 3 + full * n * n;
                    double shared = passes(repeats, applications) / applications;
                    return growing * m * DEVIATE
                            + (directions + STEEP * steep) * element * n
                            + directions * IMAGE * shared * m
                            + pairs * PAIR
                            + applications * APPLICATION;
                });
    }

    /** The cost of a matrix that is applied so many times, shape (n, m). */
    private interface Cost {
        double of(int n, int m, double applications);
    }

    private static double sum(Generation g, Cost cost) {
        Transformer model = g.model();
        double sum = cost.of(model.width(), model.vocabulary(), g.readings());
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
