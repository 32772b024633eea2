package org.neuralredshift.simd;

import static org.neuralredshift.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

import java.util.Arrays;

/**
 * Dense layers of a block of points at a time: channel c of point p lies at {@code c * POINTS + p},
 * and lanes run over points. So layers of any width have no tails, and a layer with a single output
 * is as fast as a wide one.
 *
 * <p>Every result is a function of one point alone, in an order stated at each method; so bits
 * depend neither on the vector width nor on how points are dealt to blocks.
 */
public final class PointLayers {
    /** Points a block: four vectors of 512 bits, a whole number of tiles at every width. */
    public static final int POINTS = 64;

    private static final int LANES = FLOATS.length();
    private static final int PARTIALS = 16;

    private PointLayers() {}

    /**
     * Computes {@code y[o] = b[o] + Σ_i w[o][i] x[i]} for each point: starts at b[o] and takes i =
     * 0, 1, …, inputs - 1, one fused multiply-add each.
     *
     * @param w shape (outputs, inputs), row-major
     * @param b shape (outputs)
     * @param x shape (inputs, POINTS)
     * @param y shape (outputs, POINTS), overwritten
     */
    public static void affine(float[] w, float[] b, int inputs, int outputs, float[] x, float[] y) {
        if (Lanes.SCALAR) {
            scalarAffine(w, b, inputs, outputs, x, y);
        } else {
            vectorAffine(w, b, inputs, outputs, x, y);
        }
    }

    static void scalarAffine(float[] w, float[] b, int inputs, int outputs, float[] x, float[] y) {
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p < POINTS; p++) {
                float sum = b[o];
                for (int i = 0; i < inputs; i++) {
                    sum = Math.fma(w[o * inputs + i], x[i * POINTS + p], sum);
                }
                y[o * POINTS + p] = sum;
            }
        }
    }

    static void vectorAffine(float[] w, float[] b, int inputs, int outputs, float[] x, float[] y) {
        int o = 0;
        for (; o + 4 <= outputs; o += 4) {
            for (int p = 0; Lanes.FEW_REGISTERS && p < POINTS; p += 2 * LANES) {
                fourByTwo(w, b, inputs, o, x, y, p);
            }
            for (int p = 0; !Lanes.FEW_REGISTERS && p < POINTS; p += 4 * LANES) {
                fourByFour(w, b, inputs, o, x, y, p);
            }
        }
        for (; o < outputs; o++) {
            for (int p = 0; p < POINTS; p += 4 * LANES) {
                oneByFour(w, b, inputs, o, x, y, p);
            }
        }
    }

    private static void oneByFour(
            float[] w, float[] b, int inputs, int o, float[] x, float[] y, int p) {
        FloatVector s0 = FloatVector.broadcast(FLOATS, b[o]);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < inputs; i++) {
            int at = i * POINTS + p;
            FloatVector a = FloatVector.broadcast(FLOATS, w[o * inputs + i]);
            s0 = a.fma(FloatVector.fromArray(FLOATS, x, at), s0);
            s1 = a.fma(FloatVector.fromArray(FLOATS, x, at + LANES), s1);
            s2 = a.fma(FloatVector.fromArray(FLOATS, x, at + 2 * LANES), s2);
            s3 = a.fma(FloatVector.fromArray(FLOATS, x, at + 3 * LANES), s3);
        }
        int to = o * POINTS + p;
        s0.intoArray(y, to);
        s1.intoArray(y, to + LANES);
        s2.intoArray(y, to + 2 * LANES);
        s3.intoArray(y, to + 3 * LANES);
    }

    private static void fourByFour(
            float[] w, float[] b, int inputs, int o, float[] x, float[] y, int p) {
        FloatVector s00 = FloatVector.broadcast(FLOATS, b[o]);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = FloatVector.broadcast(FLOATS, b[o + 1]);
        FloatVector s11 = s10;
        FloatVector s12 = s10;
        FloatVector s13 = s10;
        FloatVector s20 = FloatVector.broadcast(FLOATS, b[o + 2]);
        FloatVector s21 = s20;
        FloatVector s22 = s20;
        FloatVector s23 = s20;
        FloatVector s30 = FloatVector.broadcast(FLOATS, b[o + 3]);
        FloatVector s31 = s30;
        FloatVector s32 = s30;
        FloatVector s33 = s30;
        int row = o * inputs;
        for (int i = 0; i < inputs; i++) {
            int at = i * POINTS + p;
            FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
            FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + LANES);
            FloatVector x2 = FloatVector.fromArray(FLOATS, x, at + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(FLOATS, x, at + 3 * LANES);
            FloatVector a = FloatVector.broadcast(FLOATS, w[row + i]);
            s00 = a.fma(x0, s00);
            s01 = a.fma(x1, s01);
            s02 = a.fma(x2, s02);
            s03 = a.fma(x3, s03);
            a = FloatVector.broadcast(FLOATS, w[row + inputs + i]);
            s10 = a.fma(x0, s10);
            s11 = a.fma(x1, s11);
            s12 = a.fma(x2, s12);
            s13 = a.fma(x3, s13);
            a = FloatVector.broadcast(FLOATS, w[row + 2 * inputs + i]);
            s20 = a.fma(x0, s20);
            s21 = a.fma(x1, s21);
            s22 = a.fma(x2, s22);
            s23 = a.fma(x3, s23);
            a = FloatVector.broadcast(FLOATS, w[row + 3 * inputs + i]);
            s30 = a.fma(x0, s30);
            s31 = a.fma(x1, s31);
            s32 = a.fma(x2, s32);
            s33 = a.fma(x3, s33);
        }
        int to = o * POINTS + p;
        s00.intoArray(y, to);
        s01.intoArray(y, to + LANES);
        s02.intoArray(y, to + 2 * LANES);
        s03.intoArray(y, to + 3 * LANES);
        to += POINTS;
        s10.intoArray(y, to);
        s11.intoArray(y, to + LANES);
        s12.intoArray(y, to + 2 * LANES);
        s13.intoArray(y, to + 3 * LANES);
        to += POINTS;
        s20.intoArray(y, to);
        s21.intoArray(y, to + LANES);
        s22.intoArray(y, to + 2 * LANES);
        s23.intoArray(y, to + 3 * LANES);
        to += POINTS;
        s30.intoArray(y, to);
        s31.intoArray(y, to + LANES);
        s32.intoArray(y, to + 2 * LANES);
        s33.intoArray(y, to + 3 * LANES);
    }

    /** The tile for sixteen registers; see {@link SmallTiles}. */
    private static void fourByTwo(
            float[] w, float[] b, int inputs, int o, float[] x, float[] y, int p) {
        FloatVector s00 = FloatVector.broadcast(FLOATS, b[o]);
        FloatVector s01 = s00;
        FloatVector s10 = FloatVector.broadcast(FLOATS, b[o + 1]);
        FloatVector s11 = s10;
        FloatVector s20 = FloatVector.broadcast(FLOATS, b[o + 2]);
        FloatVector s21 = s20;
        FloatVector s30 = FloatVector.broadcast(FLOATS, b[o + 3]);
        FloatVector s31 = s30;
        int row = o * inputs;
        for (int i = 0; i < inputs; i++) {
            int at = i * POINTS + p;
            FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
            FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + LANES);
            FloatVector a = FloatVector.broadcast(FLOATS, w[row + i]);
            s00 = a.fma(x0, s00);
            s01 = a.fma(x1, s01);
            a = FloatVector.broadcast(FLOATS, w[row + inputs + i]);
            s10 = a.fma(x0, s10);
            s11 = a.fma(x1, s11);
            a = FloatVector.broadcast(FLOATS, w[row + 2 * inputs + i]);
            s20 = a.fma(x0, s20);
            s21 = a.fma(x1, s21);
            a = FloatVector.broadcast(FLOATS, w[row + 3 * inputs + i]);
            s30 = a.fma(x0, s30);
            s31 = a.fma(x1, s31);
        }
        int to = o * POINTS + p;
        s00.intoArray(y, to);
        s01.intoArray(y, to + LANES);
        s10.intoArray(y, to + POINTS);
        s11.intoArray(y, to + POINTS + LANES);
        s20.intoArray(y, to + 2 * POINTS);
        s21.intoArray(y, to + 2 * POINTS + LANES);
        s30.intoArray(y, to + 3 * POINTS);
        s31.intoArray(y, to + 3 * POINTS + LANES);
    }

    /** Multiplies {@code y[i]} by {@code x[i]}, for i up to n, a whole number of blocks. */
    public static void multiply(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= x[i];
        }
    }

    /**
     * Normalises the channels of each point to mean 0 and (biased) variance 1: {@code (y - mean) /
     * sqrt(variance + epsilon)}, the factor computed once a point. Both sums are sixteen partial
     * sums over channels j, j + 16, …, folded by halves. Ba, Kiros and Hinton 2016, arXiv
     * 1607.06450.
     *
     * @param y shape (channels, POINTS), in place
     * @param moments shape (2, POINTS), overwritten by the means and the variances
     */
    public static void normalise(float[] y, int channels, float epsilon, float[] moments) {
        if (Lanes.SCALAR) {
            scalarNormalise(y, channels, epsilon, moments);
        } else {
            vectorNormalise(y, channels, epsilon, moments);
        }
    }

    static void scalarNormalise(float[] y, int channels, float epsilon, float[] moments) {
        float[] partial = new float[PARTIALS];
        for (int p = 0; p < POINTS; p++) {
            Arrays.fill(partial, 0);
            for (int c = 0; c < channels; c++) {
                partial[c % PARTIALS] += y[c * POINTS + p];
            }
            float mean = folded(partial) / channels;
            Arrays.fill(partial, 0);
            for (int c = 0; c < channels; c++) {
                float d = y[c * POINTS + p] - mean;
                partial[c % PARTIALS] = Math.fma(d, d, partial[c % PARTIALS]);
            }
            float variance = folded(partial) / channels;
            float factor = 1 / (float) Math.sqrt(variance + epsilon);
            for (int c = 0; c < channels; c++) {
                y[c * POINTS + p] = (y[c * POINTS + p] - mean) * factor;
            }
            moments[p] = mean;
            moments[POINTS + p] = variance;
        }
    }

    private static float folded(float[] partial) {
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] += partial[j + half];
            }
        }
        return partial[0];
    }

    static void vectorNormalise(float[] y, int channels, float epsilon, float[] moments) {
        float[] partial = new float[PARTIALS * LANES];
        for (int p = 0; p < POINTS; p += LANES) {
            FloatVector mean =
                    meanOfSquares(y, channels, p, FloatVector.zero(FLOATS), false, partial);
            FloatVector variance = meanOfSquares(y, channels, p, mean, true, partial);
            FloatVector factor =
                    FloatVector.broadcast(FLOATS, 1f).div(variance.add(epsilon).sqrt());
            for (int at = p; at < channels * POINTS; at += POINTS) {
                FloatVector.fromArray(FLOATS, y, at).sub(mean).mul(factor).intoArray(y, at);
            }
            mean.intoArray(moments, p);
            variance.intoArray(moments, POINTS + p);
        }
    }

    /** The mean over channels of y, or of (y - shift)². */
    private static FloatVector meanOfSquares(
            float[] y, int channels, int p, FloatVector shift, boolean squared, float[] partial) {
        for (int j = 0; j < PARTIALS; j++) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int at = j * POINTS + p; at < channels * POINTS; at += PARTIALS * POINTS) {
                FloatVector d = FloatVector.fromArray(FLOATS, y, at).sub(shift);
                sum = squared ? d.fma(d, sum) : sum.add(d);
            }
            sum.intoArray(partial, j * LANES);
        }
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int at = 0; at < half * LANES; at += LANES) {
                FloatVector.fromArray(FLOATS, partial, at)
                        .add(FloatVector.fromArray(FLOATS, partial, at + half * LANES))
                        .intoArray(partial, at);
            }
        }
        return FloatVector.fromArray(FLOATS, partial, 0).div(channels);
    }
}
