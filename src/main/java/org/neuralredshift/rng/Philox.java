package org.neuralredshift.rng;

/**
 * Philox4x32-10: a bijection of 128-bit counters under a 64-bit key, ten rounds of two 32 x 32
 * multiplications. Equal counters and keys give equal words; different counters never give equal
 * blocks under one key.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011,
 * doi:10.1145/2063384.2063405.
 */
public final class Philox {
    static final int M0 = 0xD2511F53;
    static final int M1 = 0xCD9E8D57;
    static final int W0 = 0x9E3779B9;
    static final int W1 = 0xBB67AE85;
    static final int ROUNDS = 10;

    /** Words a block. */
    public static final int WORDS = 4;

    private Philox() {}

    /**
     * Computes one block.
     *
     * @param c0 least significant word of the counter
     * @param key low half is the first key word, high half the second
     * @param out receives four words from {@code at}, with stride {@code stride}
     */
    static void block(int c0, int c1, int c2, int c3, long key, int[] out, int at, int stride) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (c0 & MASK) * (M0 & MASK);
            long p1 = (c2 & MASK) * (M1 & MASK);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        out[at] = c0;
        out[at + stride] = c1;
        out[at + 2 * stride] = c2;
        out[at + 3 * stride] = c3;
    }

    static final long MASK = 0xFFFFFFFFL;

    /**
     * Returns the four words of one block.
     *
     * @param block low 64 bits of the counter
     * @param tensor third word of the counter
     * @param sample fourth word of the counter
     */
    public static int[] block(StreamKey key, int sample, int tensor, long block) {
        int[] words = new int[WORDS];
        block((int) block, (int) (block >>> 32), tensor, sample, key.bits(), words, 0, 1);
        return words;
    }
}
