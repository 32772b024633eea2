package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;
import org.neuralredshift.simd.PointLayers;

/**
 * A multilayer perceptron with one output and the prior of its weights: L hidden layers {@code x <-
 * φ(Wx + b)}, then {@code w·x + b}. Teney et al. 2024, arXiv 2403.02241.
 *
 * <p>With all options a hidden layer is {@code z = c N(Wx + b); x <- z + φ(z) ⊙ logistic(W'x +
 * b')}: N is layer normalisation over the channels (offset 0, scale 1, epsilon 1e-5), c the
 * prefactor, z + the residual, ⊙ logistic(…) the gate. So a residual leads around the
 * non-linearity, in every hidden layer, and what it carries is linear in the layer's input.
 *
 * @param inputs d, at least 1
 * @param depth L, hidden layers, from 0 (a linear function) to 1024
 * @param width channels of a hidden layer, from 1 to 65536
 * @param activation φ
 * @param layerNorm whether there is layer normalisation before φ
 * @param residual whether what enters φ is added to what leaves it
 * @param gate whether φ is gated
 * @param prefactor c, a finite number above 0
 * @param prior of the weights, output layer included
 * @param magnitude α, the scale of the weights, a finite number, not negative
 * @param biasRange biases are uniform on ± this, output layer included; finite, not negative
 */
public record Mlp(
        int inputs,
        int depth,
        int width,
        Activation activation,
        boolean layerNorm,
        boolean residual,
        boolean gate,
        double prefactor,
        WeightPrior prior,
        double magnitude,
        double biasRange)
        implements FunctionModel {
    /** Epsilon of layer normalisation. */
    public static final float EPSILON = 1e-5f;

    /**
     * The paper's network: two inputs, three hidden layers of 64, Glorot's prior, biases U(-1, 1).
     */
    public static Mlp standard(Activation activation) {
        return new Mlp(2, 3, 64, activation, false, false, false, 1, WeightPrior.GLOROT, 1, 1);
    }

    /** Checks all numbers. */
    public Mlp {
        Check.atLeast(1, inputs, "inputs");
        Check.check(depth >= 0 && depth <= 1024, "depth", "an integer from 0 to 1024", depth);
        Check.check(width >= 1 && width <= 1 << 16, "width", "an integer from 1 to 65536", width);
        Check.check(
                (long) width * width <= Integer.MAX_VALUE - 8 || depth < 2,
                "width",
                "at most 46340 with hidden layers between",
                width);
        Check.positiveFinite(prefactor, "prefactor");
        Check.check(
                magnitude >= 0 && Double.isFinite(magnitude),
                "magnitude",
                "a finite number, not negative",
                magnitude);
        Check.check(
                biasRange >= 0 && Double.isFinite(biasRange),
                "bias-range",
                "a finite number, not negative",
                biasRange);
    }

    /** Returns this with another depth. */
    public Mlp withDepth(int other) {
        return new Mlp(
                inputs,
                other,
                width,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                prior,
                magnitude,
                biasRange);
    }

    /** Returns this with another width. */
    public Mlp withWidth(int other) {
        return new Mlp(
                inputs,
                depth,
                other,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                prior,
                magnitude,
                biasRange);
    }

    /** Returns this with another magnitude of the weights. */
    public Mlp withMagnitude(double other) {
        return new Mlp(
                inputs,
                depth,
                width,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                prior,
                other,
                biasRange);
    }

    /** Returns this with another prior of the weights. */
    public Mlp withPrior(WeightPrior other) {
        return new Mlp(
                inputs,
                depth,
                width,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                other,
                magnitude,
                biasRange);
    }

    /** Returns this with another range of the biases. */
    public Mlp withBiasRange(double other) {
        return new Mlp(
                inputs,
                depth,
                width,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                prior,
                magnitude,
                other);
    }

    /** Returns this with these parts of a hidden layer. */
    public Mlp with(boolean layerNorm, boolean residual, boolean gate) {
        return new Mlp(
                inputs,
                depth,
                width,
                activation,
                layerNorm,
                residual,
                gate,
                prefactor,
                prior,
                magnitude,
                biasRange);
    }

    /** Returns the number of weights and biases. */
    public long parameters() {
        long hidden = 0;
        for (int layer = 0; layer < depth; layer++) {
            hidden += (fanIn(layer) + 1L) * width;
        }
        return (gate ? 2 : 1) * hidden + fanIn(depth) + 1;
    }

    /** Returns the multiply-adds of one point. */
    public long multiplyAdds() {
        return parameters();
    }

    int fanIn(int layer) {
        return layer == 0 ? inputs : width;
    }

    int fanOut(int layer) {
        return layer == depth ? 1 : width;
    }

    @Override
    public String canonical() {
        return "{\"model\":\"mlp\",\"inputs\":%d,\"depth\":%d,\"width\":%d,\"activation\":\"%s\",\"layer-norm\":%b,"
                        .formatted(inputs, depth, width, activation.label(), layerNorm)
                + "\"residual\":%b,\"gate\":%b,\"prefactor\":%s,\"prior\":\"%s\",\"magnitude\":%s,\"bias-range\":%s}"
                        .formatted(residual, gate, prefactor, prior.label(), magnitude, biasRange);
    }

    @Override
    public long bytes(InputGrid grid) {
        long spare = prior == WeightPrior.LONG_TAILED ? 2L * width * Math.max(width, inputs) : 0;
        long block = 5L * (Math.max(width, inputs) + 1) * PointLayers.POINTS;
        return (parameters() + spare + block + grid.points()) * Float.BYTES;
    }

    @Override
    public FunctionSampler sampler(InputGrid grid, int threads) {
        return new MlpSampler(this, grid, threads);
    }
}
