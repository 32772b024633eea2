package org.neuralredshift.cli;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generation.WeightDraw;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;

import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A small sample whose bits are known, so that a machine can be checked in a moment: 4 sequences of
 * 24 tokens by transformers of 2 layers, sampled by either engine, and greedy ones whose logits are
 * not drawn. The sums are the same on every machine, at every vector width and for every number of
 * threads; they change with the stream version only.
 */
enum KnownSample {
    EXPLICIT(Engine.EXPLICIT, new Decoding.Sample(1, Integer.MAX_VALUE, 1), "224a89f5"),
    DEFERRED(Engine.DEFERRED, new Decoding.Sample(1, Integer.MAX_VALUE, 1), "b63d563e"),
    GREEDY(Engine.DEFERRED, new Decoding.Greedy(), "64510947");

    private static final int COUNT = 4;
    private static final int LENGTH = 24;

    private final Engine engine;
    private final Decoding decoding;
    private final String expected;

    KnownSample(Engine engine, Decoding decoding, String expected) {
        this.engine = engine;
        this.decoding = decoding;
        this.expected = expected;
    }

    /** Returns the CRC-32 of the tokens that the sample must have. */
    String expected() {
        return expected;
    }

    /** Samples the sequences and returns the CRC-32 of their tokens, in hexadecimal. */
    String computed(int threads) throws InterruptedException {
        Generation generation =
                new Generation(
                        model(),
                        LENGTH,
                        WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        decoding,
                        engine);
        CRC32 sum = new CRC32();
        new Generator(generation, 0, threads, 1)
                .run(
                        0,
                        COUNT,
                        sequence -> {
                            for (int token : sequence.tokens()) {
                                sum.update(token);
                            }
                        });
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Tokens fit into a byte; the gain of 2 keeps sequences from repeating early. */
    private static Transformer model() {
        return new Transformer(
                2,
                2,
                32,
                100,
                16,
                Activation.named("gelu-tanh"),
                2,
                Transformer.GainScope.ALL,
                true,
                true,
                true,
                true,
                Transformer.Head.TIED,
                Transformer.Positions.LEARNT,
                Transformer.Init.GPT2,
                0.1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
