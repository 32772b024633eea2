package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;

/**
 * One generated sequence.
 *
 * @param sample its number
 * @param prompt what stood before
 * @param tokens the generated tokens; fewer than asked for when the forward pass met a value that
 *     is not finite
 * @param engine how the weights came
 * @param nonFinite where that value was, null if there was none
 */
public record Sequence(
        int sample, int[] prompt, int[] tokens, Engine engine, @Nullable NonFinite nonFinite) {}
