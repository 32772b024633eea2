package org.neuralredshift.simd;

import static org.neuralredshift.simd.Steps.ROUND;
import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

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
    private static final float LOG2_E = 0x1.715476p0f;
    // ln 2 = LN2 + LN2_REST to 2⁻⁵⁴; n LN2 cancels x exactly.
    private static final float LN2 = 0x1.62e43p-1f;
    private static final float LN2_REST = -0x1.05c61p-29f;
    private static final float Q0 = 0.5f;
    private static final float Q1 = 0x1.555554p-3f;
    private static final float Q2 = 0x1.5554fp-5f;
    private static final float Q3 = 0x1.111306p-7f;
    private static final float Q4 = 0x1.6d437cp-10f;
    private static final float Q5 = 0x1.9e0c6p-13f;
    // Beyond these the result is 0 or infinite.
    private static final float LOWEST = -105;
    private static final float HIGHEST = 89;
    // λ and λα of SELU.
    private static final float SELU_SCALE = 0x1.0cfabep0f;
    private static final float SELU_FLOOR = 0x1.c212ccp0f;

    private Exponential() {}

    /** Computes e<sup>x</sup>. */
    static float exp(float x) {
        float y = Steps.clamp(x, LOWEST, HIGHEST);
        float z = shifted(y);
        float n = z - ROUND;
        return Steps.scaled(ofSum(Math.fma(n, -LN2, y), n * -LN2_REST), z);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector y = Steps.clamp(x, LOWEST, HIGHEST);
        FloatVector z = shifted(y);
        FloatVector n = z.sub(ROUND);
        return Steps.scaled(ofSum(n.fma(of(-LN2), y), n.mul(-LN2_REST)), z);
    }

    /** Computes e<sup>x</sup> − 1 for −80 ≤ x ≤ 80. */
    static float expm1(float x) {
        float z = shifted(x);
        float n = z - ROUND;
        float r = Math.fma(n, -LN2_REST, Math.fma(n, -LN2, x));
        float power = Steps.powerOfTwo(z);
        return Math.fma(power, Math.fma(r * r, q(r), r), power - 1);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector z = shifted(x);
        FloatVector n = z.sub(ROUND);
        FloatVector r = n.fma(of(-LN2_REST), n.fma(of(-LN2), x));
        FloatVector power = Steps.powerOfTwo(z);
        return power.fma(r.mul(r).fma(q(r), r), power.sub(1));
    }

    static float selu(float x) {
        float negative = SELU_FLOOR * expm1(Steps.clamp(x, -20, 0));
        return x >= 0 ? SELU_SCALE * x : negative;
    }

    static FloatVector selu(FloatVector x) {
        FloatVector negative = expm1(Steps.clamp(x, -20, 0)).mul(SELU_FLOOR);
        return negative.blend(x.mul(SELU_SCALE), x.compare(VectorOperators.GE, 0));
    }

    /** Computes e<sup>−x²/2</sup>; the square is kept exactly, as a sum of two floats. */
    static float gaussian(float x) {
        float a = Steps.atMost(Math.abs(x), 15);
        float half = -0.5f * a;
        float high = a * half;
        float z = shifted(high);
        return Steps.scaled(reduced(z, high, Math.fma(a, half, -high)), z);
    }

    static FloatVector gaussian(FloatVector x) {
        FloatVector a = Steps.atMost(x.abs(), 15);
        FloatVector half = a.mul(-0.5f);
        FloatVector high = a.mul(half);
        FloatVector z = shifted(high);
        return Steps.scaled(reduced(z, high, a.fma(half, high.neg())), z);
    }

    /** Returns a number whose low bits hold n, the integer nearest to x / ln 2. */
    static float shifted(float x) {
        return Math.fma(x, LOG2_E, ROUND);
    }

    static FloatVector shifted(FloatVector x) {
        return x.fma(of(LOG2_E), of(ROUND));
    }

    /**
     * Computes e<sup>high + low</sup> / 2ⁿ, where z = shifted(high) and low is small beside high.
     */
    static float reduced(float z, float high, float low) {
        float n = z - ROUND;
        return ofSum(Math.fma(n, -LN2, high), Math.fma(n, -LN2_REST, low));
    }

    static FloatVector reduced(FloatVector z, FloatVector high, FloatVector low) {
        FloatVector n = z.sub(ROUND);
        return ofSum(n.fma(of(-LN2), high), n.fma(of(-LN2_REST), low));
    }

    /**
     * Computes e<sup>r + tail</sup> for |r| ≤ 0.3468 and a small tail; what 1 + r loses is kept.
     */
    private static float ofSum(float r, float tail) {
        float s = r + tail;
        float high = r + 1;
        float low = r - (high - 1);
        return high + (Math.fma(s * s, q(s), low) + tail);
    }

    private static FloatVector ofSum(FloatVector r, FloatVector tail) {
        FloatVector s = r.add(tail);
        FloatVector high = r.add(1);
        FloatVector low = r.sub(high.sub(1));
        return high.add(s.mul(s).fma(q(s), low).add(tail));
    }

    private static float q(float r) {
        float p = Math.fma(Q5, r, Q4);
        p = Math.fma(p, r, Q3);
        p = Math.fma(p, r, Q2);
        p = Math.fma(p, r, Q1);
        return Math.fma(p, r, Q0);
    }

    private static FloatVector q(FloatVector r) {
        FloatVector p = r.fma(of(Q5), of(Q4));
        p = p.fma(r, of(Q3));
        p = p.fma(r, of(Q2));
        p = p.fma(r, of(Q1));
        return p.fma(r, of(Q0));
    }
}
