package org.neuralredshift.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;

import static org.neuralredshift.simd.Lanes.FLOATS;
import static org.neuralredshift.simd.Steps.SIGN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The error function: a + a p(a²) for a = |x| ≤ 1, and 1 − v(a − 2)² beyond, where v is the square
 * root of the complement erfc.
 *
 * <p>p has degree 6; a + a p(a²) is within 1.6·10⁻⁹ of erf, relatively. v has degree 11; v² is
 * within 2·10⁻⁹ of erfc, absolutely. Made with Sollya 8.0: p by {@code
 * fpminimax(erf(sqrt(x))/sqrt(x)-1, [|0,1,2,3,4,5,6|], [|SG,SG,SG,SG,SG,SG,SG|], [1b-20;1],
 * floating, absolute)}, v by {@code remez(2*erfc(x+2), 11, [-1;1.95], 2*sqrt(erfc(x+2)))}, each
 * coefficient then rounded to a float.
 */
final class ErrorFunction {
    // erf rounds to 1 before this.
    private static final float END = 3.95f;
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

    private ErrorFunction() {}

    static float erf(float x) {
        float a = Steps.atMost(Math.abs(x), END);
        float v = v(a - 2);
        float large = Math.fma(-v, v, 1);
        float small = Math.fma(a, p(a * a), a);
        return Steps.withSignOf(a > 1 ? large : small, x);
    }

    private static float p(float s) {
        float p = Math.fma(s, P6, P5);
        p = Math.fma(p, s, P4);
        p = Math.fma(p, s, P3);
        p = Math.fma(p, s, P2);
        p = Math.fma(p, s, P1);
        return Math.fma(p, s, P0);
    }

    private static float v(float t) {
        float v = Math.fma(t, V11, V10);
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

    /** Vector twin of {@link #erf}, over whole vectors. */
    static void erf(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector a = x.abs();
            a = a.blend(END, a.compare(GT, END));
            FloatVector t = a.sub(2);
            FloatVector v = t.fma(V11, V10);
            v = v.fma(t, broadcast(FLOATS, V9));
            v = v.fma(t, broadcast(FLOATS, V8));
            v = v.fma(t, broadcast(FLOATS, V7));
            v = v.fma(t, broadcast(FLOATS, V6));
            v = v.fma(t, broadcast(FLOATS, V5));
            v = v.fma(t, broadcast(FLOATS, V4));
            v = v.fma(t, broadcast(FLOATS, V3));
            v = v.fma(t, broadcast(FLOATS, V2));
            v = v.fma(t, broadcast(FLOATS, V1));
            v = v.fma(t, broadcast(FLOATS, V0));
            FloatVector large = v.neg().fma(v, broadcast(FLOATS, 1));
            FloatVector s = a.mul(a);
            FloatVector p = s.fma(P6, P5);
            p = p.fma(s, broadcast(FLOATS, P4));
            p = p.fma(s, broadcast(FLOATS, P3));
            p = p.fma(s, broadcast(FLOATS, P2));
            p = p.fma(s, broadcast(FLOATS, P1));
            p = p.fma(s, broadcast(FLOATS, P0));
            FloatVector size = a.fma(p, a).blend(large, a.compare(GT, 1));
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            size.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(values, i);
        }
    }
}
