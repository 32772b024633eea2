package org.neuralredshift.simd;

import static org.neuralredshift.simd.Lanes.FLOATS;

import java.util.Objects;

/**
 * Elementary functions of floats, as fixed polynomials: the same bits on every machine, at every
 * vector width and in the scalar twin. Only NaN payloads may differ.
 *
 * <p>The array forms work in place on x[from], …, x[to − 1], allocate nothing and take O(to − from)
 * time. Errors are in units in the last place (ulp) of the exact result.
 */
public final class Functions {
    private Functions() {}

    /** Computes e<sup>x</sup>; 0 below −103.98, ∞ above 88.73. At most 0.77 ulp. */
    public static float exp(float x) {
        return Exponential.exp(x);
    }

    /** Computes the natural logarithm of x; −∞ at ±0, NaN below. At most 0.94 ulp. */
    public static float log(float x) {
        return Logarithm.log(x);
    }

    /** Computes sin x, x in radians, for every finite x; NaN at ±∞. At most 1.54 ulp. */
    public static float sin(float x) {
        return Circular.sin(x);
    }

    /** Computes cos x, x in radians, for every finite x; NaN at ±∞. At most 1.54 ulp. */
    public static float cos(float x) {
        return Circular.cos(x);
    }

    /** Computes erf x = 2/√π ∫₀ˣ e<sup>−t²</sup> dt. At most 1.00 ulp. */
    public static float erf(float x) {
        return ErrorFunction.erf(x);
    }

    /** Computes tanh x. At most 1.43 ulp. */
    public static float tanh(float x) {
        return HyperbolicTangent.tanh(x);
    }

    /** Computes the logistic function 1 / (1 + e<sup>−x</sup>). At most 1.50 ulp. */
    public static float sigmoid(float x) {
        return Logistic.sigmoid(x);
    }

    /** Replaces each x by e<sup>x</sup>. */
    public static void exp(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        Exponential.exp(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = Exponential.exp(x[i]);
        }
    }

    /** Replaces each x by ln x. */
    public static void log(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        Logarithm.log(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = Logarithm.log(x[i]);
        }
    }

    /** Replaces each x by sin x. */
    public static void sin(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        Circular.sin(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = Circular.sin(x[i]);
        }
    }

    /** Replaces each x by cos x. */
    public static void cos(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        Circular.cos(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = Circular.cos(x[i]);
        }
    }

    /** Replaces each x by erf x. */
    public static void erf(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        ErrorFunction.erf(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = ErrorFunction.erf(x[i]);
        }
    }

    /** Replaces each x by tanh x. */
    public static void tanh(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        HyperbolicTangent.tanh(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = HyperbolicTangent.tanh(x[i]);
        }
    }

    /** Replaces each x by 1 / (1 + e<sup>−x</sup>). */
    public static void sigmoid(float[] x, int from, int to) {
        int end = vectorEnd(x, from, to);
        Logistic.sigmoid(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = Logistic.sigmoid(x[i]);
        }
    }

    /** Returns where the whole vectors of a range end; from, when the scalar twin is asked for. */
    static int vectorEnd(float[] x, int from, int to) {
        Objects.checkFromToIndex(from, to, x.length);
        return Lanes.SCALAR ? from : from + FLOATS.loopBound(to - from);
    }
}
