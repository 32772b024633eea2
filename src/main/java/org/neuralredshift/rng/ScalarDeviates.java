package org.neuralredshift.rng;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The readable twin of {@link VectorDeviates}: same bits. Coefficients were made with Sollya 8.0:
 * {@code fpminimax((log(1+x)-x+x^2/2)/x^3, 7, [|SG...|], [sqrt(1/2)-1; sqrt(2)-1], floating,
 * relative)} for the logarithm (relative error below 0.4 x 2^-24), {@code
 * fpminimax(sin(pi/2*sqrt(x))/sqrt(x), 3, …, [0; 1/4])} and {@code fpminimax(cos(pi/2*sqrt(x)), 3,
 * …)} for sine and cosine (0.47 and 0.01 x 2^-24).
 */
final class ScalarDeviates {
    static final float LN2 = 0x1.62e43p-1f;
    static final float L0 = 0x1.555552p-2f;
    static final float L1 = -0x1.0000dp-2f;
    static final float L2 = 0x1.99a0bep-3f;
    static final float L3 = -0x1.54d0aap-3f;
    static final float L4 = 0x1.22ef22p-3f;
    static final float L5 = -0x1.09ffb2p-3f;
    static final float L6 = 0x1.03d558p-3f;
    static final float L7 = -0x1.485186p-4f;

    static final float S0 = 0x1.921fb6p0f;
    static final float S1 = -0x1.4abbecp-1f;
    static final float S2 = 0x1.466b2p-4f;
    static final float S3 = -0x1.2f5992p-8f;

    static final float C1 = -0x1.3bd3ccp0f;
    static final float C2 = 0x1.03c1b8p-2f;
    static final float C3 = -0x1.55b7cep-6f;
    static final float C4 = 0x1.d684aap-11f;

    /** The float bits of sqrt(1/2): mantissas are taken of [sqrt(1/2), sqrt(2)). */
    static final int SQRT_HALF_BITS = 0x3F3504F3;

    /** 2^32 sqrt(1/2): from here on ln u is taken of 1 - u. */
    static final float NEAR_ONE = 0x1.6a09e6p31f;

    static final int NEAR_ONE_BITS = SQRT_HALF_BITS + (32 << 23);

    private static final int BLOCKS = Deviates.GROUP / Philox.WORDS;

    private ScalarDeviates() {}

    static void words(
            StreamKey key,
            int sample,
            int tensor,
            long firstBlock,
            int groups,
            MemorySegment words) {
        int[] block = new int[Philox.WORDS];
        for (int i = 0; i < groups * BLOCKS; i++) {
            long counter = firstBlock + i;
            Philox.block(
                    (int) counter, (int) (counter >>> 32), tensor, sample, key.bits(), block, 0, 1);
            for (int word = 0; word < Philox.WORDS; word++) {
                int at = i / BLOCKS * Deviates.GROUP + word * BLOCKS + i % BLOCKS;
                words.setAtIndex(ValueLayout.JAVA_INT, at, block[word]);
            }
        }
    }

    static void uniforms(
            MemorySegment words,
            int groups,
            float scale,
            MemorySegment target,
            long to,
            long stride) {
        for (int i = 0; i < groups * Deviates.GROUP; i++) {
            int w = words.getAtIndex(ValueLayout.JAVA_INT, i);
            set(target, to, stride, i, ((w >> 8) + 0.5f) * 0x1p-23f * scale);
        }
    }

    static void normals(
            MemorySegment words,
            int groups,
            float scale,
            MemorySegment target,
            long to,
            long stride) {
        for (int pair = 0; pair < groups * Deviates.GROUP; pair += 2 * BLOCKS) {
            for (int i = pair; i < pair + BLOCKS; i++) {
                int w = words.getAtIndex(ValueLayout.JAVA_INT, i + BLOCKS);
                float radius = radius(words.getAtIndex(ValueLayout.JAVA_INT, i)) * scale;
                float cosine = cosine(w);
                float sine = sine(w);
                boolean swap = (w & 0x40000000) != 0;
                set(target, to, stride, i, radius * (swap ? sine : cosine));
                set(target, to, stride, i + BLOCKS, radius * (swap ? cosine : sine));
            }
        }
    }

    private static void set(MemorySegment target, long to, long stride, int i, float value) {
        long at = to + i / Deviates.GROUP * stride + i % Deviates.GROUP;
        target.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
    }

    /** sqrt(-2 ln u), u = (w + 1/2) 2^-32. */
    static float radius(int w) {
        float t = Math.fma(w >>> 16, 65536f, (w & 0xFFFF) + 0.5f);
        int steps = Float.floatToRawIntBits(t) - NEAR_ONE_BITS;
        int exponent = steps >> 23;
        float f = Float.intBitsToFloat((steps & 0x7FFFFF) + SQRT_HALF_BITS) - 1;
        if (t >= NEAR_ONE) {
            f = (w + 1 - 0.5f) * 0x1p-32f;
        }
        float p = L7;
        p = Math.fma(p, f, L6);
        p = Math.fma(p, f, L5);
        p = Math.fma(p, f, L4);
        p = Math.fma(p, f, L3);
        p = Math.fma(p, f, L2);
        p = Math.fma(p, f, L1);
        p = Math.fma(p, f, L0);
        float log1p = Math.fma(Math.fma(p, f, -0.5f), f * f, f);
        float log = Math.fma(exponent, LN2, log1p);
        return (float) Math.sqrt(log * -2);
    }

    /** cos(π/2 x), mirrored by the top bit, with x of (-1/2, 1/2) from the low 30 bits. */
    static float cosine(int w) {
        float x = (w << 2 | 2) * 0x1p-32f;
        float y = x * x;
        float p = C4;
        p = Math.fma(p, y, C3);
        p = Math.fma(p, y, C2);
        p = Math.fma(p, y, C1);
        p = Math.fma(p, y, 1);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) ^ w & 0x80000000);
    }

    /** sin(π/2 x), with the same x. */
    static float sine(int w) {
        float x = (w << 2 | 2) * 0x1p-32f;
        float y = x * x;
        float p = S3;
        p = Math.fma(p, y, S2);
        p = Math.fma(p, y, S1);
        p = Math.fma(p, y, S0);
        return p * x;
    }
}
