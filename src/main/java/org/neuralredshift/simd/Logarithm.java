package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import static org.neuralredshift.simd.Lanes.FLOATS;
import static org.neuralredshift.simd.Steps.EXPONENT;
import static org.neuralredshift.simd.Steps.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

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
    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    // Makes a subnormal number normal.
    private static final float LIFT = 0x1p24f;

    private Logarithm() {}

    /** Computes ln x; the sum k ln 2 + f keeps what its rounding loses. */
    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * LIFT : x);
        int exponent = bits - TWO_THIRDS & EXPONENT;
        float k = (exponent >> 23) - (subnormal ? 24 : 0);
        float f = Float.intBitsToFloat(bits - exponent) - 1;
        float shift = k * LN2;
        float sum = shift + f;
        float lost = f - (sum - shift);
        float result = sum + (lost + Math.fma(k, LN2_REST, f * f * q(f)));
        if (!(x >= 0)) {
            return Float.NaN;
        }
        return x == 0 ? Float.NEGATIVE_INFINITY : x == Float.POSITIVE_INFINITY ? x : result;
    }

    private static float q(float f) {
        float q = Math.fma(f, Q8, Q7);
        q = Math.fma(q, f, Q6);
        q = Math.fma(q, f, Q5);
        q = Math.fma(q, f, Q4);
        q = Math.fma(q, f, Q3);
        q = Math.fma(q, f, Q2);
        q = Math.fma(q, f, Q1);
        return Math.fma(q, f, Q0);
    }

    /** Vector twin of {@link #log}, over whole vectors. */
    static void log(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
            IntVector bits = x.blend(x.mul(LIFT), subnormal).reinterpretAsInts();
            IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
            IntVector shifted = exponent.lanewise(ASHR, 23).add(ROUND_BITS);
            FloatVector k = shifted.reinterpretAsFloats().sub(ROUND);
            k = k.blend(k.sub(24), subnormal);
            FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1);
            FloatVector q = f.fma(Q8, Q7);
            q = q.fma(f, broadcast(FLOATS, Q6));
            q = q.fma(f, broadcast(FLOATS, Q5));
            q = q.fma(f, broadcast(FLOATS, Q4));
            q = q.fma(f, broadcast(FLOATS, Q3));
            q = q.fma(f, broadcast(FLOATS, Q2));
            q = q.fma(f, broadcast(FLOATS, Q1));
            q = q.fma(f, broadcast(FLOATS, Q0));
            FloatVector shift = k.mul(LN2);
            FloatVector sum = shift.add(f);
            FloatVector lost = f.sub(sum.sub(shift));
            FloatVector small = k.fma(broadcast(FLOATS, LN2_REST), f.mul(f).mul(q));
            FloatVector result = sum.add(lost.add(small));
            result = result.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
            result = result.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
            broadcast(FLOATS, Float.NaN).blend(result, x.compare(GE, 0)).intoArray(values, i);
        }
    }
}
