package org.neuralredshift.nn;

import static org.neuralredshift.nn.Price.APPLICATION;
import static org.neuralredshift.nn.Price.BASIS;
import static org.neuralredshift.nn.Price.BASIS_MULTIPLIED;
import static org.neuralredshift.nn.Price.CACHE;
import static org.neuralredshift.nn.Price.CACHED_STATE;
import static org.neuralredshift.nn.Price.CACHED_WEIGHT;
import static org.neuralredshift.nn.Price.DEVIATE;
import static org.neuralredshift.nn.Price.DIRECTION_AND_POSITION;
import static org.neuralredshift.nn.Price.IMAGE;
import static org.neuralredshift.nn.Price.IMAGE_DEVIATE;
import static org.neuralredshift.nn.Price.IMAGE_MULTIPLIED;
import static org.neuralredshift.nn.Price.KEY_OR_VALUE;
import static org.neuralredshift.nn.Price.MANY_WEIGHTS;
import static org.neuralredshift.nn.Price.MANY_WEIGHTS_FOR_A_DRAFT;
import static org.neuralredshift.nn.Price.OUTPUT;
import static org.neuralredshift.nn.Price.PAIR;
import static org.neuralredshift.nn.Price.SEARCH;
import static org.neuralredshift.nn.Price.WEIGHT;
import static org.neuralredshift.nn.Price.WEIGHT_MULTIPLIED;

import org.neuralredshift.simd.Activation;

/**
 * What a sequence costs on one {@link Price.Machine}, in nanoseconds, for each choice of what is
 * drawn whole. No machine is ever asked, since the choice decides which network an address means.
 * Sequences differ in when they begin to repeat themselves, and the ratios change by the minute
 * with the memory of a shared machine, most where a sequence takes seconds.
 */
final class CostModel {
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

    private final Generation g;
    private final Transformer model;
    private final Price.Machine machine;
    private final boolean drafts;

    /** Prepares the costs of a generation, whatever its engine. */
    CostModel(Generation generation, Price.Machine machine) {
        this.g = generation;
        this.model = generation.model();
        this.machine = machine;
        this.drafts = repeats(generation);
    }

    /** Returns what a sequence costs where these matrices are drawn whole and the rest is not. */
    double cost(Split split) {
        double weights = weights(split);
        double state = state(split);
        double weight = weight(weights + state);
        double cached = cached(weights + state);
        double sum =
                split.whole(Matrix.ATTENTION_IN)
                        ? keysAndValues() * price(KEY_OR_VALUE)
                        : attention();
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
        double drafted = price(WEIGHT_MULTIPLIED) * n + price(OUTPUT);
        return (price(DEVIATE) + passes(applications) * weight) * n * m
                + (drafts ? applications * m * drafted : 0);
    }

    /** Draws an image a direction, then reads all directions and images for every position. */
    private double deferred(double n, double m, double applications, double cached) {
        double directions = directions(n, applications);
        double shared = passes(applications) / applications;
        double multiplied = price(BASIS_MULTIPLIED) * n + price(IMAGE_MULTIPLIED) * m;
        return Math.min(n, applications) * m * price(IMAGE_DEVIATE)
                + directions * shared * (price(BASIS) * n + price(IMAGE) * m) * cached
                + directions * (1 - shared) * multiplied
                + pairs(n, applications) * price(PAIR)
                + applications * price(APPLICATION);
    }

    /** Reads all directions and chosen columns. */
    private double greedy(double n, double applications, double cached) {
        double chosen = drafts ? 0 : applications * applications / 2;
        double shared = passes(applications) / applications;
        return (directions(n, applications) + chosen) * shared * price(BASIS) * n * cached
                + applications * price(SEARCH);
    }

    /** What a weight that is drawn whole costs, read once, of so many elements that are read. */
    private double weight(double elements) {
        double cached = drafts ? 0 : price(CACHED_WEIGHT);
        double many = drafts ? price(MANY_WEIGHTS_FOR_A_DRAFT) : price(MANY_WEIGHTS);
        return price(WEIGHT) * (cached + (1 - cached) * elements / (elements + many));
    }

    /** The same for what is deferred, as a share. */
    private double cached(double elements) {
        double beyond = 1 / (1 + StrictMath.pow(price(CACHE) / elements, 8));
        return price(CACHED_STATE) + (1 - price(CACHED_STATE)) * beyond;
    }

    private double price(Price price) {
        return price.on(machine);
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
            return keysAndValues() * price(KEY_OR_VALUE);
        }
        double n = g.applications();
        double growing = Math.min(model.width(), n);
        double pairs = growing * growing * growing / 3 + (n * n - growing * growing) / 2 * growing;
        return 2.0 * model.layers() * model.heads() * pairs * price(DIRECTION_AND_POSITION);
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
