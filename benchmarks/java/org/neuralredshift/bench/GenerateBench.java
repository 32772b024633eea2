package org.neuralredshift.bench;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Sequence;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The whole job of `generate`: default GPT-2s (12 x 768, heads of 64, 50,257 tokens), fresh weights
 * for each sequence, 100 greedy tokens. Networks a second, sampling and decoding together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 10)
@Measurement(iterations = 5, time = 10)
@Fork(value = 1, jvmArgsAppend = "-XX:MaxDirectMemorySize=16g")
public class GenerateBench {
    private static final int NETWORKS = 10;

    @Param({"DEFERRED", "EXPLICIT"})
    public Engine engine;

    @Param({"gelu-tanh", "tanh"})
    public String activation;

    @Param("1")
    public double gain;

    @Param("12")
    public int layers;

    @Param("768")
    public int width;

    @Param("100")
    public int length;

    @Param({"1", "2"})
    public int threads;

    private int next;

    @Benchmark
    @OperationsPerInvocation(NETWORKS)
    public int networks() throws InterruptedException {
        Generation generation = generation(activation, gain, layers, width, length, engine);
        int[] last = new int[1];
        new Generator(generation, 0, threads, 1)
                .run(next, NETWORKS, (Sequence s) -> last[0] = s.tokens()[length - 1]);
        next += NETWORKS;
        return last[0];
    }

    /** Returns the job with GPT-2's vocabulary. */
    static Generation generation(
            String activation, double gain, int layers, int width, int length, Engine engine) {
        int vocabulary = Transformer.GPT2_SMALL.vocabulary();
        Transformer model = model(activation, gain, layers, width, vocabulary);
        return new Generation(
                model,
                length,
                Generation.WeightDraw.PER_SEQUENCE,
                new Prompt.RandomToken(),
                new Decoding.Greedy(),
                engine);
    }

    /** Returns a GPT-2 of these sizes, with heads of 64 as far as the width allows. */
    static Transformer model(
            String activation, double gain, int layers, int width, int vocabulary) {
        return Transformer.GPT2_SMALL
                .withSizes(layers, width / 64, width, vocabulary)
                .withActivation(Activation.named(activation), gain);
    }
}
