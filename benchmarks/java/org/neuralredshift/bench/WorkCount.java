package org.neuralredshift.bench;

import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one operation of a benchmark does, as far as it can be counted from the outside.
 *
 * @param items how many of {@code item}
 * @param item in the plural; empty where a time says it all
 * @param bytes that must come from memory or go there; 0 where the caches hold them or nobody knows
 * @param flops multiplications and additions of floats, 0 where nobody knows
 * @param megabytes the working set of {@link LimitsBench} that the bytes are judged by
 */
record WorkCount(double items, String item, double bytes, double flops, int megabytes) {
    private static final double VOCABULARY = 50257;
    private static final double INPUTS = 768;
    private static final double OUTPUTS = 3072;

    private static WorkCount of(double items, String item) {
        return new WorkCount(items, item, 0, 0, 256);
    }

    /** Returns the work of a benchmark, named CLASS.METHOD, with its parameters. */
    static WorkCount of(String benchmark, Map<String, String> parameters) {
        String type = benchmark.substring(0, benchmark.indexOf('.'));
        return switch (type) {
            case "DeviatesBench" -> of(1, "deviates");
            case "ElementaryBench" -> of(1, "numbers");
            case "KernelsBench" -> kernel(benchmark, parameters);
            case "FunctionsBench" ->
                    benchmark.contains("evaluate")
                            ? mlp(parameters.get("activation"))
                            : of(1, benchmark.endsWith("peak") ? "" : "grids");
            case "GridJobBench" -> mlp(parameters.get("activation"));
            case "SequenceBench" -> of(100, "symbols");
            case "LongSequenceBench" -> of(number(parameters, "n"), "symbols");
            case "TransformsBench" -> of(Math.pow(number(parameters, "side"), 2), "points");
            case "GenerateBench" -> network(parameters);
            case "PromptsBench" -> prompts(number(parameters, "prompts"));
            default -> of(1, "");
        };
    }

    private static double number(Map<String, String> parameters, String name) {
        return Double.parseDouble(parameters.get(name));
    }

    private static WorkCount kernel(String benchmark, Map<String, String> parameters) {
        return switch (benchmark) {
            case "KernelsBench.oneMatrix" -> new WorkCount(1, "", 0, product(parameters), 256);
            case "KernelsBench.manyMatrices" ->
                    new WorkCount(1, "", 4 * INPUTS * OUTPUTS, product(parameters), 256);
            case "KernelsBench.dots", "KernelsBench.addRows" ->
                    new WorkCount(1, "", 0, 2 * 64 * INPUTS, 256);
            case "KernelsBench.argmax" -> of(VOCABULARY, "logits");
            case "KernelsBench.allFinite" -> of(OUTPUTS, "numbers");
            default -> of(1, "");
        };
    }

    private static double product(Map<String, String> parameters) {
        return 2 * INPUTS * OUTPUTS * number(parameters, "rows");
    }

    private static WorkCount mlp(String activation) {
        double points = GridJobBench.SIDE * GridJobBench.SIDE;
        double flops = 2 * points * GridJobBench.mlp(activation).multiplyAdds();
        return new WorkCount(1, "networks", 0, flops, 256);
    }

    /**
     * A network token by token. Explicit weights: written once and read for each token. Deferred
     * ones: token t reads min(t, n) directions of n inputs, and as many images of m outputs, once;
     * further passes over the directions, which near inputs need, do not count. Mixed ones: each
     * matrix as it comes. Of the deferred head, which draws no logits, the directions count.
     */
    private static WorkCount network(Map<String, String> parameters) {
        double layers = number(parameters, "layers");
        double width = number(parameters, "width");
        double length = number(parameters, "length");
        Set<String> whole = Set.copyOf(generation(parameters).drawnWhole());
        Map<String, double[]> matrices =
                Map.of(
                        "attention-in", new double[] {layers, width, 3 * width},
                        "attention-out", new double[] {layers, width, width},
                        "mlp-in", new double[] {layers, width, 4 * width},
                        "mlp-out", new double[] {layers, 4 * width, width},
                        "head", new double[] {1, width, VOCABULARY});
        double bytes = 0;
        double flops = 0;
        for (Map.Entry<String, double[]> entry : matrices.entrySet()) {
            double[] matrix = entry.getValue();
            boolean explicit = whole.contains(entry.getKey());
            double n = matrix[1];
            double m = matrix[2];
            double directions = 0;
            for (int t = 1; t <= length; t++) {
                directions += Math.min(t, n);
            }
            double image = m == VOCABULARY ? 0 : m;
            bytes += 4 * matrix[0] * (explicit ? (1 + length) * n * m : directions * (n + image));
            flops += 2 * matrix[0] * (explicit ? length * n * m : directions * (n + image));
        }
        return new WorkCount(1, "networks", bytes, flops, whole.contains("head") ? 256 : 80);
    }

    private static Generation generation(Map<String, String> parameters) {
        return GenerateBench.generation(
                Objects.requireNonNull(parameters.get("activation")),
                number(parameters, "gain"),
                (int) number(parameters, "layers"),
                (int) number(parameters, "width"),
                (int) number(parameters, "length"),
                Engine.valueOf(parameters.get("engine")));
    }

    /** One draw, then 100 passes for each 16 prompts. */
    private static WorkCount prompts(double prompts) {
        double weights = 12 * 12 * INPUTS * INPUTS + INPUTS * VOCABULARY;
        double passes = 100 * Math.ceil(prompts / 16);
        return new WorkCount(
                prompts, "sequences", 4 * weights * (1 + passes), 200 * weights * prompts, 256);
    }
}
