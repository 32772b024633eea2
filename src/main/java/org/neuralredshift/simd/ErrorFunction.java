package org.neuralredshift.simd;

import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function and GELU.
 *
 * <p>erf is a + a p(a²) for a = |x| ≤ 1, within 1.6·10⁻⁹, and 1 − v(a − 2)² beyond, where v is the
 * square root of erfc; v² is within 2·10⁻⁹ of erfc, absolutely. Made with Sollya 8.0: p by {@code
 * fpminimax(erf(sqrt(x))/sqrt(x)-1, [|0,1,2,3,4,5,6|], [|SG,SG,SG,SG,SG,SG,SG|], [1b-20;1],
 * floating, absolute)}, v by {@code remez(2*erfc(x+2), 11, [-1;1.95], 2*sqrt(erfc(x+2)))}, each
 * coefficient rounded to a float.
 */
final class ErrorFunction {
    private static final float P0 = 0x1.06eba8p-3f;
    private static final float P1 = -0x1.81274p-2f;
    private static final float P2 = 0x1.ce2d52p-4f;
    private static final float P3 = -0x1.b7fec4p-6f;
    private static final float P4 = 0x1.542fecp-8f;
    private static final float P5 = -0x1.a5197ap-11f;
    private static final float P6 = 0x1.4c5cb4p-14f;
    private static final float V0 = 0x1.182446p-4f;
    private static final float V1 = -0x1.356d7ap-3f;
    private static final float V2 = 0x1.15148ap-3f;
    private static final float V3 = -0x1.b7a1eap-5f;
    private static final float V4 = -0x1.21ed14p-11f;
    private static final float V5 = 0x1.2f3b7p-7f;
    private static final float V6 = -0x1.79d818p-9f;
    private static final float V7 = -0x1.b3511cp-12f;
    private static final float V8 = 0x1.c30256p-12f;
    private static final float V9 = -0x1.83ea8ep-15f;
    private static final float V10 = -0x1.be87acp-16f;
    private static final float V11 = 0x1.b23284p-18f;
    private static final float N0 = 0.5f;
    private static final float N1 = 0x1.c01ba6p-2f;
    private static final float N2 = 0x1.7632a8p-3f;
    private static final float N3 = 0x1.4b669ep-5f;
    private static final float N4 = 0x1.0bf3dcp-8f;
    private static final float D0 = 1;
    private static final float D1 = 0x1.ac5002p0f;
    private static final float D2 = 0x1.334ad8p0f;
    private static final float D3 = 0x1.df5338p-2f;
    private static final float D4 = 0x1.9f606ap-4f;
    private static final float D5 = 0x1.4fd31ep-7f;
    // erf rounds to 1 before this.
    private static final float SATURATED = 3.95f;

    private ErrorFunction() {}

    static float erf(float x) {
        float a = Steps.atMost(Math.abs(x), SATURATED);
        float v = rootOfComplement(a - 2);
        float large = Math.fma(-v, v, 1);
        float small = Math.fma(a, p(a * a), a);
        return Steps.withSignOf(a > 1 ? large : small, x);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = Steps.atMost(x.abs(), SATURATED);
        FloatVector v = rootOfComplement(a.sub(2));
        FloatVector large = v.neg().fma(v, of(1));
        FloatVector small = a.fma(p(a.mul(a)), a);
        return Steps.withSignOf(small.blend(large, a.compare(VectorOperators.GT, 1)), x);
    }

    /** Computes x Φ(x): |x| Φ(−|x|) has no cancellation, and is taken from x on the right. */
    static float gelu(float x) {
        float a = Steps.atMost(Math.abs(x), 14.5f);
        float ratio = a * (numerator(a) / denominator(a));
        float half = -0.5f * a;
        float high = a * half;
        float z = Exponential.shifted(high);
        float p = ratio * Exponential.reduced(z, high, Math.fma(a, half, -high));
        float tail = Steps.scaled(p, z);
        return x > 0 ? x - tail : Steps.withSignOf(tail, x);
    }

    static FloatVector gelu(FloatVector x) {
        FloatVector a = Steps.atMost(x.abs(), 14.5f);
        FloatVector ratio = a.mul(numerator(a).div(denominator(a)));
        FloatVector half = a.mul(-0.5f);
        FloatVector high = a.mul(half);
        FloatVector z = Exponential.shifted(high);
        FloatVector p = ratio.mul(Exponential.reduced(z, high, a.fma(half, high.neg())));
        IntVector bits = z.reinterpretAsInts();
        IntVector first = bits.lanewise(VectorOperators.LSHL, 22).and(Steps.EXPONENT);
        IntVector second = bits.lanewise(VectorOperators.LSHL, 23).sub(first);
        FloatVector tail =
                p.mul(first.add(Steps.ONE).reinterpretAsFloats())
                        .mul(second.add(Steps.ONE).reinterpretAsFloats());
        FloatVector right = x.sub(tail);
        IntVector sign = x.reinterpretAsInts().and(Steps.SIGN);
        FloatVector left = tail.reinterpretAsInts().or(sign).reinterpretAsFloats();
        return left.blend(right, x.compare(VectorOperators.GT, 0));
    }

    private static float numerator(float a) {
        float p = Math.fma(N4, a, N3);
        p = Math.fma(p, a, N2);
        p = Math.fma(p, a, N1);
        return Math.fma(p, a, N0);
    }

    private static FloatVector numerator(FloatVector a) {
        FloatVector p = a.fma(of(N4), of(N3));
        p = p.fma(a, of(N2));
        p = p.fma(a, of(N1));
        return p.fma(a, of(N0));
    }

    private static float denominator(float a) {
        float p = Math.fma(D5, a, D4);
        p = Math.fma(p, a, D3);
        p = Math.fma(p, a, D2);
        p = Math.fma(p, a, D1);
        return Math.fma(p, a, D0);
    }

    private static FloatVector denominator(FloatVector a) {
        FloatVector p = a.fma(of(D5), of(D4));
        p = p.fma(a, of(D3));
        p = p.fma(a, of(D2));
        p = p.fma(a, of(D1));
        return p.fma(a, of(D0));
    }

    private static float p(float s) {
        float p = Math.fma(P6, s, P5);
        p = Math.fma(p, s, P4);
        p = Math.fma(p, s, P3);
        p = Math.fma(p, s, P2);
        p = Math.fma(p, s, P1);
        return Math.fma(p, s, P0);
    }

    private static FloatVector p(FloatVector s) {
        FloatVector p = s.fma(of(P6), of(P5));
        p = p.fma(s, of(P4));
        p = p.fma(s, of(P3));
        p = p.fma(s, of(P2));
        p = p.fma(s, of(P1));
        return p.fma(s, of(P0));
    }

    /** Computes √erfc(t + 2) for −1 ≤ t ≤ 1.95. */
    private static float rootOfComplement(float t) {
        float v = Math.fma(V11, t, V10);
        v = Math.fma(v, t, V9);
        v = Math.fma(v, t, V8);
        v = Math.fma(v, t, V7);
        v = Math.fma(v, t, V6);
        v = Math.fma(v, t, V5);
        v = Math.fma(v, t, V4);
        v = Math.fma(v, t, V3);
        v = Math.fma(v, t, V2);
        v = Math.fma(v, t, V1);
        return Math.fma(v, t, V0);
    }

    private static FloatVector rootOfComplement(FloatVector t) {
        FloatVector v = t.fma(of(V11), of(V10));
        v = v.fma(t, of(V9));
        v = v.fma(t, of(V8));
        v = v.fma(t, of(V7));
        v = v.fma(t, of(V6));
        v = v.fma(t, of(V5));
        v = v.fma(t, of(V4));
        v = v.fma(t, of(V3));
        v = v.fma(t, of(V2));
        v = v.fma(t, of(V1));
        return v.fma(t, of(V0));
    }
}
