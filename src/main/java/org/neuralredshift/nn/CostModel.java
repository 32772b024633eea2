package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

/**
 * What a sequence costs with either engine, in nanoseconds of one machine. The constants are fixed
 * and no machine is ever asked, since the engine decides which network an address means.
 *
 * <p>The constants were fitted to times and above all to their ratios in 218 settings, measured on
 * one thread with both engines in turn: 1 to 12 blocks, widths 64 to 1,024, lengths 20 to 1,000,
 * 501 to 57,000 tokens, GELU at gain 1 and TanH at gain 4. How often the choice is the faster
 * engine in settings that were measured afterwards, and how to repeat that, is in {@code
 * benchmarks/README.md}. Sequences differ in when they begin to repeat themselves, and the ratio
 * changes by the minute with the memory of a shared machine, most where a sequence takes seconds.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 1;

    /** An element of a basis and of an image, read for one token from beyond the cache. */
    private static final double BASIS = 0.148;

    private static final double IMAGE = 0.176;

    /** A weight read from beyond the cache. */
    private static final double WEIGHT = 0.0886;

    /** What an element and a weight cost in cache, of what they cost beyond it. */
    private static final double CACHED_STATE = 0.708;

    private static final double CACHED_WEIGHT = 0.234;

    /** The numbers read for every token of which a cache holds half. */
    private static final double CACHE = 5.17e6;

    /** From here on each number costs more the more there are, by this power. */
    private static final double MANY = 1e7;

    private static final double GROWTH = 0.233;

    /** A pair of directions: triangular matrices, attention. */
    private static final double PAIR = 0.363;

    /** An element of a hidden state or a column that a {@link GreedyHead} reads. */
    private static final double SEEN = 0.187;

    /** Starting one application of a deferred matrix, and one explicit product. */
    private static final double APPLICATION = 3_280;

    private static final double PRODUCT = 946;

    /** An explicit weight multiplied, and an output of an explicit product, for one token. */
    private static final double MULTIPLY = 0.0121;

    private static final double OUTPUT = 1.92;

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
        double read = WEIGHT * price(CACHED_WEIGHT, sum(g, elements, elements));
        boolean repeats = repeats(g);
        Cost matrix =
                (n, m, applications) ->
                        (DEVIATE + passes(repeats, applications) * read + applications * MULTIPLY)
                                        * n
                                        * m
                                + applications * (PRODUCT + m * OUTPUT);
        return sum(g, matrix, matrix);
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    static double deferred(Generation g) {
        boolean greedyHead = g.greedyHeadIfDeferred();
        Cost columns = (n, m, applications) -> Math.min(n, applications) * n;
        Cost both = (n, m, applications) -> Math.min(n, applications) * (n + m);
        double read = price(CACHED_STATE, sum(g, both, greedyHead ? columns : both));
        boolean repeats = repeats(g);
        Cost matrix =
                (n, m, applications) -> {
                    double directions = directions(n, applications);
                    double shared = passes(repeats, applications) / applications;
                    return Math.min(n, applications) * m * DEVIATE
                            + directions * (BASIS * n + IMAGE * shared * m) * read
                            + pairs(n, applications) * PAIR
                            + applications * APPLICATION;
                };
        Cost greedy =
                (n, m, applications) -> {
                    double chosen = repeats ? 0 : applications * applications / 2;
                    return (directions(n, applications) + chosen) * SEEN * n
                            + applications * APPLICATION;
                };
        return sum(g, matrix, greedyHead ? greedy : matrix);
    }

    /** What one of so many numbers costs, of what it costs beyond the cache. */
    private static double price(double cached, double numbers) {
        double growth = StrictMath.pow(Math.max(1, numbers / MANY), GROWTH);
        double beyond = growth / (1 + StrictMath.pow(CACHE / numbers, 3));
        return cached + (1 - cached) * beyond;
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
