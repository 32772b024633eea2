package org.neuralredshift.bench;

import org.neuralredshift.metrics.sequence.ReferenceSequences;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Milliseconds a long sequence, one thread. With 10^8 symbols, ask for a heap of 3 GB or more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class LongSequenceBench {
    /** What the symbols are. */
    public enum Symbols {
        BITS,
        BYTES,
        TOKENS,
        TEXT,
        CONSTANT,
        THUE_MORSE
    }

    @Param({"1000000", "100000000"})
    public int n;

    @Param public Symbols symbols;

    @Param({"LZ76", "LZ78", "LZW"})
    public SequenceMeasure measure;

    private final SequenceScorer scorer = new SequenceScorer();
    private int[] sequence = {};

    @Setup
    public void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        sequence =
                switch (symbols) {
                    case BITS -> random.ints(n, 0, 2).toArray();
                    case BYTES -> random.ints(n, 0, 256).toArray();
                    case TOKENS -> random.ints(n, 0, 50257).toArray();
                    case TEXT -> prose(random);
                    case CONSTANT -> new int[n];
                    case THUE_MORSE -> ReferenceSequences.thueMorse(n);
                };
    }

    /** Words of Moby-Dick by a chain of order one: each follows one that it follows in the book. */
    private int[] prose(SplittableRandom random) throws IOException {
        String[] words = Files.readString(Path.of("corpora/moby-dick.txt")).split(" ");
        var places =
                IntStream.range(0, words.length)
                        .boxed()
                        .collect(java.util.stream.Collectors.groupingBy(i -> words[i]));
        int[] text = new int[n];
        int word = 0;
        for (int i = 0; i < n; ) {
            var seen = places.get(words[word]);
            word = (seen.get(random.nextInt(seen.size())) + 1) % words.length;
            for (int j = 0; j <= words[word].length() && i < n; j++) {
                text[i++] = j < words[word].length() ? words[word].charAt(j) : ' ';
            }
        }
        return text;
    }

    @Benchmark
    public double count() {
        scorer.load(sequence);
        return scorer.value(measure);
    }
}
