package org.neuralredshift.rng;

import java.util.random.RandomGenerator;

/**
 * The words of one (key, sample, tensor) in the order of their index, as a {@link RandomGenerator}:
 * for decoding, prompts, shuffles and bootstraps, where a sequence of numbers is wanted and the
 * weights' block layout is not.
 *
 * <p>The i-th {@link #nextLong()} is made of words 2i (low half) and 2i + 1 (high half). Only the
 * methods declared here are frozen with the stream version; those inherited from {@link
 * RandomGenerator} depend on the Java release. Not thread-safe; any number of streams may run side
 * by side.
 */
public final class RandomStream implements RandomGenerator {
    private final StreamKey key;
    private final int sample;
    private final int tensor;
    private final int[] words = new int[Philox.WORDS];
    private long next;

    /** Opens the stream of an address at its first word. */
    public RandomStream(StreamKey key, int sample, int tensor) {
        this.key = key;
        this.sample = sample;
        this.tensor = tensor;
    }

    @Override
    public long nextLong() {
        long block = next >>> 1;
        int half = (int) (next & 1);
        if (half == 0) {
            Philox.block(
                    (int) block, (int) (block >>> 32), tensor, sample, key.bits(), words, 0, 1);
        }
        next++;
        return words[2 * half] & Philox.MASK | (long) words[2 * half + 1] << 32;
    }

    /** Returns a number of [0, 1) with 53 random bits. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * Returns a whole number of [0, bound): the high half of a 64 x 64-bit product, whose bias is
     * below bound / 2^64.
     *
     * @param bound at least 1
     */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound: expected at least 1, got " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
    }
}
