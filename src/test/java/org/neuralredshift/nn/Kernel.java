package org.neuralredshift.nn;

/**
 * E[φ(u) φ(v)] of jointly normal u, v with variances k11, k22 and covariance k12, in closed form:
 * Cho and Saul 2009 (ReLU, step), Williams 1997 (erf), and the Gaussian integrals of sine, Gaussian
 * and GELU.
 */
final class Kernel {
    private Kernel() {}

    static double of(String activation, double k11, double k22, double k12) {
        double c = Math.clamp(k12 / Math.sqrt(k11 * k22), -1, 1);
        double angle = StrictMath.acos(c);
        return switch (activation) {
            case "relu" ->
                    Math.sqrt(k11 * k22)
                            * (StrictMath.sin(angle) + (Math.PI - angle) * c)
                            / (2 * Math.PI);
            case "step" -> (Math.PI - angle) / (2 * Math.PI);
            case "erf" ->
                    2
                            / Math.PI
                            * StrictMath.asin(2 * k12 / Math.sqrt((1 + 2 * k11) * (1 + 2 * k22)));
            case "sine" -> StrictMath.exp(-(k11 + k22) / 2) * StrictMath.sinh(k12);
            case "gaussian" -> 1 / Math.sqrt((1 + k11) * (1 + k22) - k12 * k12);
            case "gelu" -> gelu(k11, k22, k12);
            case "identity" -> k12;
            default -> throw new IllegalArgumentException(activation);
        };
    }

    private static double gelu(double k11, double k22, double k12) {
        double ones = (1 + k11) * (1 + k22);
        double square = ones - k12 * k12;
        double root = Math.sqrt(square);
        double first = (k12 * k12 + k11 * k22 * square) / (ones * root);
        return k12 / 4 + (first + k12 * StrictMath.atan2(k12, root)) / (2 * Math.PI);
    }

    /**
     * The covariance of the outputs at two points of a wide network without biases.
     *
     * @param xx squared length of both points
     * @param xy their product
     */
    static double output(Mlp mlp, double xx, double xy) {
        double same = variance(mlp, 0) * xx;
        double other = variance(mlp, 0) * xy;
        for (int layer = 1; layer <= mlp.depth(); layer++) {
            String activation = mlp.activation().label();
            double scale = variance(mlp, layer) * mlp.width();
            double across = scale * of(activation, same, same, other);
            same = scale * of(activation, same, same, same);
            other = across;
        }
        return other;
    }

    /** The variance of a weight under the priors that share Glorot's. */
    private static double variance(Mlp mlp, int layer) {
        return 2 * mlp.magnitude() * mlp.magnitude() / (mlp.fanIn(layer) + mlp.fanOut(layer));
    }
}
