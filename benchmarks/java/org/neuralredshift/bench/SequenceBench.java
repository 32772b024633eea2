package org.neuralredshift.bench;

import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
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

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Microseconds a sequence of 100 tokens, the length of the transformers' output. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SequenceBench {
    private static final int SEQUENCES = 1000;
    private static final int LENGTH = 100;

    /** What a random transformer writes, from chaos to a fixed point. */
    public enum Tokens {
        RANDOM,
        TWO_SYMBOLS,
        CYCLE_OF_SEVEN,
        CONSTANT
    }

    @Param public Tokens tokens;

    private final SequenceScorer scorer = new SequenceScorer();
    private final int[][] sequences = new int[SEQUENCES][];

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SEQUENCES; i++) {
            int[] cycle = random.ints(7, 0, 50257).toArray();
            IntStream symbols =
                    switch (tokens) {
                        case RANDOM -> random.ints(LENGTH, 0, 50257);
                        case TWO_SYMBOLS -> random.ints(LENGTH, 0, 2).map(b -> cycle[b]);
                        case CYCLE_OF_SEVEN -> IntStream.range(0, LENGTH).map(j -> cycle[j % 7]);
                        case CONSTANT -> IntStream.range(0, LENGTH).map(_ -> cycle[0]);
                    };
            sequences[i] = symbols.toArray();
        }
    }

    @Benchmark
    @OperationsPerInvocation(SEQUENCES)
    public double lz76() {
        return sum(SequenceMeasure.LZ76);
    }

    @Benchmark
    @OperationsPerInvocation(SEQUENCES)
    public double lz78() {
        return sum(SequenceMeasure.LZ78);
    }

    @Benchmark
    @OperationsPerInvocation(SEQUENCES)
    public double lzw() {
        return sum(SequenceMeasure.LZW);
    }

    private double sum(SequenceMeasure measure) {
        double sum = 0;
        for (int[] sequence : sequences) {
            scorer.load(sequence);
            sum += scorer.value(measure);
        }
        return sum;
    }
}
