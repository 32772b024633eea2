package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.StreamKey;

/** Draws functions of one model and evaluates them on one grid. Not thread-safe: one a thread. */
public interface FunctionSampler {
    /**
     * Draws a sample and evaluates it.
     *
     * @param key of the model, see {@link FunctionModel#key}
     * @param sample which sample, 0, 1, 2, …
     * @param values shape (N, …, N), overwritten
     * @return where a value first was not finite: the lowest layer, in it the lowest point; null if
     *     nowhere
     */
    @Nullable NonFinite sample(StreamKey key, int sample, float[] values);
}
