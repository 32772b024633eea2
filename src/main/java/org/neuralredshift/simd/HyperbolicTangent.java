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
import static org.neuralredshift.simd.Steps.ONE;
import static org.neuralredshift.simd.Steps.ROUND;
import static org.neuralredshift.simd.Steps.SIGN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The hyperbolic tangent: a + a³ p(a²) for a = |x| ≤ 9/16, and 1 − 2 / (e<sup>2a</sup> + 1) beyond,
 * where the result is above ½ and the quotient's error a small part of it.
 *
 * <p>p has degree 4; a + a³ p(a²) is within 1.4·10⁻⁹ of tanh, relatively. Made with Sollya 8.0:
 * {@code fpminimax(tanh(sqrt(x))/sqrt(x)-1, [|1,2,3,4,5|], [|SG,SG,SG,SG,SG|], [1b-20;0.31640625],
 * floating, absolute)}.
 */
final class HyperbolicTangent {
    private static final float SMALL = 0.5625f;
    // tanh rounds to 1 before this.
    private static final float END = 10;
    private static final float P0 = -0x1.555548p-2f;
    private static final float P1 = 0x1.110c68p-3f;
    private static final float P2 = -0x1.b90846p-5f;
    private static final float P3 = 0x1.582adap-6f;
    private static final float P4 = -0x1.94f0bcp-8f;

    private HyperbolicTangent() {}

    static float tanh(float x) {
        float a = Steps.atMost(Math.abs(x), END);
        float large = 1 - 2 / (Exponential.expm1(a + a) + 2);
        float square = a * a;
        float p = Math.fma(square, P4, P3);
        p = Math.fma(p, square, P2);
        p = Math.fma(p, square, P1);
        p = Math.fma(p, square, P0);
        float small = Math.fma(a * square, p, a);
        return Steps.withSignOf(a > SMALL ? large : small, x);
    }

    /** Vector twin of {@link #tanh}, over whole vectors. */
    static void tanh(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            a = a.blend(END, a.compare(GT, END));
            FloatVector y = a.add(a);
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
            FloatVector expm1 = power.fma(r.mul(r).fma(q, r), power.sub(1));
            FloatVector one = broadcast(FLOATS, 1);
            FloatVector large = one.sub(broadcast(FLOATS, 2).div(expm1.add(2)));
            FloatVector square = a.mul(a);
            FloatVector p = square.fma(P4, P3);
            p = p.fma(square, broadcast(FLOATS, P2));
            p = p.fma(square, broadcast(FLOATS, P1));
            p = p.fma(square, broadcast(FLOATS, P0));
            FloatVector small = a.mul(square).fma(p, a);
            FloatVector size = small.blend(large, a.compare(GT, SMALL));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            size.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(values, i);
        }
    }
}
