package org.neuralredshift.bench;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * Sequences of 100 tokens from different first tokens through one draw of a default GPT-2, in the
 * explicit engine. Seconds in all, with the draw.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-XX:MaxDirectMemorySize=16g")
public class PromptsBench {
    private static final int LENGTH = 100;
    private static final int BATCH = 16;

    /** Sequences through the one draw. */
    @Param({"1", "16", "1000"})
    public int prompts;

    /** Workers, which share the weights. */
    @Param({"1", "2"})
    public int threads;

    /** Draws and writes. */
    @Benchmark
    public int sequences() throws InterruptedException {
        Generation generation =
                new Generation(
                        Transformer.GPT2_SMALL,
                        LENGTH,
                        Generation.WeightDraw.SHARED,
                        new Prompt.RandomToken(),
                        new Decoding.Greedy(),
                        Engine.EXPLICIT);
        int[] sum = new int[1];
        new Generator(generation, 0, threads, BATCH)
                .run(0, prompts, sequence -> sum[0] += sequence.tokens()[LENGTH - 1]);
        return sum[0];
    }
}
