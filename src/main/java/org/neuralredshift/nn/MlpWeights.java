package org.neuralredshift.nn;

import org.neuralredshift.rng.StreamKey;

/**
 * The weights and biases of one sampled {@link Mlp}, drawn straight into the layout that the
 * evaluation reads. Drawing again overwrites them. Layers 0 to L - 1 are hidden, layer L is the
 * output.
 */
public final class MlpWeights {
    /**
     * Tensors a layer; a matrix takes eight, so that a prior may need more than one number a
     * weight.
     */
    private static final int PER_LAYER = 32;

    private static final int BIASES = 8;
    private static final int GATE = 16;

    private final Mlp mlp;
    private final float[][] weights;
    private final float[][] biases;
    private final float[][] gateWeights;
    private final float[][] gateBiases;

    /** Makes room for the weights of a model. */
    public MlpWeights(Mlp mlp) {
        this.mlp = mlp;
        int layers = mlp.depth() + 1;
        this.weights = new float[layers][];
        this.biases = new float[layers][];
        this.gateWeights = new float[layers][0];
        this.gateBiases = new float[layers][0];
        for (int layer = 0; layer < layers; layer++) {
            int size = Math.multiplyExact(mlp.fanIn(layer), mlp.fanOut(layer));
            weights[layer] = new float[size];
            biases[layer] = new float[mlp.fanOut(layer)];
            if (mlp.gate() && layer < mlp.depth()) {
                gateWeights[layer] = new float[size];
                gateBiases[layer] = new float[mlp.fanOut(layer)];
            }
        }
    }

    /** Draws a sample. */
    public void draw(StreamKey key, int sample) {
        PriorDraws draws = new PriorDraws(key, sample);
        for (int layer = 0; layer < weights.length; layer++) {
            int tensor = PER_LAYER * layer;
            draw(draws, layer, tensor, weights[layer], biases[layer]);
            if (gateWeights[layer].length > 0) {
                draw(draws, layer, tensor + GATE, gateWeights[layer], gateBiases[layer]);
            }
        }
    }

    private void draw(PriorDraws draws, int layer, int tensor, float[] w, float[] b) {
        draws.weights(mlp.prior(), mlp.magnitude(), mlp.fanIn(layer), mlp.fanOut(layer), tensor, w);
        draws.uniforms(mlp.biasRange(), tensor + BIASES, b);
    }

    /**
     * Returns W of a layer, shape (outputs, inputs), row-major; changes to it are kept until the
     * next draw.
     */
    public float[] weights(int layer) {
        return weights[layer];
    }

    /** Returns b of a layer, shape (outputs). */
    public float[] biases(int layer) {
        return biases[layer];
    }

    /** Returns W' of the gate, empty when there is none. */
    public float[] gateWeights(int layer) {
        return gateWeights[layer];
    }

    /** Returns b' of the gate, empty when there is none. */
    public float[] gateBiases(int layer) {
        return gateBiases[layer];
    }
}
