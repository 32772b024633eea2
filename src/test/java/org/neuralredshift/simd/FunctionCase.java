package org.neuralredshift.simd;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * A function under test: its two forms and a reference in double precision, good to 10⁻¹² of the
 * value or better (the platform's double functions; series and a continued fraction for erf).
 */
record FunctionCase(String name, Activation.Scalar scalar, Loop loop, DoubleUnaryOperator exact) {
    /** The array form. */
    @FunctionalInterface
    interface Loop {
        void apply(float[] x, int from, int to);
    }

    private static final double SELU_SCALE = 1.0507009873554804934;
    private static final double SELU_ALPHA = 1.6732632423543772848;
    private static final double GELU_TANH_SCALE = 2 * Math.sqrt(2 / Math.PI);

    /** Returns the functions and the activations, each function once. */
    static List<FunctionCase> all() {
        return Stream.concat(
                        Stream.of(
                                new FunctionCase("exp", Functions::exp, Functions::exp, Math::exp),
                                new FunctionCase("log", Functions::log, Functions::log, Math::log),
                                new FunctionCase("cos", Functions::cos, Functions::cos, Math::cos)),
                        Arrays.stream(BuiltInActivation.values()).map(FunctionCase::of))
                .toList();
    }

    private static FunctionCase of(BuiltInActivation activation) {
        DoubleUnaryOperator exact = exact(activation);
        return switch (activation) {
            case TANH -> new FunctionCase("tanh", activation::at, Functions::tanh, exact);
            case SINE -> new FunctionCase("sine", Functions::sin, activation::apply, exact);
            case SIGMOID -> new FunctionCase("sigmoid", activation::at, Functions::sigmoid, exact);
            case ERF -> new FunctionCase("erf", activation::at, Functions::erf, exact);
            case RELU, GELU, GELU_TANH, SWISH, SELU, GAUSSIAN, STEP, IDENTITY ->
                    new FunctionCase(activation.label(), activation::at, activation::apply, exact);
        };
    }

    private static DoubleUnaryOperator exact(BuiltInActivation activation) {
        return switch (activation) {
            case RELU -> x -> Math.max(0, x);
            case GELU -> x -> times(x, 0.5 * ErrorFunctionReference.erfc(-x * Math.sqrt(0.5)));
            case GELU_TANH -> x -> times(x, sigmoid(GELU_TANH_SCALE * (x + 0.044715 * x * x * x)));
            case SWISH -> x -> times(x, sigmoid(x));
            case SELU -> x -> SELU_SCALE * (x >= 0 ? x : SELU_ALPHA * Math.expm1(x));
            case TANH -> Math::tanh;
            case GAUSSIAN -> x -> Math.exp(-x * x / 2);
            case SINE -> Math::sin;
            case SIGMOID -> FunctionCase::sigmoid;
            case ERF -> ErrorFunctionReference::erf;
            case STEP -> x -> x > 0 ? 1 : x <= 0 ? 0 : x;
            case IDENTITY -> x -> x;
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Multiplies; −0, the limit, where the factor vanished. */
    private static double times(double x, double factor) {
        return factor == 0 ? -0.0 : x * factor;
    }

    /**
     * Returns |computed − exact| in units in the last place of the exact value as a float; an
     * overflow counts as 2¹²⁸. Infinite where only one of them is NaN or infinite by nature, or
     * where the signs differ.
     */
    static double ulps(float computed, double exact) {
        if (Float.floatToIntBits(computed) == Float.floatToIntBits((float) exact)
                && (computed == 0 || Float.isNaN(computed) || Float.isInfinite(computed))) {
            return 0;
        }
        boolean sameSign = Math.copySign(1, computed) == Math.copySign(1, exact);
        if (Float.isNaN(computed) || !Double.isFinite(exact) || !sameSign) {
            return Double.POSITIVE_INFINITY;
        }
        double error = Math.abs(overflowed(computed) - overflowed(exact));
        int exponent = Math.clamp(Math.getExponent(exact), -126, 127);
        return Math.scalb(error, 23 - exponent);
    }

    private static double overflowed(double value) {
        return Math.clamp(value, -0x1p128, 0x1p128);
    }

    @Override
    public String toString() {
        return name;
    }
}
