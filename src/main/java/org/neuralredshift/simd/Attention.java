package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Attention of one query over the positions kept so far. Keys lie as (D, T), so that the scores'
 * lanes run over positions; values lie as (T, D), so that the output's lanes run over D. Both sums
 * take their terms in order, by one fused multiply-add each.
 */
public final class Attention {
    private static final VectorSpecies<Float> F = Lanes.FLOATS;
    private static final int LANES = F.length();

    private Attention() {}

    /**
     * Computes {@code scores[t] = factor Σ_d query[d] keys[d][t]}.
     *
     * @param query length {@code width} from {@code queryAt}
     * @param keys element (d, t) at {@code keysAt + d * keysStride + t}
     * @param positions how many t, at most {@code scores.length}
     */
    public static void scores(
            float[] query,
            int queryAt,
            int width,
            float[] keys,
            int keysAt,
            int keysStride,
            int positions,
            float factor,
            float[] scores) {
        int t = 0;
        if (!Lanes.SCALAR) {
            for (; t + LANES <= positions; t += LANES) {
                FloatVector sum = FloatVector.zero(F);
                for (int d = 0; d < width; d++) {
                    FloatVector key = FloatVector.fromArray(F, keys, keysAt + d * keysStride + t);
                    sum = key.fma(FloatVector.broadcast(F, query[queryAt + d]), sum);
                }
                sum.mul(factor).intoArray(scores, t);
            }
        }
        for (; t < positions; t++) {
            float sum = 0;
            for (int d = 0; d < width; d++) {
                sum = Math.fma(keys[keysAt + d * keysStride + t], query[queryAt + d], sum);
            }
            scores[t] = sum * factor;
        }
    }

    /**
     * Computes {@code out[d] = Σ_t weights[t] values[t][d]}.
     *
     * @param values element (t, d) at {@code valuesAt + t * valuesStride + d}
     * @param out length {@code width} from {@code outAt}
     */
    public static void mix(
            float[] weights,
            int positions,
            float[] values,
            int valuesAt,
            int valuesStride,
            int width,
            float[] out,
            int outAt) {
        int d = 0;
        if (!Lanes.SCALAR) {
            for (; d + LANES <= width; d += LANES) {
                FloatVector sum = FloatVector.zero(F);
                for (int t = 0; t < positions; t++) {
                    FloatVector value =
                            FloatVector.fromArray(F, values, valuesAt + t * valuesStride + d);
                    sum = value.fma(FloatVector.broadcast(F, weights[t]), sum);
                }
                sum.intoArray(out, outAt + d);
            }
        }
        for (; d < width; d++) {
            float sum = 0;
            for (int t = 0; t < positions; t++) {
                sum = Math.fma(values[valuesAt + t * valuesStride + d], weights[t], sum);
            }
            out[outAt + d] = sum;
        }
    }
}
