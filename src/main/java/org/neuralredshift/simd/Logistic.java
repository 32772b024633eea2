package org.neuralredshift.simd;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The logistic function σ(x) = 1 / (1 + e<sup>−x</sup>) and what is made of it: Swish, GELU by
 * tanh, and tanh itself.
 *
 * <p>With e = e<sup>−|x|</sup> and the odds against q = e / (1 + e), σ is 1 − q on the right and e
 * − e q on the left: no cancellation on either side.
 *
 * <p>tanh is a + a³ p(a²) for a = |x| ≤ ½, within 4.1·10⁻¹⁰, and 1 − 2 / (e<sup>2a</sup> + 1)
 * beyond. p was made with Sollya 8.0: {@code fpminimax(tanh(sqrt(x))/sqrt(x)-1, [|1,2,3,4,5|],
 * [|SG,SG,SG,SG,SG|], [1b-20;0.25], floating, absolute)}.
 */
final class Logistic {
    private static final float T0 = -0x1.555552p-2f;
    private static final float T1 = 0x1.110f62p-3f;
    private static final float T2 = -0x1.b9959ap-5f;
    private static final float T3 = 0x1.5d514p-6f;
    private static final float T4 = -0x1.b5f29ep-8f;
    // 2 √(2/π), as a number of 21 bits and a rest; 2 √(2/π) 0.044715 and its rest.
    private static final float U1 = 0x1.98845p0f;
    private static final float U1_REST = 0x1.9ea1b2p-23f;
    private static final float U3 = 0x1.2444f2p-4f;
    private static final float U3_REST = 0x1.49b16ap-29f;

    private Logistic() {}

    static float sigmoid(float x) {
        float e = Exponential.exp(-Math.abs(x));
        float factor = x < 0 ? e : 1;
        return Math.fma(-factor, e / (1 + e), factor);
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = Exponential.exp(x.abs().neg());
        FloatVector factor = of(1).blend(e, x.lt(0));
        return factor.neg().fma(e.div(e.add(1)), factor);
    }

    /** Computes x σ(x). */
    static float swish(float x) {
        float a = Steps.atMost(Math.abs(x), 110);
        float z = Exponential.shifted(-a);
        return gate(x, a, Exponential.reduced(z, -a, 0), z);
    }

    static FloatVector swish(FloatVector x) {
        FloatVector a = Steps.atMost(x.abs(), 110);
        FloatVector z = Exponential.shifted(a.neg());
        return gate(x, a, Exponential.reduced(z, a.neg(), of(0)), z);
    }

    /**
     * Computes x σ(u), u = 2 √(2/π) (x + 0.044715 x³), which is ½ x (1 + tanh(u/2)). An error in u
     * is multiplied by |u| ≤ 104, so u is a sum of two floats.
     */
    static float geluTanh(float x) {
        float a = Steps.atMost(Math.abs(x), 11);
        float square = a * a;
        float squareRest = Math.fma(a, a, -square);
        float v = Math.fma(-U3, square, -U1);
        float vRest = Math.fma(-U3, square, -U1 - v);
        vRest += Math.fma(-U3_REST, square, -U1_REST);
        vRest = Math.fma(-U3, squareRest, vRest);
        float u = a * v;
        float uRest = Math.fma(a, vRest, Math.fma(a, v, -u));
        float z = Exponential.shifted(u);
        return gate(x, a, Exponential.reduced(z, u, uRest), z);
    }

    static FloatVector geluTanh(FloatVector x) {
        FloatVector u1 = of(-U1);
        FloatVector u3 = of(-U3);
        FloatVector a = Steps.atMost(x.abs(), 11);
        FloatVector square = a.mul(a);
        FloatVector squareRest = a.fma(a, square.neg());
        FloatVector v = square.fma(u3, u1);
        FloatVector vRest = square.fma(u3, u1.sub(v));
        vRest = vRest.add(square.fma(of(-U3_REST), of(-U1_REST)));
        vRest = squareRest.fma(u3, vRest);
        FloatVector u = a.mul(v);
        FloatVector uRest = a.fma(vRest, a.fma(v, u.neg()));
        FloatVector z = Exponential.shifted(u);
        return gate(x, a, Exponential.reduced(z, u, uRest), z);
    }

    /**
     * Computes x σ(u) from a = |x|, limited where the result is 0 or x, and e<sup>−|u|</sup> = p
     * 2ⁿ.
     */
    private static float gate(float x, float a, float p, float z) {
        float e = Steps.scaled(p, z);
        float factor = x < 0 ? Steps.scaled(a * p, z) : a;
        float size = Math.fma(factor, e / (-1 - e), factor);
        return x > a ? x : Steps.withSignOf(size, x);
    }

    private static FloatVector gate(FloatVector x, FloatVector a, FloatVector p, FloatVector z) {
        IntVector bits = z.reinterpretAsInts();
        IntVector half = bits.lanewise(LSHL, 22).and(Steps.EXPONENT);
        IntVector rest = bits.lanewise(LSHL, 23).sub(half);
        FloatVector first = half.add(Steps.ONE).reinterpretAsFloats();
        FloatVector second = rest.add(Steps.ONE).reinterpretAsFloats();
        FloatVector e = p.mul(first).mul(second);
        FloatVector factor = a.blend(a.mul(p).mul(first).mul(second), x.lt(0));
        FloatVector size = factor.fma(e.div(e.neg().sub(1)), factor);
        IntVector sign = x.reinterpretAsInts().and(Steps.SIGN);
        FloatVector signed = size.reinterpretAsInts().or(sign).reinterpretAsFloats();
        return signed.blend(x, x.compare(GT, a));
    }

    static float tanh(float x) {
        float a = Steps.atMost(Math.abs(x), 10);
        float large = 1 - 2 / (Exponential.expm1(a + a) + 2);
        float square = a * a;
        float p = Math.fma(T4, square, T3);
        p = Math.fma(p, square, T2);
        p = Math.fma(p, square, T1);
        p = Math.fma(p, square, T0);
        float small = Math.fma(a * square, p, a);
        return Steps.withSignOf(a > 0.5f ? large : small, x);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = Steps.atMost(x.abs(), 10);
        FloatVector large = of(1).sub(of(2).div(Exponential.expm1(a.add(a)).add(2)));
        FloatVector square = a.mul(a);
        FloatVector p = square.fma(of(T4), of(T3));
        p = p.fma(square, of(T2));
        p = p.fma(square, of(T1));
        p = p.fma(square, of(T0));
        FloatVector small = a.mul(square).fma(p, a);
        return Steps.withSignOf(small.blend(large, a.compare(GT, 0.5f)), x);
    }
}
