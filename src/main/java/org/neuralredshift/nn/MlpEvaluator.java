package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.simd.Activation;
import org.neuralredshift.simd.BuiltInActivation;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.PointLayers;

/**
 * The forward pass of an {@link Mlp} over blocks of 64 points: all layers of one block before the
 * next block, so that activations stay in the first-level cache up to a width of about 100. Not
 * thread-safe: it owns its work space.
 */
public final class MlpEvaluator {
    private static final int POINTS = PointLayers.POINTS;
    private static final Activation LOGISTIC = BuiltInActivation.SIGMOID;

    private final Mlp mlp;
    private final InputGrid grid;
    private final float[] coordinates;
    private float[] x;
    private float[] y;
    private final float[] gate;
    private final float[] skipped;
    private final float[] moments = new float[2 * POINTS];
    private @Nullable NonFinite first;

    /** Prepares for a model and a grid. */
    public MlpEvaluator(Mlp mlp, InputGrid grid) {
        Check.check(
                grid.inputs() == mlp.inputs(),
                "inputs",
                "those of the grid, " + grid.inputs(),
                mlp.inputs());
        this.mlp = mlp;
        this.grid = grid;
        this.coordinates = grid.coordinates();
        int channels = Math.max(mlp.width(), mlp.inputs());
        this.x = new float[channels * POINTS];
        this.y = new float[channels * POINTS];
        this.gate = new float[mlp.gate() ? channels * POINTS : 0];
        this.skipped = new float[mlp.residual() ? channels * POINTS : 0];
    }

    /**
     * Evaluates a network at all points.
     *
     * @param values shape (N, …, N), overwritten
     * @return where a value first was not finite, null if nowhere
     */
    public @Nullable NonFinite evaluate(MlpWeights weights, float[] values) {
        return evaluate(weights, values, 0, grid.blocks());
    }

    /**
     * As {@link #evaluate(MlpWeights, float[])}, for the points of blocks {@code from} to {@code to
     * - 1}.
     */
    @Nullable NonFinite evaluate(MlpWeights weights, float[] values, int from, int to) {
        first = null;
        for (int block = from; block < to; block++) {
            grid.fill(block, coordinates, x);
            for (int layer = 0; layer < mlp.depth(); layer++) {
                hidden(weights, layer, block);
            }
            int output = mlp.depth();
            PointLayers.affine(
                    weights.weights(output), weights.biases(output), mlp.fanIn(output), 1, x, y);
            note("output", output, block, y, POINTS);
            int at = block * POINTS;
            System.arraycopy(y, 0, values, at, Math.min(POINTS, values.length - at));
        }
        return first;
    }

    private void hidden(MlpWeights weights, int layer, int block) {
        int inputs = mlp.fanIn(layer);
        int width = mlp.width();
        int size = width * POINTS;
        PointLayers.affine(weights.weights(layer), weights.biases(layer), inputs, width, x, y);
        note("affine", layer, block, y, size);
        if (mlp.layerNorm()) {
            PointLayers.normalise(y, width, Mlp.EPSILON, moments);
            note("norm", layer, block, moments, moments.length);
        }
        if (mlp.prefactor() != 1) {
            Elementwise.scale(y, 0, size, (float) mlp.prefactor());
        }
        if (mlp.residual()) {
            System.arraycopy(y, 0, skipped, 0, size);
        }
        mlp.activation().apply(y, 0, size);
        if (mlp.gate()) {
            PointLayers.affine(
                    weights.gateWeights(layer), weights.gateBiases(layer), inputs, width, x, gate);
            note("gate", layer, block, gate, size);
            LOGISTIC.apply(gate, 0, size);
            PointLayers.multiply(gate, y, size);
        }
        if (mlp.residual()) {
            Elementwise.add(skipped, 0, size, y, 0);
        }
        float[] swapped = x;
        x = y;
        y = swapped;
    }

    /**
     * Keeps the lowest layer and in it the lowest point; a block comes before those that follow it.
     */
    private void note(String where, int layer, int block, float[] rows, int size) {
        if (Elementwise.allFinite(rows, 0, size) || (first != null && first.layer() <= layer)) {
            return;
        }
        int point = POINTS;
        for (int i = 0; i < size; i++) {
            if (!Float.isFinite(rows[i])) {
                point = Math.min(point, i % POINTS);
            }
        }
        first = new NonFinite(where, layer, block * POINTS + point);
    }
}
