package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;

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
 * GELU, x Φ(x) with the normal distribution function Φ(x) = ½ (1 + erf(x/√2)).
 *
 * <p>With a = |x|, the tail a Φ(−a) = a e<sup>−a²/2</sup> R(a) has no cancellation: it is −GELU on
 * the left, and GELU is x less the tail on the right. R(a) is the rational function N(a)/D(a) of
 * degrees 4 and 5, within 8.7·10⁻⁹ for 0 ≤ a ≤ 14.5, relatively; beyond, the tail is 0. Made with
 * mpmath 1.3.0 by weighted linear least squares, the coefficients rounded to floats one after the
 * other; the program is src/test/resources/coefficients/gelu.py.
 */
final class Gelu {
    private static final float END = 14.5f;
    private static final float N0 = 0.5f;
    private static final float N1 = 0x1.c01bfcp-2f;
    private static final float N2 = 0x1.7625fp-3f;
    private static final float N3 = 0x1.4b46cap-5f;
    private static final float N4 = 0x1.0bae34p-8f;
    private static final float D0 = 1;
    private static final float D1 = 0x1.ac502cp0f;
    private static final float D2 = 0x1.3347d2p0f;
    private static final float D3 = 0x1.df40fep-2f;
    private static final float D4 = 0x1.9f3864p-4f;
    private static final float D5 = 0x1.4f7bd8p-7f;

    private Gelu() {}

    /** Computes x Φ(x); the exponent −a²/2 is kept exactly, as a sum of two floats. */
    static float gelu(float x) {
        float a = Steps.atMost(Math.abs(x), END);
        float minusHalf = -0.5f * a;
        float high = a * minusHalf;
        float z = Exponential.shifted(high);
        float p = Exponential.reduced(z, high, Math.fma(a, minusHalf, -high));
        float ratio = a * (numerator(a) / denominator(a));
        float tail = Steps.scaled(ratio * p, z);
        return x > 0 ? x - tail : Steps.withSignOf(tail, x);
    }

    private static float numerator(float a) {
        float p = Math.fma(a, N4, N3);
        p = Math.fma(p, a, N2);
        p = Math.fma(p, a, N1);
        return Math.fma(p, a, N0);
    }

    private static float denominator(float a) {
        float p = Math.fma(a, D5, D4);
        p = Math.fma(p, a, D3);
        p = Math.fma(p, a, D2);
        p = Math.fma(p, a, D1);
        return Math.fma(p, a, D0);
    }

    /** Vector twin of {@link #gelu}, over whole vectors. */
    static void gelu(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            a = a.blend(END, a.compare(GT, END));
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
            FloatVector numerator = a.fma(N4, N3);
            numerator = numerator.fma(a, broadcast(FLOATS, N2));
            numerator = numerator.fma(a, broadcast(FLOATS, N1));
            numerator = numerator.fma(a, broadcast(FLOATS, N0));
            FloatVector denominator = a.fma(D5, D4);
            denominator = denominator.fma(a, broadcast(FLOATS, D3));
            denominator = denominator.fma(a, broadcast(FLOATS, D2));
            denominator = denominator.fma(a, broadcast(FLOATS, D1));
            denominator = denominator.fma(a, broadcast(FLOATS, D0));
            FloatVector ratio = a.mul(numerator.div(denominator));
            IntVector bits = z.reinterpretAsInts();
            IntVector half = bits.lanewise(LSHL, 22).and(EXPONENT);
            IntVector rest = bits.lanewise(LSHL, 23).sub(half);
            FloatVector size =
                    ratio.mul(p)
                            .mul(half.add(ONE).reinterpretAsFloats())
                            .mul(rest.add(ONE).reinterpretAsFloats());
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector left = size.reinterpretAsInts().or(sign).reinterpretAsFloats();
            left.blend(x.sub(size), x.compare(GT, 0)).intoArray(values, i);
        }
    }
}
