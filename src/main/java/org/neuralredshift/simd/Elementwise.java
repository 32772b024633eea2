package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Operations on each element, and searches that give the same answer in any order. */
public final class Elementwise {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int EXPONENT = 0x7F800000;

    private Elementwise() {}

    /** Adds {@code x[xAt …]} to {@code y[yAt …]}. */
    public static void add(float[] x, int xAt, int n, float[] y, int yAt) {
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                FloatVector.fromArray(F, y, yAt + i)
                        .add(FloatVector.fromArray(F, x, xAt + i))
                        .intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    /** Adds {@code c x[xAt …]} to {@code y[yAt …]}, by one fused multiply-add each. */
    public static void addScaled(float c, float[] x, int xAt, int n, float[] y, int yAt) {
        int i = 0;
        if (!Lanes.SCALAR) {
            FloatVector factor = FloatVector.broadcast(F, c);
            for (; i + F.length() <= n; i += F.length()) {
                factor.fma(
                                FloatVector.fromArray(F, x, xAt + i),
                                FloatVector.fromArray(F, y, yAt + i))
                        .intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.fma(c, x[xAt + i], y[yAt + i]);
        }
    }

    /** Multiplies {@code x[at …]} by a factor. */
    public static void scale(float[] x, int at, int n, float factor) {
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                FloatVector.fromArray(F, x, at + i).mul(factor).intoArray(x, at + i);
            }
        }
        for (; i < n; i++) {
            x[at + i] *= factor;
        }
    }

    /**
     * Replaces {@code y[yAt …]} by {@code y * scale + offset}, element by element, one fma each.
     */
    public static void scaleAndShift(float[] y, int yAt, int n, float[] scale, float[] offset) {
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                FloatVector.fromArray(F, y, yAt + i)
                        .fma(
                                FloatVector.fromArray(F, scale, i),
                                FloatVector.fromArray(F, offset, i))
                        .intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.fma(y[yAt + i], scale[i], offset[i]);
        }
    }

    /** Adds a constant to {@code x[at …]}. */
    public static void shift(float[] x, int at, int n, float constant) {
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                FloatVector.fromArray(F, x, at + i).add(constant).intoArray(x, at + i);
            }
        }
        for (; i < n; i++) {
            x[at + i] += constant;
        }
    }

    /** Returns whether all of {@code x[at …]} is finite. */
    public static boolean allFinite(float[] x, int at, int n) {
        int i = 0;
        if (!Lanes.SCALAR) {
            VectorMask<Integer> bad = Lanes.INTS.maskAll(false);
            for (; i + F.length() <= n; i += F.length()) {
                bad =
                        bad.or(
                                FloatVector.fromArray(F, x, at + i)
                                        .reinterpretAsInts()
                                        .and(EXPONENT)
                                        .compare(VectorOperators.EQ, EXPONENT));
            }
            if (bad.anyTrue()) {
                return false;
            }
        }
        for (; i < n; i++) {
            if (!Float.isFinite(x[at + i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the index of the largest of {@code x[at …]}, relative to {@code at}; among equals the
     * lowest.
     *
     * @param n at least 1; no element may be NaN
     */
    public static int argmax(float[] x, int at, int n) {
        float largest = max(x, at, n);
        int i = 0;
        if (!Lanes.SCALAR) {
            for (; i + F.length() <= n; i += F.length()) {
                VectorMask<Float> hit =
                        FloatVector.fromArray(F, x, at + i).compare(VectorOperators.EQ, largest);
                if (hit.anyTrue()) {
                    return i + hit.firstTrue();
                }
            }
        }
        while (x[at + i] != largest) {
            i++;
        }
        return i;
    }

    /** As {@link #argmax}, but -1 where an element is not finite. */
    public static int finiteArgmax(float[] x, int at, int n) {
        return allFinite(x, at, n) ? argmax(x, at, n) : -1;
    }

    /**
     * Returns the largest of {@code x[at …]}, negative infinity if there is nothing, NaN if there
     * is one.
     */
    public static float max(float[] x, int at, int n) {
        int i = 0;
        float largest = Float.NEGATIVE_INFINITY;
        if (!Lanes.SCALAR) {
            FloatVector m0 = FloatVector.broadcast(F, largest); // four, as each waits for the last
            FloatVector m1 = m0;
            FloatVector m2 = m0;
            FloatVector m3 = m0;
            for (; i + 4 * F.length() <= n; i += 4 * F.length()) {
                m0 = m0.max(FloatVector.fromArray(F, x, at + i));
                m1 = m1.max(FloatVector.fromArray(F, x, at + i + F.length()));
                m2 = m2.max(FloatVector.fromArray(F, x, at + i + 2 * F.length()));
                m3 = m3.max(FloatVector.fromArray(F, x, at + i + 3 * F.length()));
            }
            m0 = m0.max(m1).max(m2.max(m3)); // exact in any order
            for (; i + F.length() <= n; i += F.length()) {
                m0 = m0.max(FloatVector.fromArray(F, x, at + i));
            }
            largest = m0.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    /**
     * Returns the largest absolute value of {@code x[at …]}, 0 if there is nothing, NaN if there is
     * one.
     */
    public static float largest(float[] x, int at, int n) {
        int i = 0;
        float largest = 0;
        if (!Lanes.SCALAR) {
            IntVector m = IntVector.zero(Lanes.INTS); // bits without the sign are in floats' order
            for (; i + F.length() <= n; i += F.length()) {
                m = m.max(FloatVector.fromArray(F, x, at + i).abs().reinterpretAsInts());
            }
            largest = Float.intBitsToFloat(m.reduceLanes(VectorOperators.MAX));
        }
        for (; i < n; i++) {
            largest = Math.max(largest, Math.abs(x[at + i]));
        }
        return largest;
    }
}
