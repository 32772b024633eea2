package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The steps that the elementary functions share, each with its vector twin. */
final class Steps {
    /**
     * Adding this to a float below 2²² in size rounds it to an integer n (ties to even) and leaves
     * n in the low bits of the sum.
     */
    static final float ROUND = 0x1.8p23f;

    static final int SIGN = 0x80000000;
    static final int EXPONENT = 0xff800000;
    static final int ONE = 0x3f800000;

    private Steps() {}

    static FloatVector of(float constant) {
        return FloatVector.broadcast(Lanes.FLOATS, constant);
    }

    /** Limits x to low…high and keeps NaN. */
    static float clamp(float x, float low, float high) {
        float y = x < low ? low : x;
        return y > high ? high : y;
    }

    static FloatVector clamp(FloatVector x, float low, float high) {
        FloatVector y = x.blend(low, x.lt(low));
        return y.blend(high, y.compare(VectorOperators.GT, high));
    }

    /** Limits x to at most high and keeps NaN. */
    static float atMost(float x, float high) {
        return x > high ? high : x;
    }

    static FloatVector atMost(FloatVector x, float high) {
        return x.blend(high, x.compare(VectorOperators.GT, high));
    }

    /** Gives a value that is not negative the sign of x. */
    static float withSignOf(float size, float x) {
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(size) | Float.floatToRawIntBits(x) & SIGN);
    }

    static FloatVector withSignOf(FloatVector size, FloatVector x) {
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        return size.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /**
     * Multiplies p by 2ⁿ, n being in the low bits of z. In two exact halves, so that the product is
     * rounded once wherever it lands among the subnormal numbers or overflows; −250 ≤ n ≤ 250.
     */
    static float scaled(float p, float z) {
        int bits = Float.floatToRawIntBits(z);
        int half = bits << 22 & EXPONENT;
        int rest = (bits << 23) - half;
        return p * Float.intBitsToFloat(half + ONE) * Float.intBitsToFloat(rest + ONE);
    }

    static FloatVector scaled(FloatVector p, FloatVector z) {
        IntVector bits = z.reinterpretAsInts();
        IntVector half = bits.lanewise(VectorOperators.LSHL, 22).and(EXPONENT);
        IntVector rest = bits.lanewise(VectorOperators.LSHL, 23).sub(half);
        return p.mul(half.add(ONE).reinterpretAsFloats()).mul(rest.add(ONE).reinterpretAsFloats());
    }

    /** Returns 2ⁿ, n being in the low bits of z; −126 ≤ n ≤ 127. */
    static float powerOfTwo(float z) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(z) << 23) + ONE);
    }

    static FloatVector powerOfTwo(FloatVector z) {
        IntVector bits = z.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return bits.add(ONE).reinterpretAsFloats();
    }
}
