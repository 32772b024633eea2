package org.neuralredshift.simd;

import static org.neuralredshift.simd.Steps.of;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The piecewise linear activations. NaN stays NaN. */
final class Piecewise {
    private Piecewise() {}

    /** Computes max(0, x), +0 for −0. */
    static float relu(float x) {
        return x <= 0 ? 0 : x;
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(0, x.compare(VectorOperators.LE, 0));
    }

    static float step(float x) {
        return x > 0 ? 1 : relu(x);
    }

    static FloatVector step(FloatVector x) {
        return relu(x).blend(of(1), x.compare(VectorOperators.GT, 0));
    }
}
