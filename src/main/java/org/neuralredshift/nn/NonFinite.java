package org.neuralredshift.nn;

/**
 * Where a forward pass first met an infinity or NaN.
 *
 * @param where {@code embedding}, {@code attention norm}, {@code attention}, {@code mlp norm},
 *     {@code mlp}, {@code activation}, {@code final norm} or {@code logits}; in an MLP {@code
 *     affine}, {@code norm}, {@code gate} or {@code output}
 * @param layer which block or hidden layer, from 0; -1 outside the blocks
 * @param position position in the context, from 0, -1 for the logits; in an MLP the grid's point
 */
public record NonFinite(String where, int layer, int position) {
    @Override
    public String toString() {
        return layer < 0 ? where : "layer " + layer + " " + where;
    }
}
