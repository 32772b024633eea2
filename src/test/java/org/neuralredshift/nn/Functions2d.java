package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

/** Short ways to sample functions in tests. */
final class Functions2d {
    private Functions2d() {}

    static Mlp mlp(int inputs, int depth, int width, String activation, WeightPrior prior) {
        return new Mlp(
                inputs,
                depth,
                width,
                Activation.named(activation),
                false,
                false,
                false,
                1,
                prior,
                1,
                1);
    }

    /** Evaluates sample after sample. */
    static float[][] samples(FunctionModel model, InputGrid grid, long seed, int count) {
        FunctionSampler sampler = model.sampler(grid, 1);
        float[][] values = new float[count][grid.points()];
        for (int sample = 0; sample < count; sample++) {
            sampler.sample(model.key(seed), sample, values[sample]);
        }
        return values;
    }
}
