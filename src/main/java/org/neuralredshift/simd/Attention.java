package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Attention of one query of one head over the positions kept so far. Keys lie in panels of {@value
 * #PANEL} positions, so that the scores' lanes run over positions; values lie as (T, D), so that
 * the output's lanes run over D. Both sums take their terms in order, by one fused multiply-add
 * each, and both memories are read as one stream.
 */
public final class Attention {
    /** Positions a panel of keys. */
    public static final int PANEL = 16;

    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int LANES = F.length();

    private Attention() {}

    /** Returns the floats that the keys of one head take. */
    public static int keysLength(int width, int positions) {
        return Math.ceilDiv(positions, PANEL) * PANEL * width;
    }

    /**
     * Keeps the key of a position.
     *
     * @param key length D = {@code width} from {@code keyAt}
     * @param keys element (d, t) goes to {@code keysAt + (t / PANEL * D + d) * PANEL + t % PANEL}
     */
    public static void keep(
            float[] key, int keyAt, int width, float[] keys, int keysAt, int position) {
        int at = keysAt + position / PANEL * PANEL * width + position % PANEL;
        for (int d = 0; d < width; d++) {
            keys[at + d * PANEL] = key[keyAt + d];
        }
    }

    /**
     * Computes {@code scores[t] = factor Σ_d query[d] keys[d][t]} for all positions, and values of
     * no use up to the end of the last panel.
     *
     * @param query length D = {@code width} from {@code queryAt}
     * @param keys as {@link #keep} lays them out
     * @param positions how many t
     * @param scores length at least that of whole panels
     */
    public static void scores(
            float[] query,
            int queryAt,
            int width,
            float[] keys,
            int keysAt,
            int positions,
            float factor,
            float[] scores) {
        for (int t = 0; t < positions; t += PANEL) {
            int panel = keysAt + t * width;
            if (Lanes.SCALAR) {
                for (int lane = 0; lane < PANEL; lane++) {
                    float sum = 0;
                    for (int d = 0; d < width; d++) {
                        sum = Math.fma(keys[panel + d * PANEL + lane], query[queryAt + d], sum);
                    }
                    scores[t + lane] = sum * factor;
                }
            } else {
                for (int lane = 0; lane < PANEL; lane += LANES) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int d = 0; d < width; d++) {
                        FloatVector key = FloatVector.fromArray(F, keys, panel + d * PANEL + lane);
                        sum = key.fma(FloatVector.broadcast(F, query[queryAt + d]), sum);
                    }
                    sum.mul(factor).intoArray(scores, t + lane);
                }
            }
        }
    }

    /**
     * Computes {@code out[d] = Σ_t weights[t] values[t][d]}.
     *
     * @param values shape (positions, D), from {@code valuesAt}
     * @param out length D = {@code width} from {@code outAt}
     */
    public static void mix(
            float[] weights,
            int positions,
            float[] values,
            int valuesAt,
            int width,
            float[] out,
            int outAt) {
        int d = 0;
        if (!Lanes.SCALAR) {
            for (; d + 4 * LANES <= width; d += 4 * LANES) {
                mixFour(weights, positions, values, valuesAt + d, width, out, outAt + d);
            }
            for (; d + LANES <= width; d += LANES) {
                FloatVector sum = FloatVector.zero(F);
                for (int t = 0; t < positions; t++) {
                    FloatVector value = FloatVector.fromArray(F, values, valuesAt + t * width + d);
                    sum = value.fma(FloatVector.broadcast(F, weights[t]), sum);
                }
                sum.intoArray(out, outAt + d);
            }
        }
        for (; d < width; d++) {
            float sum = 0;
            for (int t = 0; t < positions; t++) {
                sum = Math.fma(values[valuesAt + t * width + d], weights[t], sum);
            }
            out[outAt + d] = sum;
        }
    }

    private static void mixFour(
            float[] weights,
            int positions,
            float[] values,
            int valuesAt,
            int width,
            float[] out,
            int outAt) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int t = 0; t < positions; t++) {
            int at = valuesAt + t * width;
            FloatVector weight = FloatVector.broadcast(F, weights[t]);
            s0 = FloatVector.fromArray(F, values, at).fma(weight, s0);
            s1 = FloatVector.fromArray(F, values, at + LANES).fma(weight, s1);
            s2 = FloatVector.fromArray(F, values, at + 2 * LANES).fma(weight, s2);
            s3 = FloatVector.fromArray(F, values, at + 3 * LANES).fma(weight, s3);
        }
        s0.intoArray(out, outAt);
        s1.intoArray(out, outAt + LANES);
        s2.intoArray(out, outAt + 2 * LANES);
        s3.intoArray(out, outAt + 3 * LANES);
    }
}
