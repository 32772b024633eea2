package org.neuralredshift.simd;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import static org.neuralredshift.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The piecewise constant and linear activations. NaN stays NaN. */
final class Piecewise {
    private Piecewise() {}

    /** Computes max(0, x), +0 for −0. */
    static float relu(float x) {
        return x <= 0 ? 0 : x;
    }

    /** Computes 1 for x > 0 and 0 for x ≤ 0. */
    static float step(float x) {
        return x > 0 ? 1 : relu(x);
    }

    /** Vector twin of {@link #relu}, over whole vectors. */
    static void relu(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            x.blend(0, x.compare(LE, 0)).intoArray(values, i);
        }
    }

    /** Vector twin of {@link #step}, over whole vectors. */
    static void step(float[] values, int from, int to) {
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            FloatVector relu = x.blend(0, x.compare(LE, 0));
            relu.blend(1, x.compare(GT, 0)).intoArray(values, i);
        }
    }
}
