package org.neuralredshift.simd;

/**
 * The steps that the elementary functions share, in scalar form. The vector twins have them written
 * out in their loops: only then can the compiler never leave a call with a vector in a box.
 */
final class Steps {
    /**
     * Adding this to a float below 2²² in size rounds it to an integer n (ties to even) and leaves
     * n in the low bits of the sum.
     */
    static final float ROUND = 0x1.8p23f;

    static final int SIGN = 0x80000000;

    /** Sign and exponent bits. */
    static final int EXPONENT = 0xff800000;

    /** Bits of 1.0. */
    static final int ONE = 0x3f800000;

    private Steps() {}

    /** Limits x to low…high and keeps NaN. */
    static float clamp(float x, float low, float high) {
        return atMost(x < low ? low : x, high);
    }

    /** Limits x to at most high and keeps NaN. */
    static float atMost(float x, float high) {
        return x > high ? high : x;
    }

    /** Gives a value that is not negative the sign of x. */
    static float withSignOf(float size, float x) {
        int sign = Float.floatToRawIntBits(x) & SIGN;
        return Float.intBitsToFloat(Float.floatToRawIntBits(size) | sign);
    }

    /**
     * Computes p 2ⁿ, n being in the low bits of z, −250 ≤ n ≤ 250. It multiplies by two powers of
     * two, so that it rounds once wherever the product lands among the subnormal numbers or
     * overflows.
     */
    static float scaled(float p, float z) {
        int bits = Float.floatToRawIntBits(z);
        int half = bits << 22 & EXPONENT;
        int rest = (bits << 23) - half;
        return p * Float.intBitsToFloat(half + ONE) * Float.intBitsToFloat(rest + ONE);
    }

    /** Returns 2ⁿ, n being in the low bits of z, −126 ≤ n ≤ 127. */
    static float powerOfTwo(float z) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(z) << 23) + ONE);
    }
}
