package org.neuralredshift.nn;

import java.util.Arrays;

/** The equations of an MLP in double, for one point. */
final class ReferenceMlp {
    private ReferenceMlp() {}

    static double value(Mlp mlp, MlpWeights weights, double[] input) {
        double[] x = input;
        for (int layer = 0; layer < mlp.depth(); layer++) {
            double[] z = affine(weights.weights(layer), weights.biases(layer), x);
            if (mlp.layerNorm()) {
                double mean = Arrays.stream(z).average().orElse(0);
                double variance =
                        Arrays.stream(z).map(v -> (v - mean) * (v - mean)).average().orElse(0);
                z = Arrays.stream(z).map(v -> (v - mean) / Math.sqrt(variance + 1e-5)).toArray();
            }
            double[] gate =
                    mlp.gate()
                            ? affine(weights.gateWeights(layer), weights.gateBiases(layer), x)
                            : null;
            for (int c = 0; c < z.length; c++) {
                double skipped = mlp.prefactor() * z[c];
                z[c] = activation(mlp.activation().label(), skipped);
                z[c] /= gate == null ? 1 : 1 + Math.exp(-gate[c]);
                z[c] += mlp.residual() ? skipped : 0;
            }
            x = z;
        }
        return affine(weights.weights(mlp.depth()), weights.biases(mlp.depth()), x)[0];
    }

    private static double[] affine(float[] w, float[] b, double[] x) {
        double[] y = new double[b.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = b[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += (double) w[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static double activation(String label, double z) {
        return switch (label) {
            case "relu" -> Math.max(0, z);
            case "tanh" -> Math.tanh(z);
            case "sine" -> Math.sin(z);
            case "gaussian" -> Math.exp(-z * z / 2);
            case "swish" -> z / (1 + Math.exp(-z));
            case "selu" -> 1.0507009873554805 * (z >= 0 ? z : 1.6732632423543772 * Math.expm1(z));
            case "gelu" -> z / 2 * (1 + org.hipparchus.special.Erf.erf(z / Math.sqrt(2)));
            default -> throw new IllegalArgumentException(label);
        };
    }
}
