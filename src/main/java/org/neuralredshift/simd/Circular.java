package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import static org.neuralredshift.simd.Lanes.FLOATS;
import static org.neuralredshift.simd.Steps.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine and cosine.
 *
 * <p>x = n π/2 + r with |r| ≤ π/4. Up to |x| = {@value #NEAR} the multiple is taken away in three
 * fma steps (Cody and Waite; the first is exact, the second is where r gets its rounding error).
 * Beyond, integer arithmetic finds n mod 4 and r from the bits of 2/π that matter (Payne and Hanek
 * 1983, doi:10.1145/1057600.1057602); such lanes are rare, so the vector loops leave them to the
 * scalar twin.
 *
 * <p>sin r = r + r³ p(r²) within 4·10⁻⁹ and cos r = 1 + r² c(r²) within 1.3·10⁻¹⁰, relatively. Made
 * with Sollya 8.0: {@code fpminimax(sin(x), [|3,5,7|], [|SG,SG,SG|], [1b-20;0.7855], floating,
 * relative, x)} and {@code fpminimax(cos(x), [|4,6,8|], [|SG,SG,SG|], [1b-10;0.7855], floating,
 * absolute, 1-x^2/2)}.
 */
final class Circular {
    /** Largest |x| whose multiple of π/2 is taken away in float arithmetic. */
    static final float NEAR = 65536;

    private static final float TWO_OVER_PI = 0x1.45f306p-1f;
    // π/2 = P1 + P2 + P3 to 2⁻⁷⁴.
    private static final float P1 = 0x1.921fb6p0f;
    private static final float P2 = -0x1.777a5cp-25f;
    private static final float P3 = -0x1.ee59dap-50f;
    private static final float S0 = -0x1.555546p-3f;
    private static final float S1 = 0x1.110778p-7f;
    private static final float S2 = -0x1.9953fep-13f;
    private static final float C0 = -0.5f;
    private static final float C1 = 0x1.55554ap-5f;
    private static final float C2 = -0x1.6c0c3p-10f;
    private static final float C3 = 0x1.99ebaap-16f;

    // 32 zero bits, the first 224 bits of 2/π, and room to read on.
    private static final int[] TWO_OVER_PI_BITS = {
        0, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0
    };

    private Circular() {}

    static float sin(float x) {
        return x == 0 ? x : sinOfQuarter(x, 0);
    }

    static float cos(float x) {
        return sinOfQuarter(x, 1);
    }

    /** Computes sin(x + quarters π/2). */
    private static float sinOfQuarter(float x, int quarters) {
        if (Math.abs(x) > NEAR) {
            return sinOfFar(x, quarters);
        }
        float z = Math.fma(x, TWO_OVER_PI, ROUND);
        float n = z - ROUND;
        float r = Math.fma(n, -P3, Math.fma(n, -P2, Math.fma(n, -P1, x)));
        return sinOfReduced(r, Float.floatToRawIntBits(z) + quarters);
    }

    /** Computes sin(r + n π/2): the cosine of r when n is odd, negated when n mod 4 is 2 or 3. */
    private static float sinOfReduced(float r, int n) {
        float s = r * r;
        float p = Math.fma(Math.fma(S2, s, S1), s, S0);
        float sine = Math.fma(s * r, p, r);
        float c = Math.fma(Math.fma(Math.fma(C3, s, C2), s, C1), s, C0);
        float cosine = Math.fma(c, s, 1);
        int bits = Float.floatToRawIntBits((n & 1) == 0 ? sine : cosine);
        return Float.intBitsToFloat(bits ^ n << 30 & Steps.SIGN);
    }

    /**
     * Reduces a large x = m 2ᵉ: of x · 2/π, the two bits before the point and 62 bits behind it are
     * one 64-bit integer, m times a window of the bits of 2/π.
     */
    private static float sinOfFar(float x, int quarters) {
        int bits = Float.floatToRawIntBits(x);
        int e = (bits >>> 23 & 0xff) - 150;
        if (e > 104) {
            return Float.NaN;
        }
        long m = bits & 0x7fffff | 0x800000;
        long turns = m * window(e + 30) + (m * (window(e + 94) >>> 32) >>> 32);
        long n = turns + (1L << 61) >>> 62;
        float r = (float) ((turns - (n << 62)) * (StrictMath.PI * 0x1p-63));
        boolean negative = bits < 0;
        return sinOfReduced(negative ? -r : r, (int) (negative ? -n : n) + quarters);
    }

    /** Returns 64 bits of 2/π, the first of them given as a position in the table. */
    private static long window(int first) {
        int word = first >>> 5;
        int skip = first & 31;
        return (word(word) << 32 | word(word + 1)) << skip | word(word + 2) >>> 32 - skip;
    }

    private static long word(int i) {
        return TWO_OVER_PI_BITS[i] & 0xffffffffL;
    }

    /** Vector twin of {@link #sin}, over whole vectors. */
    static void sin(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            if (x.abs().compare(GT, NEAR).anyTrue()) {
                for (int j = i; j < i + FLOATS.length(); j++) {
                    values[j] = sin(values[j]);
                }
                continue;
            }
            FloatVector z = x.fma(TWO_OVER_PI, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -P1), x);
            r = n.fma(broadcast(FLOATS, -P2), r);
            r = n.fma(broadcast(FLOATS, -P3), r);
            FloatVector s = r.mul(r);
            FloatVector p = s.fma(S2, S1).fma(s, broadcast(FLOATS, S0));
            FloatVector sine = s.mul(r).fma(p, r);
            FloatVector c = s.fma(C3, C2);
            c = c.fma(s, broadcast(FLOATS, C1));
            c = c.fma(s, broadcast(FLOATS, C0));
            FloatVector cosine = c.fma(s, broadcast(FLOATS, 1));
            IntVector quarters = z.reinterpretAsInts();
            VectorMask<Float> even = quarters.and(1).compare(EQ, 0).cast(FLOATS);
            IntVector bits = cosine.blend(sine, even).reinterpretAsInts();
            IntVector sign = quarters.lanewise(LSHL, 30).and(Steps.SIGN);
            FloatVector value = bits.lanewise(XOR, sign).reinterpretAsFloats();
            value.blend(x, x.compare(EQ, 0)).intoArray(values, i);
        }
    }

    /** Vector twin of {@link #cos}, over whole vectors. */
    static void cos(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            if (x.abs().compare(GT, NEAR).anyTrue()) {
                for (int j = i; j < i + FLOATS.length(); j++) {
                    values[j] = cos(values[j]);
                }
                continue;
            }
            FloatVector z = x.fma(TWO_OVER_PI, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -P1), x);
            r = n.fma(broadcast(FLOATS, -P2), r);
            r = n.fma(broadcast(FLOATS, -P3), r);
            FloatVector s = r.mul(r);
            FloatVector p = s.fma(S2, S1).fma(s, broadcast(FLOATS, S0));
            FloatVector sine = s.mul(r).fma(p, r);
            FloatVector c = s.fma(C3, C2);
            c = c.fma(s, broadcast(FLOATS, C1));
            c = c.fma(s, broadcast(FLOATS, C0));
            FloatVector cosine = c.fma(s, broadcast(FLOATS, 1));
            IntVector quarters = z.reinterpretAsInts().add(1);
            VectorMask<Float> even = quarters.and(1).compare(EQ, 0).cast(FLOATS);
            IntVector bits = cosine.blend(sine, even).reinterpretAsInts();
            IntVector sign = quarters.lanewise(LSHL, 30).and(Steps.SIGN);
            bits.lanewise(XOR, sign).reinterpretAsFloats().intoArray(values, i);
        }
    }
}
