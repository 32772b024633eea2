package org.neuralredshift.nn;

/**
 * What the parts of the work cost, in nanoseconds unless said otherwise, on the two machines on
 * which they were fitted to measured times, and above all to ratios of times, of whole sequences.
 * So a price also holds what goes along with its part: a deviate is written to memory that was
 * touched last a network ago. How they were found, and how well they meet what was measured, is in
 * {@code benchmarks/README.md}.
 */
enum Price {
    /** A deviate of a matrix that is drawn whole. */
    DEVIATE(1.29, 6.09),

    /** A deviate of an image, written to its place. */
    IMAGE_DEVIATE(0.935, 7.97),

    /** An element of a basis, read for one token or for a draft from beyond the cache. */
    BASIS(0.126, 0.524),

    /** The same of an image. */
    IMAGE(0.321, 0.255),

    /** An element of a basis and of an image, multiplied for one more token of a draft. */
    BASIS_MULTIPLIED(0.111, 0.3),

    IMAGE_MULTIPLIED(0.0502, 0.0436),

    /** What an element of the two costs in cache: a share of its price beyond it. */
    CACHED_STATE(0.778, 0.833),

    /** The elements read for every token of which a cache holds half: a number. */
    CACHE(8.87e6, 15.1e6),

    /** A pair of directions: triangular matrices. */
    PAIR(0.127, 0.131),

    /** A pair of a direction and a position, for one head's scores or weights. */
    DIRECTION_AND_POSITION(0.041, 0.0867),

    /** Starting one application of a deferred matrix. */
    APPLICATION(2_220, 4_130),

    /** Searching the largest logit of one reading. */
    SEARCH(5_200, 10_100),

    /** A weight, read for one token or for a draft, where there are very many. */
    WEIGHT(0.17, 0.259),

    /** What a weight costs in cache, read for one token: a share of the price above. */
    CACHED_WEIGHT(0.261, 0.347),

    /**
     * The weights of which each, read for one token, costs half of what very many add to its price
     * in cache: a number.
     */
    MANY_WEIGHTS(15.8e6, 10.1e6),

    /** The same for a draft, whose arithmetic hides the cache. */
    MANY_WEIGHTS_FOR_A_DRAFT(3.1e6, 1.84e6),

    /** A weight, multiplied for one token of a draft. */
    WEIGHT_MULTIPLIED(0.00921, 0.0298),

    /** An output of a matrix that is drawn whole, for each token of a draft. */
    OUTPUT(1.42, 1.63),

    /** An element of a key or a value, read for one token. */
    KEY_OR_VALUE(0.09, 0.153);

    /** Where the prices were found: two processors of two cores each, shared with others. */
    enum Machine {
        /** EPYC, Zen 5: vectors of 512 bits. */
        ZEN_5,
        /** EPYC, Zen 3: vectors of 256 bits, a third to a half of the memory's bandwidth. */
        ZEN_3
    }

    private final double zen5;
    private final double zen3;

    Price(double zen5, double zen3) {
        this.zen5 = zen5;
        this.zen3 = zen3;
    }

    double on(Machine machine) {
        return switch (machine) {
            case ZEN_5 -> zen5;
            case ZEN_3 -> zen3;
        };
    }
}
