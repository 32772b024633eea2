package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

/**
 * What a sequence costs with each engine, in nanoseconds of one machine. The constants are fixed
 * and no machine is ever asked, since the engine decides which network an address means.
 *
 * <p>The constants were fitted to times and above all to their ratios in 394 settings, measured on
 * one thread with the two pure engines in turn: 1 to 12 blocks, widths 64 to 1,024, lengths 20 to
 * 1,000, 501 to 57,000 tokens, GELU at gain 1 and TanH at gain 4; the settings of 12 blocks and
 * 50,257 tokens count for most. How often the choice is the fastest engine in settings that were
 * measured afterwards, and how to repeat that, is in {@code benchmarks/README.md}. Sequences differ
 * in when they begin to repeat themselves, and the ratio changes by the minute with the memory of a
 * shared machine, most where a sequence takes seconds.
 */
final class CostModel {
    /** A drawn deviate, written to its place. */
    private static final double DEVIATE = 1;

    /**
     * An element of a basis and of an image, read for one token or for a draft from beyond the
     * cache.
     */
    private static final double BASIS = 0.12;

    private static final double IMAGE = 0.361;

    /** An element of an image, multiplied for one more token of a draft. */
    private static final double IMAGE_MULTIPLIED = 0.0724;

    /** What an element costs in cache, of what it costs beyond it. */
    private static final double CACHED_STATE = 0.667;

    /** The elements read for every token of which a cache holds half. */
    private static final double CACHE = 9.35e6;

    /** A pair of directions: triangular matrices. */
    private static final double PAIR = 0.16;

    /** A pair of a direction and a position, for one head's scores or weights. */
    private static final double DIRECTION_AND_POSITION = 0.0322;

    /** Starting one application of a deferred matrix. */
    private static final double APPLICATION = 2_510;

    /** Searching the largest logit of one reading. */
    private static final double SEARCH = 5_200;

    /** A weight, read for one token or for a draft, where there are very many. */
    private static final double WEIGHT = 0.198;

    /** What a weight costs in cache, of this, read for one token. */
    private static final double CACHED_WEIGHT = 0.225;

    /**
     * The weights of which each costs half of what very many add to its price in cache, read for
     * one token and for a draft, whose arithmetic hides the cache.
     */
    private static final double MANY_WEIGHTS = 1.82e7;

    private static final double MANY_WEIGHTS_FOR_A_DRAFT = 2.55e6;

    /** An output for each token of a draft. */
    private static final double OUTPUT = 2.01;

    /** An element of a key or a value, read for one token. */
    private static final double KEY_OR_VALUE = 0.0742;

    /**
     * Passes with drafts: so many at the begin, then one for {@link Decoder#ROWS} tokens, and in
     * wider networks, which begin to repeat themselves later, so many times the width and the root
     * of the length. The means of 24 to 200 networks (GELU, widths 64 to 1,024, 1 to 12 blocks) are
     * met within 12 % from 100 to 600 tokens; at 20 tokens up to two passes too many.
     */
    private static final double FIRST_PASSES = 3.5;

    private static final double LATER_PASSES = 7.5e-4;

    /**
     * Below this gain of the layer norms, most greedy sequences repeat themselves, and below the
     * second one with activations that have a mean: what 126 settings of the study gpt2-sequences
     * say.
     */
    private static final double REPEATS = 0.4;

    private static final double REPEATS_WITH_MEAN = 2;

    /** The least share of the mean square that is the square of the mean. */
    private static final double SHARE_OF_MEAN = 0.05;

    /**
     * What a mixed engine must take at most, of the cheaper of the other two. Less than this is
     * within what the constants can say, and addresses keep their networks.
     */
    private static final double MIXED = 0.92;

    private final Generation g;
    private final Transformer model;
    private final boolean drafts;

    /** Prepares the costs of a generation, whatever its engine. */
    CostModel(Generation generation) {
        this.g = generation;
        this.model = generation.model();
        this.drafts = repeats(generation);
    }

    /** Returns the cheapest engine. */
    Engine engine() {
        double deferred = cost(Split.NOTHING);
        double explicit = cost(Split.everything(model));
        if (cost(cheapest()) < MIXED * Math.min(deferred, explicit)) {
            return Engine.MIXED;
        }
        return deferred < explicit ? Engine.DEFERRED : Engine.EXPLICIT;
    }

    /** Returns the cheapest split, the first of equals. */
    Split cheapest() {
        Split cheapest = Split.NOTHING;
        double least = Double.POSITIVE_INFINITY;
        for (Split split : Split.all(model)) {
            double cost = cost(split);
            if (cost < least) {
                cheapest = split;
                least = cost;
            }
        }
        return cheapest;
    }

    /** Returns what a sequence costs where these matrices are drawn whole and the rest is not. */
    double cost(Split split) {
        double weights = weights(split);
        double state = state(split);
        double weight = weight(weights + state);
        double cached = cached(weights + state);
        double sum =
                split.whole(Matrix.ATTENTION_IN) ? keysAndValues() * KEY_OR_VALUE : attention();
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                int n = matrix.inputs(model);
                int m = matrix.outputs(model);
                double applications = (double) g.applications();
                sum +=
                        model.layers()
                                * (split.whole(matrix)
                                        ? whole(n, m, applications, weight)
                                        : deferred(n, m, applications, cached));
            }
        }
        return sum + head(split, weight, cached);
    }

    private double head(Split split, double weight, double cached) {
        int n = model.width();
        int m = model.vocabulary();
        if (split.head()) {
            return whole(n, m, g.readings(), weight);
        }
        return g.greedyHeadIfDeferred()
                ? greedy(n, g.readings(), cached)
                : deferred(n, m, g.readings(), cached);
    }

    /** Draws every weight of a matrix of shape (n, m), then reads every weight in every pass. */
    private double whole(double n, double m, double applications, double weight) {
        return (DEVIATE + passes(applications) * weight) * n * m
                + (drafts ? applications * m * OUTPUT : 0);
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    private double deferred(double n, double m, double applications, double cached) {
        double directions = directions(n, applications);
        double shared = passes(applications) / applications;
        return Math.min(n, applications) * m * DEVIATE
                + directions * shared * (BASIS * n + IMAGE * m) * cached
                + directions * (1 - shared) * m * IMAGE_MULTIPLIED
                + pairs(n, applications) * PAIR
                + applications * APPLICATION;
    }

    /** Reads all directions and chosen columns. */
    private double greedy(double n, double applications, double cached) {
        double chosen = drafts ? 0 : applications * applications / 2;
        double shared = passes(applications) / applications;
        return (directions(n, applications) + chosen) * shared * BASIS * n * cached
                + applications * SEARCH;
    }

    /** What a weight that is drawn whole costs, read once, of so many elements that are read. */
    private double weight(double elements) {
        double cached = drafts ? 0 : CACHED_WEIGHT;
        double many = drafts ? MANY_WEIGHTS_FOR_A_DRAFT : MANY_WEIGHTS;
        return WEIGHT * (cached + (1 - cached) * elements / (elements + many));
    }

    /** The same for what is deferred, as a share. */
    private static double cached(double elements) {
        double beyond = 1 / (1 + StrictMath.pow(CACHE / elements, 8));
        return CACHED_STATE + (1 - CACHED_STATE) * beyond;
    }

    /** The weights that are drawn whole. */
    private double weights(Split split) {
        double sum = split.head() ? (double) model.width() * model.vocabulary() : 0;
        for (Matrix matrix : split.matrices()) {
            sum += (double) model.layers() * matrix.inputs(model) * matrix.outputs(model);
        }
        return sum;
    }

    /** The elements of the deferred matrices and of attention through them. */
    private double state(Split split) {
        double sum = split.whole(Matrix.ATTENTION_IN) ? 0 : attentionState();
        if (!split.head()) {
            double m = g.greedyHeadIfDeferred() ? 0 : model.vocabulary();
            sum += Math.min(model.width(), (double) g.readings()) * (model.width() + m);
        }
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model) && !split.whole(matrix)) {
                double n = matrix.inputs(model);
                double kept = Math.min(n, (double) g.applications());
                sum += model.layers() * kept * (n + matrix.outputs(model));
            }
        }
        return sum;
    }

    /** The elements of keys and values that are read for each position, added up. */
    private double keysAndValues() {
        double applications = (double) g.applications();
        double pairs = applications * Math.min(applications, model.context()) / 2;
        return model.attention() ? 2.0 * model.layers() * model.width() * pairs : 0;
    }

    /** What attention through deferred matrices costs, with or without {@link BasisAttention}. */
    private double attention() {
        if (!BasisAttention.possible(model, g.directions())) {
            return keysAndValues() * KEY_OR_VALUE;
        }
        double n = g.applications();
        double growing = Math.min(model.width(), n);
        double pairs = growing * growing * growing / 3 + (n * n - growing * growing) / 2 * growing;
        return 2.0 * model.layers() * model.heads() * pairs * DIRECTION_AND_POSITION;
    }

    /** The elements that attention keeps of the positions. */
    private double attentionState() {
        int kept = Math.min(model.width(), g.directions());
        return model.attention() ? 2.0 * model.layers() * g.positions() * kept : 0;
    }

    /** The directions there are at each application, added up. */
    private static double directions(double n, double applications) {
        double growing = Math.min(n, applications);
        return growing * (growing + 1) / 2 + (applications - growing) * n;
    }

    /** The squares of their numbers, added up. */
    private static double pairs(double n, double applications) {
        double growing = Math.min(n, applications);
        return growing * growing * growing / 3 + (applications - growing) * n * n;
    }

    /** How often weights are read: drafts that come true read them once for several tokens. */
    private double passes(double applications) {
        if (!drafts) {
            return applications;
        }
        double later = LATER_PASSES * model.width() * Math.sqrt(applications);
        return Math.min(applications, FIRST_PASSES + applications / Decoder.ROWS + later);
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
