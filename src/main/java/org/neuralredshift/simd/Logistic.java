package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import static org.neuralredshift.simd.Exponential.LN2;
import static org.neuralredshift.simd.Exponential.LN2_REST;
import static org.neuralredshift.simd.Exponential.LOG2_E;
import static org.neuralredshift.simd.Exponential.Q0;
import static org.neuralredshift.simd.Exponential.Q1;
import static org.neuralredshift.simd.Exponential.Q2;
import static org.neuralredshift.simd.Exponential.Q3;
import static org.neuralredshift.simd.Exponential.Q4;
import static org.neuralredshift.simd.Exponential.Q5;
import static org.neuralredshift.simd.Lanes.FLOATS;
import static org.neuralredshift.simd.Steps.EXPONENT;
import static org.neuralredshift.simd.Steps.ONE;
import static org.neuralredshift.simd.Steps.ROUND;
import static org.neuralredshift.simd.Steps.SIGN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The logistic function σ(x) = 1 / (1 + e<sup>−x</sup>) and the activations x σ(u): Swish (u = x)
 * and GELU by tanh.
 *
 * <p>With e = e<sup>−|u|</sup> and the odds against q = e / (1 + e), σ is 1 − q on the right and e
 * − e q on the left: no cancellation on either side. e is made as in {@link Exponential}.
 */
final class Logistic {
    // Beyond these e^−x and x e^−x are 0, and x σ(u) is x.
    private static final float SIGMOID_END = 105;
    private static final float SWISH_END = 110;
    private static final float GELU_END = 11;
    // u = −2 √(2/π) (x + 0.044715 x³) = x (U1 + U3 x²); U1 is short, so that U1 + U3 x² − U1 is
    // exact.
    private static final float U1 = -0x1.98845p0f;
    private static final float U1_REST = -0x1.9ea1b2p-23f;
    private static final float U3 = -0x1.2444f2p-4f;
    private static final float U3_REST = -0x1.49b16ap-29f;

    private Logistic() {}

    static float sigmoid(float x) {
        float a = Steps.atMost(Math.abs(x), SIGMOID_END);
        float z = Exponential.shifted(-a);
        float e = Steps.scaled(Exponential.reduced(z, -a, 0), z);
        float factor = x < 0 ? e : 1;
        return Math.fma(factor, e / (-1 - e), factor);
    }

    /** Computes x σ(x). */
    static float swish(float x) {
        float a = Steps.atMost(Math.abs(x), SWISH_END);
        float z = Exponential.shifted(-a);
        return gated(x, a, Exponential.reduced(z, -a, 0), z);
    }

    /**
     * Computes x σ(2 √(2/π) (x + 0.044715 x³)), which is ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
     * An error of the exponent u would be multiplied by up to 104, so u is a sum of two floats.
     */
    static float geluTanh(float x) {
        float a = Steps.atMost(Math.abs(x), GELU_END);
        float square = a * a;
        float squareRest = Math.fma(a, a, -square);
        float v = Math.fma(square, U3, U1);
        float vRest = Math.fma(square, U3, U1 - v) + Math.fma(square, U3_REST, U1_REST);
        vRest = Math.fma(squareRest, U3, vRest);
        float u = a * v;
        float uRest = Math.fma(a, vRest, Math.fma(a, v, -u));
        float z = Exponential.shifted(u);
        return gated(x, a, Exponential.reduced(z, u, uRest), z);
    }

    /**
     * Computes x σ from a, which is |x| limited to where x σ is 0 or x, and e<sup>−|u|</sup> = p
     * 2ⁿ.
     */
    private static float gated(float x, float a, float p, float z) {
        float e = Steps.scaled(p, z);
        float factor = x < 0 ? Steps.scaled(a * p, z) : a;
        float size = Math.fma(factor, e / (-1 - e), factor);
        return x > a ? x : Steps.withSignOf(size, x);
    }

    /** Vector twin of {@link #sigmoid}, over whole vectors. */
    static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            FloatVector u = a.blend(SIGMOID_END, a.compare(GT, SIGMOID_END)).neg();
            FloatVector z = u.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), u);
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
            FloatVector e =
                    p.mul(half.add(ONE).reinterpretAsFloats())
                            .mul(rest.add(ONE).reinterpretAsFloats());
            FloatVector factor = broadcast(FLOATS, 1).blend(e, x.compare(LT, 0));
            factor.fma(e.div(e.neg().sub(1)), factor).intoArray(values, i);
        }
    }

    /** Vector twin of {@link #swish}, over whole vectors. */
    static void swish(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            a = a.blend(SWISH_END, a.compare(GT, SWISH_END));
            FloatVector u = a.neg();
            FloatVector z = u.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), u);
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
            FloatVector first = half.add(ONE).reinterpretAsFloats();
            FloatVector second = rest.add(ONE).reinterpretAsFloats();
            FloatVector e = p.mul(first).mul(second);
            FloatVector left = a.mul(p).mul(first).mul(second);
            FloatVector factor = a.blend(left, x.compare(LT, 0));
            FloatVector size = factor.fma(e.div(e.neg().sub(1)), factor);
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector signed = size.reinterpretAsInts().or(sign).reinterpretAsFloats();
            signed.blend(x, x.compare(GT, a)).intoArray(values, i);
        }
    }

    /** Vector twin of {@link #geluTanh}, over whole vectors. */
    static void geluTanh(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            a = a.blend(GELU_END, a.compare(GT, GELU_END));
            FloatVector square = a.mul(a);
            FloatVector squareRest = a.fma(a, square.neg());
            FloatVector u1 = broadcast(FLOATS, U1);
            FloatVector u3 = broadcast(FLOATS, U3);
            FloatVector v = square.fma(u3, u1);
            FloatVector vRest = square.fma(u3, u1.sub(v)).add(square.fma(U3_REST, U1_REST));
            vRest = squareRest.fma(u3, vRest);
            FloatVector u = a.mul(v);
            FloatVector uRest = a.fma(vRest, a.fma(v, u.neg()));
            FloatVector z = u.fma(LOG2_E, ROUND);
            FloatVector n = z.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2), u);
            FloatVector tail = n.fma(broadcast(FLOATS, -LN2_REST), uRest);
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
            FloatVector first = half.add(ONE).reinterpretAsFloats();
            FloatVector second = rest.add(ONE).reinterpretAsFloats();
            FloatVector e = p.mul(first).mul(second);
            FloatVector left = a.mul(p).mul(first).mul(second);
            FloatVector factor = a.blend(left, x.compare(LT, 0));
            FloatVector size = factor.fma(e.div(e.neg().sub(1)), factor);
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector signed = size.reinterpretAsInts().or(sign).reinterpretAsFloats();
            signed.blend(x, x.compare(GT, a)).intoArray(values, i);
        }
    }
}
