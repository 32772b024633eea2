package org.neuralredshift.nn;

import org.neuralredshift.rng.StreamKey;

/**
 * A distribution of functions from [-1, 1]^d to numbers. Equal records, seeds and samples give
 * equal bits.
 */
public sealed interface FunctionModel permits Mlp, UnbiasedModel {
    /** Number of inputs d. */
    int inputs();

    /** Returns the record as one line of JSON: the name of the cell whose samples are drawn. */
    String canonical();

    /**
     * Returns the key of the cell's streams. The grid is no part of it: it only looks at a
     * function.
     */
    default StreamKey key(long seed) {
        return StreamKey.of(seed, canonical());
    }

    /** Returns the bytes that one sampler on a grid needs, its result included. */
    long bytes(InputGrid grid);

    /**
     * Prepares to draw functions and evaluate them on a grid.
     *
     * @param threads threads that share one function; 1 where there are many functions
     */
    FunctionSampler sampler(InputGrid grid, int threads);
}
