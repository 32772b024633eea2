package org.neuralredshift.rng;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Draws blocks of normal or uniform floats of one sample straight to where a kernel reads them.
 *
 * <p><b>Address.</b> The deviates of a tensor are numbered 0, 1, 2, … Deviate i belongs to group i
 * / 64; within its group, j = i mod 64 is word j / 16 of the Philox block 16 (i / 64) + j mod 16.
 * So a group is 16 consecutive counters, and any group can be drawn alone.
 *
 * <p><b>Uniform.</b> ((w >> 8) + 1/2) 2^-23 for the signed word w: exact, symmetric, never 0.
 *
 * <p><b>Normal.</b> Box and Muller (1958, doi:10.1214/aoms/1177706645) on words 0, 1 and again on
 * words 2, 3 of a block. The radius is sqrt(-2 ln u) with u = (w + 1/2) 2^-32, all 32 bits of the
 * word; ln u is taken of 1 - u where u is above sqrt(1/2), so that small radii keep their precision
 * too. The angle takes 30 bits for (-π/4, π/4), one to mirror it and one to swap sine and cosine.
 * The largest deviate is sqrt(66 ln 2) = {@value #LARGEST_NORMAL}; a normal variable exceeds it
 * with probability 1.4e-11.
 *
 * <p>Scalar and vector twins give the same bits. Not thread-safe: one object a thread.
 */
public final class Deviates {
    /** Deviates a group. */
    public static final int GROUP = 64;

    /** No normal deviate of scale 1 is larger in size. */
    public static final float LARGEST_NORMAL = 6.763706f;

    private static final int BLOCKS = GROUP / Philox.WORDS;

    /** Their words take 12 KB of the first cache. */
    private static final int GROUPS_AT_ONCE = 48;

    /** One a thread and not an object: memory outside the heap is freed late. */
    private static final ThreadLocal<MemorySegment> WORDS =
            ThreadLocal.withInitial(Deviates::allocate);

    private final StreamKey key;
    private final int sample;

    /** Opens the tensors of one sample. */
    public Deviates(StreamKey key, int sample) {
        this.key = key;
        this.sample = sample;
    }

    private static MemorySegment allocate() {
        return Arena.ofAuto()
                .allocate((long) GROUPS_AT_ONCE * GROUP * Integer.BYTES, VectorDeviates.LINE);
    }

    /**
     * Draws whole groups.
     *
     * @param scale factor of every deviate
     * @param tensor which tensor of the sample
     * @param firstGroup number of the first group
     * @param groups how many groups
     * @param target where to write floats; in an array they take many times as long
     * @param at index in floats of the first group's first element
     * @param stride distance in floats between the first elements of consecutive groups, {@value
     *     #GROUP} for a dense array
     */
    public void fill(
            Distribution distribution,
            float scale,
            int tensor,
            long firstGroup,
            long groups,
            MemorySegment target,
            long at,
            long stride) {
        MemorySegment words = WORDS.get();
        for (long done = 0; done < groups; done += GROUPS_AT_ONCE) {
            int count = (int) Math.min(GROUPS_AT_ONCE, groups - done);
            words(tensor, firstGroup + done, count, words);
            transform(distribution, scale, words, count, target, at + done * stride, stride);
        }
    }

    /**
     * Draws the first deviates of a row that starts at a group.
     *
     * @param target its first {@code count} elements are overwritten
     */
    public void fill(
            Distribution distribution,
            float scale,
            int tensor,
            long firstGroup,
            float[] target,
            int count) {
        MemorySegment words = WORDS.get();
        for (int done = 0; done < count; done += GROUPS_AT_ONCE * GROUP) {
            int part = Math.min(GROUPS_AT_ONCE * GROUP, count - done);
            words(tensor, firstGroup + done / GROUP, groups(part), words);
            transform(distribution, scale, words, groups(part), words, 0, GROUP);
            MemorySegment.copy(words, ValueLayout.JAVA_FLOAT, 0, target, done, part);
        }
    }

    /** Opens the words of a tensor of the same sample, to be drawn one after another. */
    public RandomStream stream(int tensor) {
        return new RandomStream(key, sample, tensor);
    }

    /** Returns how many groups hold this many deviates. */
    public static int groups(int deviates) {
        return Math.ceilDiv(deviates, GROUP);
    }

    private void words(int tensor, long firstGroup, int groups, MemorySegment words) {
        long block = firstGroup * BLOCKS;
        if (VectorDeviates.SCALAR) {
            ScalarDeviates.words(key, sample, tensor, block, groups, words);
        } else {
            VectorDeviates.words(key, sample, tensor, block, groups, words);
        }
    }

    /** Turns words into deviates; the target may be the words themselves. */
    private static void transform(
            Distribution distribution,
            float scale,
            MemorySegment words,
            int groups,
            MemorySegment target,
            long at,
            long stride) {
        if (VectorDeviates.SCALAR || !target.isNative()) {
            switch (distribution) {
                case NORMAL -> ScalarDeviates.normals(words, groups, scale, target, at, stride);
                case UNIFORM -> ScalarDeviates.uniforms(words, groups, scale, target, at, stride);
            }
        } else {
            switch (distribution) {
                case NORMAL -> VectorDeviates.normals(words, groups, scale, target, at, stride);
                case UNIFORM -> VectorDeviates.uniforms(words, groups, scale, target, at, stride);
            }
        }
    }
}
