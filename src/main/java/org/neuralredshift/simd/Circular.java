package org.neuralredshift.simd;

import static org.neuralredshift.simd.Steps.ROUND;
import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

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

    /** Computes sin x for lanes with |x| ≤ {@link #NEAR} or NaN. */
    static FloatVector sin(FloatVector x) {
        return sinOfQuarter(x, 0).blend(x, x.eq(0));
    }

    /** Computes cos x for lanes with |x| ≤ {@link #NEAR} or NaN. */
    static FloatVector cos(FloatVector x) {
        return sinOfQuarter(x, 1);
    }

    /** Returns whether a lane is out of reach of the vector twins. */
    static boolean far(FloatVector x) {
        return x.abs().compare(VectorOperators.GT, NEAR).anyTrue();
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

    private static FloatVector sinOfQuarter(FloatVector x, int quarters) {
        FloatVector z = x.fma(of(TWO_OVER_PI), of(ROUND));
        FloatVector n = z.sub(ROUND);
        FloatVector r = n.fma(of(-P3), n.fma(of(-P2), n.fma(of(-P1), x)));
        return sinOfReduced(r, z.reinterpretAsInts().add(quarters));
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

    private static FloatVector sinOfReduced(FloatVector r, IntVector n) {
        FloatVector s = r.mul(r);
        FloatVector p = s.fma(of(S2), of(S1)).fma(s, of(S0));
        FloatVector sine = s.mul(r).fma(p, r);
        FloatVector c = s.fma(of(C3), of(C2)).fma(s, of(C1)).fma(s, of(C0));
        FloatVector cosine = c.fma(s, of(1));
        IntVector sign = n.lanewise(VectorOperators.LSHL, 30).and(Steps.SIGN);
        FloatVector value = cosine.blend(sine, n.and(1).eq(0).cast(Lanes.FLOATS));
        return value.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
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
}
