package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import static org.neuralredshift.simd.Lanes.FLOATS;
import static org.neuralredshift.simd.Steps.EXPONENT;
import static org.neuralredshift.simd.Steps.ONE;
import static org.neuralredshift.simd.Steps.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The exponential function and what is made of it: e<sup>x</sup>, e<sup>x</sup> − 1, SELU and the
 * Gaussian.
 *
 * <p>x = n ln 2 + r with |r| ≤ ½ ln 2, and e<sup>r</sup> = 1 + r + r² q(r). The polynomial q has
 * degree 5; r + r² q(r) is within 3.4·10⁻¹⁰ of e<sup>r</sup> − 1, relatively. Made with Sollya 8.0:
 * {@code fpminimax(expm1(x), [|2,3,4,5,6,7|], [|SG,SG,SG,SG,SG,SG|], [-0.3468;0.3468], floating,
 * relative, x)}.
 */
final class Exponential {
    static final float LOG2_E = 0x1.715476p0f;
    // ln 2 = LN2 + LN2_REST to 2⁻⁵⁴; n LN2 cancels x exactly.
    static final float LN2 = 0x1.62e43p-1f;
    static final float LN2_REST = -0x1.05c61p-29f;
    static final float Q0 = 0.5f;
    static final float Q1 = 0x1.555554p-3f;
    static final float Q2 = 0x1.5554fp-5f;
    static final float Q3 = 0x1.111306p-7f;
    static final float Q4 = 0x1.6d437cp-10f;
    static final float Q5 = 0x1.9e0c6p-13f;
    // Beyond these e^x is 0 or infinite.
    private static final float LOWEST = -105;
    private static final float HIGHEST = 89;
    // λ and λα of SELU, and where e^x − 1 has long rounded to −1.
    private static final float SELU_SCALE = 0x1.0cfabep0f;
    private static final float SELU_FLOOR = 0x1.c212ccp0f;
    private static final float SELU_FLAT = -20;
    // Beyond this e^(−x²/2) is 0.
    private static final float GAUSSIAN_END = 15;

    private Exponential() {}

    /** Computes e<sup>x</sup>. */
    static float exp(float x) {
        float y = Steps.clamp(x, LOWEST, HIGHEST);
        float z = shifted(y);
        return Steps.scaled(reduced(z, y, 0), z);
    }

    /** Computes e<sup>x</sup> − 1 for −80 ≤ x ≤ 80. */
    static float expm1(float x) {
        float z = shifted(x);
        float n = z - ROUND;
        float r = Math.fma(n, -LN2_REST, Math.fma(n, -LN2, x));
        float power = Steps.powerOfTwo(z);
        return Math.fma(power, Math.fma(r * r, q(r), r), power - 1);
    }

    static float selu(float x) {
        float below = SELU_FLOOR * expm1(Steps.clamp(x, SELU_FLAT, 0));
        return x >= 0 ? SELU_SCALE * x : below;
    }

    /** Computes e<sup>−x²/2</sup>; the exponent is kept exactly, as a sum of two floats. */
    static float gaussian(float x) {
        float a = Steps.atMost(Math.abs(x), GAUSSIAN_END);
        float half = -0.5f * a;
        float high = a * half;
        float z = shifted(high);
        return Steps.scaled(reduced(z, high, Math.fma(a, half, -high)), z);
    }

    /** Returns a number whose low bits hold n, the integer nearest to x / ln 2. */
    static float shifted(float x) {
        return Math.fma(x, LOG2_E, ROUND);
    }

    /**
     * Computes e<sup>high + low</sup> / 2ⁿ, where z = shifted(high) and low is tiny; what the sum 1
     * + r loses is kept.
     */
    static float reduced(float z, float high, float low) {
        float n = z - ROUND;
        float r = Math.fma(n, -LN2, high);
        float tail = Math.fma(n, -LN2_REST, low);
        float s = r + tail;
        float sum = r + 1;
        float lost = r - (sum - 1);
        return sum + (Math.fma(s * s, q(s), lost) + tail);
    }

    private static float q(float r) {
        float q = Math.fma(r, Q5, Q4);
        q = Math.fma(q, r, Q3);
        q = Math.fma(q, r, Q2);
        q = Math.fma(q, r, Q1);
        return Math.fma(q, r, Q0);
    }

    /** Vector twin of {@link #exp}, over whole vectors. */
    static void exp(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector y = x.blend(LOWEST, x.compare(LT, LOWEST));
            y = y.blend(HIGHEST, y.compare(GT, HIGHEST));
            FloatVector z = y.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), y);
            FloatVector tail = n.mul(-LN2_REST);
            FloatVector s = r.add(tail);
            FloatVector q = s.fma(Q5, Q4);
            q = q.fma(s, broadcast(FLOATS, Q3));
            q = q.fma(s, broadcast(FLOATS, Q2));
            q = q.fma(s, broadcast(FLOATS, Q1));
            q = q.fma(s, broadcast(FLOATS, Q0));
            FloatVector sum = r.add(1);
            FloatVector lost = r.sub(sum.sub(1));
            FloatVector p = sum.add(s.mul(s).fma(q, lost).add(tail));
            IntVector bits = z.reinterpretAsInts();
            IntVector half = bits.lanewise(LSHL, 22).and(EXPONENT);
            IntVector rest = bits.lanewise(LSHL, 23).sub(half);
            p.mul(half.add(ONE).reinterpretAsFloats())
                    .mul(rest.add(ONE).reinterpretAsFloats())
                    .intoArray(values, i);
        }
    }

    /** Vector twin of {@link #selu}, over whole vectors. */
    static void selu(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector y = x.blend(SELU_FLAT, x.compare(LT, SELU_FLAT));
            y = y.blend(0, y.compare(GT, 0));
            FloatVector z = y.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), y);
            r = n.fma(broadcast(FLOATS, -LN2_REST), r);
            FloatVector q = r.fma(Q5, Q4);
            q = q.fma(r, broadcast(FLOATS, Q3));
            q = q.fma(r, broadcast(FLOATS, Q2));
            q = q.fma(r, broadcast(FLOATS, Q1));
            q = q.fma(r, broadcast(FLOATS, Q0));
            IntVector exponent = z.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector power = exponent.add(ONE).reinterpretAsFloats();
            FloatVector below = power.fma(r.mul(r).fma(q, r), power.sub(1)).mul(SELU_FLOOR);
            below.blend(x.mul(SELU_SCALE), x.compare(GE, 0)).intoArray(values, i);
        }
    }

    /** Vector twin of {@link #gaussian}, over whole vectors. */
    static void gaussian(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector a = FloatVector.fromArray(FLOATS, values, i).abs();
            a = a.blend(GAUSSIAN_END, a.compare(GT, GAUSSIAN_END));
            FloatVector minusHalf = a.mul(-0.5f);
            FloatVector high = a.mul(minusHalf);
            FloatVector z = high.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), high);
            FloatVector tail = n.fma(broadcast(FLOATS, -LN2_REST), a.fma(minusHalf, high.neg()));
            FloatVector s = r.add(tail);
            FloatVector q = s.fma(Q5, Q4);
            q = q.fma(s, broadcast(FLOATS, Q3));
            q = q.fma(s, broadcast(FLOATS, Q2));
            q = q.fma(s, broadcast(FLOATS, Q1));
            q = q.fma(s, broadcast(FLOATS, Q0));
            FloatVector sum = r.add(1);
            FloatVector lost = r.sub(sum.sub(1));
            FloatVector p = sum.add(s.mul(s).fma(q, lost).add(tail));
            IntVector bits = z.reinterpretAsInts();
            IntVector half = bits.lanewise(LSHL, 22).and(EXPONENT);
            IntVector rest = bits.lanewise(LSHL, 23).sub(half);
            p.mul(half.add(ONE).reinterpretAsFloats())
                    .mul(rest.add(ONE).reinterpretAsFloats())
                    .intoArray(values, i);
        }
    }
}
