package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.SegmentAllocator;

/**
 * A matrix of shape (n, m) with independent N(0, s²) entries that is drawn whole, as those of
 * {@link ExplicitWeights} are, in a network whose other matrices are deferred.
 */
final class WholeMatrix implements AppliedMatrix, DeferredHead {
    private final float std;
    private final int tensor;
    private final Panels weights;

    /**
     * Allocates a matrix of zeros.
     *
     * @param n inputs
     * @param m outputs
     * @param std s
     * @param tensor number of its stream
     */
    WholeMatrix(SegmentAllocator memory, int n, int m, double std, int tensor) {
        this.std = (float) std;
        this.tensor = tensor;
        this.weights = new Panels(memory, n, m, ExplicitWeights.PANEL);
    }

    @Override
    public void restart(Deviates deviates) {
        ExplicitWeights.fill(deviates, Distribution.NORMAL, std, tensor, weights);
    }

    @Override
    public void apply(float[] x, int xStride, int rows, float[] y, int yStride) {
        Products.multiply(x, xStride, rows, weights, weights.rows(), y, 0, yStride);
    }

    @Override
    public void token(int i, float[] out, int at) {
        weights.column(i, out, at);
    }

    @Override
    public void keep(int rows) {}

    @Override
    public long drawn() {
        return (long) weights.rows() * weights.columns();
    }

    @Override
    public void materialise(Panels target) {
        target.memory().copyFrom(weights.memory());
    }

    @Override
    public double orthogonalityError() {
        return 0;
    }
}
