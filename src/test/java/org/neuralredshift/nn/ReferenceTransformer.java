package org.neuralredshift.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * GPT-2's forward pass in double, one position after another from scratch, written from the
 * published formulas (Radford et al. 2019; Vaswani et al., arXiv 1706.03762; Ba et al., arXiv
 * 1607.06450; Hendrycks and Gimpel, arXiv 1606.08415) with none of the production code: it only
 * reads the weights.
 */
final class ReferenceTransformer {
    private final Transformer model;
    private final Function<Tensor, float[][]> tensors; // rows

    /** For a network whose layer norms have the model's gain and no offset. */
    ReferenceTransformer(ExplicitWeights weights) {
        this.model = weights.model();
        Map<Tensor, float[][]> read = new HashMap<>();
        this.tensors = tensor -> read.computeIfAbsent(tensor, t -> rows(weights, t));
    }

    /** For any network. */
    ReferenceTransformer(NetworkTensors network) {
        this.model = network.model();
        Map<Tensor, float[][]> read = new HashMap<>();
        this.tensors = tensor -> read.computeIfAbsent(tensor, t -> rows(network, t));
    }

    private static float[][] rows(NetworkTensors network, Tensor tensor) {
        float[][] rows = new float[tensor.rows(network.model())][];
        network.read(tensor, (row, values) -> rows[row] = values.clone());
        return rows;
    }

    private static float[][] rows(ExplicitWeights weights, Tensor tensor) {
        Transformer model = weights.model();
        float[][] rows = new float[tensor.rows(model)][tensor.columns(model)];
        Tensor.Role role = tensor.role();
        for (int r = 0; r < rows.length; r++) {
            switch (role) {
                case TOKENS -> weights.token(r, rows[r], 0);
                case POSITIONS -> weights.addPosition(r, rows[r], 0);
                case HEAD -> weights.head().column(r, rows[r], 0);
                case ATTENTION_NORM_SCALE, MLP_NORM_SCALE ->
                        Arrays.fill(rows[r], (float) model.gain());
                case FINAL_NORM_SCALE ->
                        Arrays.fill(
                                rows[r],
                                model.gainScope() == Transformer.GainScope.ALL
                                        ? (float) model.gain()
                                        : 1);
                case ATTENTION_NORM_OFFSET, MLP_NORM_OFFSET, FINAL_NORM_OFFSET -> {}
                default -> {
                    Matrix matrix = matrix(role);
                    for (int c = 0; c < rows[r].length; c++) {
                        rows[r][c] =
                                tensor.vector()
                                        ? weights.bias(tensor.layer(), matrix, c)
                                        : weights.matrix(tensor.layer(), matrix).at(r, c);
                    }
                }
            }
        }
        return rows;
    }

    private static Matrix matrix(Tensor.Role role) {
        return Arrays.stream(Matrix.values())
                .filter(m -> m.weights() == role || m.biases() == role)
                .findFirst()
                .orElseThrow();
    }

    /** Logits after the last of some tokens. */
    double[] logits(int[] tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = plus(token(tokens[t]), position(t));
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            if (model.attention()) {
                merge(
                        x,
                        attention(
                                layer,
                                normalised(
                                        x,
                                        layer,
                                        Tensor.Role.ATTENTION_NORM_SCALE,
                                        Tensor.Role.ATTENTION_NORM_OFFSET)));
            }
            if (model.mlp()) {
                merge(
                        x,
                        mlp(
                                layer,
                                normalised(
                                        x,
                                        layer,
                                        Tensor.Role.MLP_NORM_SCALE,
                                        Tensor.Role.MLP_NORM_OFFSET)));
            }
        }
        double[] h =
                normalised(x, -1, Tensor.Role.FINAL_NORM_SCALE, Tensor.Role.FINAL_NORM_OFFSET)[
                        tokens.length - 1];
        float[][] head =
                tensors.apply(
                        Tensor.of(
                                model.head() == Transformer.Head.TIED
                                        ? Tensor.Role.TOKENS
                                        : Tensor.Role.HEAD));
        return IntStream.range(0, model.vocabulary())
                .mapToDouble(
                        v -> IntStream.range(0, h.length).mapToDouble(c -> h[c] * head[v][c]).sum())
                .toArray();
    }

    /** Greedy decoding with the last {@code context} tokens in view, each step from scratch. */
    int[] greedy(int[] prompt, int length) {
        int[] tokens = prompt.clone();
        for (int step = 0; step < length; step++) {
            int from = Math.max(0, tokens.length - model.context());
            double[] logits = logits(Arrays.copyOfRange(tokens, from, tokens.length));
            int best = 0;
            for (int v = 1; v < logits.length; v++) {
                best = logits[v] > logits[best] ? v : best;
            }
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = best;
        }
        return Arrays.copyOfRange(tokens, prompt.length, tokens.length);
    }

    private double[] token(int id) {
        return doubles(tensors.apply(Tensor.of(Tensor.Role.TOKENS))[id]);
    }

    private double[] position(int t) {
        if (model.positions() == Transformer.Positions.SINUSOIDAL) {
            double[] wave = new double[model.width()];
            for (int c = 0; c < wave.length; c++) {
                double angle = t / Math.pow(10_000, 2 * (c / 2) / (double) model.width());
                wave[c] =
                        Math.sqrt(2)
                                * model.embeddingStd()
                                * (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
            return wave;
        }
        return doubles(tensors.apply(Tensor.of(Tensor.Role.POSITIONS))[t]);
    }

    private double[][] normalised(double[][] x, int layer, Tensor.Role scale, Tensor.Role offset) {
        float[] scales = tensors.apply(new Tensor(scale, layer))[0];
        float[] offsets = tensors.apply(new Tensor(offset, layer))[0];
        return Arrays.stream(x)
                .map(row -> normalised(row, scales, offsets))
                .toArray(double[][]::new);
    }

    private double[] normalised(double[] x, float[] scale, float[] offset) {
        if (!model.layerNorm()) {
            return x;
        }
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - mean) / Math.sqrt(variance + 1e-5) * scale[i] + offset[i])
                .toArray();
    }

    private double[][] attention(int layer, double[][] x) {
        int c = model.width();
        int d = c / model.heads();
        double[][] qkv = multiplied(layer, Matrix.ATTENTION_IN, x);
        double[][] heads = new double[x.length][c];
        for (int t = 0; t < x.length; t++) {
            for (int head = 0; head < model.heads(); head++) {
                double[] weight = new double[t + 1];
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < d; i++) {
                        weight[s] += qkv[t][head * d + i] * qkv[s][c + head * d + i];
                    }
                    weight[s] = Math.exp(weight[s] / Math.sqrt(d));
                }
                double sum = Arrays.stream(weight).sum();
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < d; i++) {
                        heads[t][head * d + i] += weight[s] / sum * qkv[s][2 * c + head * d + i];
                    }
                }
            }
        }
        return multiplied(layer, Matrix.ATTENTION_OUT, heads);
    }

    private double[][] mlp(int layer, double[][] x) {
        double[][] hidden = multiplied(layer, Matrix.MLP_IN, x);
        for (double[] row : hidden) {
            Arrays.setAll(row, i -> activation(row[i]));
        }
        return multiplied(layer, Matrix.MLP_OUT, hidden);
    }

    private double activation(double x) {
        return switch (model.activation().label()) {
            case "relu" -> Math.max(0, x);
            case "gelu-tanh" ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case "swish" -> x / (1 + Math.exp(-x));
            case "tanh" -> Math.tanh(x);
            case "gaussian" -> Math.exp(-x * x / 2);
            case "sine" -> Math.sin(x);
            default -> throw new IllegalStateException(model.activation().label());
        };
    }

    private double[][] multiplied(int layer, Matrix matrix, double[][] x) {
        int outputs = matrix.outputs(model);
        float[] bias = tensors.apply(new Tensor(matrix.biases(), layer))[0];
        float[][] w = tensors.apply(new Tensor(matrix.weights(), layer));
        double[][] y = new double[x.length][outputs];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < outputs; o++) {
                y[t][o] = bias[o];
                for (int i = 0; i < x[t].length; i++) {
                    y[t][o] += x[t][i] * w[i][o];
                }
            }
        }
        return y;
    }

    private void merge(double[][] x, double[][] out) {
        for (int t = 0; t < x.length; t++) {
            x[t] = model.residual() ? plus(x[t], out[t]) : out[t];
        }
    }

    private static double[] plus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private static double[] doubles(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }
}
