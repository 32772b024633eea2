package org.neuralredshift.simd;

import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm.
 *
 * <p>x = 2ᵏ (1 + f) with −⅓ ≤ f ≤ ⅓, and ln(1 + f) = f + f² q(f). The polynomial q has degree 8; f
 * + f² q(f) is within 4.9·10⁻⁹ of ln(1 + f), relatively. Made with Sollya 8.0: {@code
 * fpminimax(log1p(x), [|2,3,4,5,6,7,8,9,10|], [|SG,SG,SG,SG,SG,SG,SG,SG,SG|],
 * [-1/3-1b-20;1/3+1b-20], floating, relative, x)}.
 */
final class Logarithm {
    // ln 2 = LN2 + LN2_REST; k LN2 is exact, since LN2 has 16 bits.
    private static final float LN2 = 0x1.62e4p-1f;
    private static final float LN2_REST = 0x1.7f7d1cp-20f;
    private static final float Q0 = -0.5f;
    private static final float Q1 = 0x1.555502p-2f;
    private static final float Q2 = -0x1.ffff14p-3f;
    private static final float Q3 = 0x1.99d1c6p-3f;
    private static final float Q4 = -0x1.559802p-3f;
    private static final float Q5 = 0x1.1ec0dp-3f;
    private static final float Q6 = -0x1.f3a7dep-4f;
    private static final float Q7 = 0x1.1ec6e2p-3f;
    private static final float Q8 = -0x1.06cdfap-3f;
    private static final int TWO_THIRDS = 0x3f2aaaab;
    private static final int EXPONENT = 0xff800000;
    private static final int ROUND_BITS = 0x4b400000;

    private Logarithm() {}

    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p24f : x);
        int exponent = bits - TWO_THIRDS & EXPONENT;
        float k = (exponent >> 23) - (subnormal ? 24 : 0);
        float f = Float.intBitsToFloat(bits - exponent) - 1;
        float shift = k * LN2;
        float high = shift + f;
        float low = f - (high - shift);
        float result = high + (low + Math.fma(k, LN2_REST, f * f * q(f)));
        if (!(x >= 0)) {
            return Float.NaN;
        }
        return x == 0 ? Float.NEGATIVE_INFINITY : x == Float.POSITIVE_INFINITY ? x : result;
    }

    static FloatVector log(FloatVector x) {
        FloatVector nan = of(Float.NaN);
        FloatVector ln2Rest = of(LN2_REST);
        VectorMask<Float> subnormal = x.lt(Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p24f), subnormal).reinterpretAsInts();
        IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector k = integer(exponent.lanewise(VectorOperators.ASHR, 23));
        k = k.blend(k.sub(24), subnormal);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1);
        FloatVector shift = k.mul(LN2);
        FloatVector high = shift.add(f);
        FloatVector low = f.sub(high.sub(shift));
        FloatVector result = high.add(low.add(k.fma(ln2Rest, f.mul(f).mul(q(f)))));
        result = result.blend(Float.NEGATIVE_INFINITY, x.eq(0));
        result = result.blend(x, x.eq(Float.POSITIVE_INFINITY));
        return nan.blend(result, x.compare(VectorOperators.GE, 0));
    }

    private static FloatVector integer(IntVector k) {
        return k.add(ROUND_BITS).reinterpretAsFloats().sub(Steps.ROUND);
    }

    private static float q(float f) {
        float p = Math.fma(Q8, f, Q7);
        p = Math.fma(p, f, Q6);
        p = Math.fma(p, f, Q5);
        p = Math.fma(p, f, Q4);
        p = Math.fma(p, f, Q3);
        p = Math.fma(p, f, Q2);
        p = Math.fma(p, f, Q1);
        return Math.fma(p, f, Q0);
    }

    private static FloatVector q(FloatVector f) {
        FloatVector p = f.fma(of(Q8), of(Q7));
        p = p.fma(f, of(Q6));
        p = p.fma(f, of(Q5));
        p = p.fma(f, of(Q4));
        p = p.fma(f, of(Q3));
        p = p.fma(f, of(Q2));
        p = p.fma(f, of(Q1));
        return p.fma(f, of(Q0));
    }
}
