package org.neuralredshift.nn;

/**
 * The attention heads of all blocks, from the normed rows to what {@link Matrix#ATTENTION_OUT}
 * reads, with what they keep of earlier positions.
 */
sealed interface SelfAttention permits CachedAttention, BasisAttention {
    /**
     * Puts the outputs of a block's heads, side by side, in the place of its inputs. A row sees its
     * own position and the earlier ones of its slot, of which rows given before or with it were the
     * last.
     *
     * @param x shape (rows, C), row r at {@code r * stride}
     * @param rows at most {@link Decoder#ROWS}
     * @param slots the sequence of each row
     * @param positions the position of each row in its sequence
     * @param finite receives whether all values of a row were finite
     */
    void apply(
            int layer,
            float[] x,
            int stride,
            int rows,
            int[] slots,
            int[] positions,
            boolean[] finite);
}
