package org.neuralredshift.rng;

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
    private static final int GROUPS_AT_ONCE = 32;
    private static final int LINE = 16;

    private final StreamKey key;
    private final int sample;
    private final int[] words = new int[GROUPS_AT_ONCE * GROUP];
    private final long[] state = new long[GROUPS_AT_ONCE * GROUP];
    private final float[] values = new float[GROUPS_AT_ONCE * GROUP];

    @SuppressWarnings("UnusedVariable") // see touch
    private float touched;

    /** Opens the tensors of one sample. */
    public Deviates(StreamKey key, int sample) {
        this.key = key;
        this.sample = sample;
    }

    /**
     * Draws whole groups.
     *
     * @param scale factor of every deviate
     * @param tensor which tensor of the sample
     * @param firstGroup number of the first group
     * @param groups how many groups
     * @param target where to write floats
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
        for (long done = 0; done < groups; done += GROUPS_AT_ONCE) {
            int count = (int) Math.min(GROUPS_AT_ONCE, groups - done);
            if (stride != GROUP) {
                touched += touch(target, at + done * stride, count, stride);
            }
            draw(distribution, scale, tensor, firstGroup + done, count);
            for (int g = 0; g < count; g++) {
                long to = (at + (done + g) * stride) * Float.BYTES;
                MemorySegment.copy(values, g * GROUP, target, ValueLayout.JAVA_FLOAT, to, GROUP);
            }
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
        for (int done = 0; done < count; done += values.length) {
            int part = Math.min(values.length, count - done);
            draw(distribution, scale, tensor, firstGroup + done / GROUP, groups(part));
            System.arraycopy(values, 0, target, done, part);
        }
    }

    /** Returns how many groups hold this many deviates. */
    public static int groups(int deviates) {
        return Math.ceilDiv(deviates, GROUP);
    }

    /**
     * Reads each cache line that will be written, since far reads overlap and far writes wait for
     * each other. The sum keeps the compiler from leaving the reads out.
     */
    private static float touch(MemorySegment target, long at, int groups, long stride) {
        float sum = 0;
        for (int g = 0; g < groups; g++) {
            for (int line = 0; line < GROUP; line += LINE) {
                sum += target.getAtIndex(ValueLayout.JAVA_FLOAT, at + g * stride + line);
            }
        }
        return sum;
    }

    private void draw(
            Distribution distribution, float scale, int tensor, long firstGroup, int groups) {
        int count = groups * GROUP;
        if (VectorDeviates.SCALAR) {
            ScalarDeviates.words(key, sample, tensor, firstGroup * BLOCKS, groups, words);
            switch (distribution) {
                case NORMAL -> ScalarDeviates.normals(words, count, scale, values);
                case UNIFORM -> ScalarDeviates.uniforms(words, count, scale, values);
            }
        } else {
            VectorDeviates.words(key, sample, tensor, firstGroup * BLOCKS, groups, words, state);
            switch (distribution) {
                case NORMAL -> VectorDeviates.normals(words, count, scale, values);
                case UNIFORM -> VectorDeviates.uniforms(words, count, scale, values);
            }
        }
    }
}
