package org.neuralredshift.bench;

import org.neuralredshift.simd.Activation;
import org.neuralredshift.simd.Functions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;

/**
 * Nanoseconds a number, in the first cache, of the vector twin, the scalar twin and the platform's
 * double function. The vector twin works in place on a copy; {@code identity} only copies.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ElementaryBench {
    private static final int N = 4096;

    private static final Map<String, Activation> FUNCTIONS =
            Map.of(
                    "exp", Activation.of("exp", Functions::exp),
                    "log", Activation.of("log", Functions::log),
                    "cos", Activation.of("cos", Functions::cos));

    private final float[] arguments = new float[N];
    private final float[] x = new float[N];

    /** One of our functions. */
    @State(Scope.Thread)
    public static class Ours {
        @Param({
            "exp",
            "log",
            "cos",
            "relu",
            "gelu",
            "gelu-tanh",
            "swish",
            "selu",
            "tanh",
            "gaussian",
            "sine",
            "sigmoid",
            "erf",
            "step",
            "identity"
        })
        public String function;

        private Activation activation;

        @Setup
        public void find() {
            activation = FUNCTIONS.get(function);
            activation = activation == null ? Activation.named(function) : activation;
        }
    }

    /** One of the platform's. */
    @State(Scope.Thread)
    public static class Platform {
        @Param({"exp", "log", "cos", "swish", "tanh", "gaussian", "sine", "sigmoid"})
        public String function;

        private DoubleUnaryOperator operator;

        @Setup
        public void find() {
            operator =
                    switch (function) {
                        case "exp" -> Math::exp;
                        case "log" -> Math::log;
                        case "cos" -> Math::cos;
                        case "swish" -> x -> x / (1 + Math.exp(-x));
                        case "tanh" -> Math::tanh;
                        case "gaussian" -> x -> Math.exp(-x * x / 2);
                        case "sine" -> Math::sin;
                        case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
                        default -> throw new IllegalStateException(function);
                    };
        }
    }

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < N; i++) {
            arguments[i] = (float) (2 * random.nextGaussian());
        }
    }

    @Benchmark
    @OperationsPerInvocation(N)
    public float[] vector(Ours ours) {
        System.arraycopy(arguments, 0, x, 0, N);
        switch (ours.function) {
            case "exp" -> Functions.exp(x, 0, N);
            case "log" -> Functions.log(x, 0, N);
            case "cos" -> Functions.cos(x, 0, N);
            default -> ours.activation.apply(x, 0, N);
        }
        return x;
    }

    @Benchmark
    @OperationsPerInvocation(N)
    public float[] scalar(Ours ours) {
        for (int i = 0; i < N; i++) {
            x[i] = ours.activation.at(arguments[i]);
        }
        return x;
    }

    @Benchmark
    @OperationsPerInvocation(N)
    public float[] platform(Platform platform) {
        for (int i = 0; i < N; i++) {
            x[i] = (float) platform.operator.applyAsDouble(arguments[i]);
        }
        return x;
    }
}
