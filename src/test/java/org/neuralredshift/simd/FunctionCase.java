package org.neuralredshift.simd;

import static java.lang.StrictMath.exp;
import static java.lang.StrictMath.sqrt;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * A function under test: its two forms and a reference in double precision, good to 10⁻¹² of the
 * value or better.
 *
 * @param ulps greatest error over all floats, as the exhaustive run found it, rounded up
 */
record FunctionCase(
        String name, Activation.Scalar scalar, Loop loop, DoubleUnaryOperator exact, double ulps) {
    /** The array form. */
    @FunctionalInterface
    interface Loop {
        void apply(float[] x, int from, int to);
    }

    private static final double ROOT_HALF = sqrt(0.5);

    static Stream<FunctionCase> functions() {
        return Stream.of(
                new FunctionCase("exp", Functions::exp, Functions::exp, StrictMath::exp, 1),
                new FunctionCase("log", Functions::log, Functions::log, StrictMath::log, 1),
                new FunctionCase("sin", Functions::sin, Functions::sin, StrictMath::sin, 2),
                new FunctionCase("cos", Functions::cos, Functions::cos, StrictMath::cos, 2));
    }

    static Stream<FunctionCase> activations() {
        return Arrays.stream(BuiltInActivation.values())
                .map(a -> new FunctionCase(a.label(), a::at, a::apply, exact(a), greatestUlps(a)));
    }

    static List<FunctionCase> all() {
        return Stream.concat(functions(), activations()).toList();
    }

    private static double greatestUlps(BuiltInActivation activation) {
        return switch (activation) {
            case RELU, STEP, IDENTITY -> 0;
            case GELU -> 6;
            case GELU_TANH, SWISH -> 2.3;
            case SELU, TANH, SIGMOID, SINE, ERF -> 2;
            case GAUSSIAN -> 1;
        };
    }

    private static DoubleUnaryOperator exact(BuiltInActivation activation) {
        return switch (activation) {
            case RELU -> x -> StrictMath.max(0, x);
            case GELU -> x -> times(x, 0.5 * ErrorFunctionReference.erfc(-x * ROOT_HALF));
            case GELU_TANH ->
                    x ->
                            times(
                                    x,
                                    sigmoid(
                                            2
                                                    * sqrt(2 / StrictMath.PI)
                                                    * (x + 0.044715 * x * x * x)));
            case SWISH -> x -> times(x, sigmoid(x));
            case SELU ->
                    x ->
                            1.0507009873554804934
                                    * (x >= 0 ? x : 1.6732632423543772848 * StrictMath.expm1(x));
            case TANH -> StrictMath::tanh;
            case GAUSSIAN -> x -> exp(-x * x / 2);
            case SINE -> StrictMath::sin;
            case SIGMOID -> FunctionCase::sigmoid;
            case ERF -> ErrorFunctionReference::erf;
            case STEP -> x -> x > 0 ? 1 : x <= 0 ? 0 : x;
            case IDENTITY -> x -> x;
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + exp(-x));
    }

    /** Multiplies; the limit −0 where an infinite x meets a vanished factor. */
    private static double times(double x, double factor) {
        return factor == 0 ? -0.0 : x * factor;
    }

    /** Returns |computed − exact| in units in the last place of the exact value as a float. */
    static double ulps(float computed, double exact) {
        if (Double.isNaN(exact) || Float.isNaN(computed)) {
            return Double.isNaN(exact) && Float.isNaN(computed) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Float.isInfinite((float) exact) || Float.isInfinite(computed)) {
            return computed == (float) exact ? 0 : Double.POSITIVE_INFINITY;
        }
        int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
        return Math.abs(computed - exact) / Math.scalb(1.0, exponent - 23);
    }

    @Override
    public String toString() {
        return name;
    }
}
