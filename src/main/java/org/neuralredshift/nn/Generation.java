package org.neuralredshift.nn;

import org.neuralredshift.rng.StreamKey;

import java.util.List;

/**
 * What `generate` samples: a transformer, how its weights come, and how it writes. Everything that
 * decides a token is here; the seed and the number of the sample complete the address.
 *
 * @param model the transformer and its prior
 * @param length generated tokens a sequence, at least 1
 * @param weights whether each sequence has a draw of its own
 * @param engine how the weights come
 */
public record Generation(
        Transformer model,
        int length,
        WeightDraw weights,
        Prompt prompt,
        Decoding decoding,
        Engine engine) {

    /** How many sequences a draw of the weights writes. */
    public enum WeightDraw {
        /** One: sample k is written by network k. */
        PER_SEQUENCE,
        /** All: network 0 writes every sample, from different prompts. */
        SHARED;

        @Override
        public String toString() {
            return Check.label(this);
        }
    }

    /**
     * From this many tokens a reading on, the largest logit is drawn alone: seldom enough two
     * readings have to do with the same column.
     */
    private static final int LOGITS_A_READING = 4;

    public Generation {
        Check.atLeast(1, length, "length");
        prompt.check(model.vocabulary());
        Check.check(
                (long) prompt.longest() + length <= 1 << 24,
                "length",
                "at most 2^24 with the prompt",
                length);
        if (engine != Engine.EXPLICIT) {
            Check.check(
                    model.gaussian(),
                    "engine",
                    "explicit or auto with --init pytorch, whose weights are not Gaussian",
                    engine);
            Check.check(
                    weights == WeightDraw.PER_SEQUENCE,
                    "engine",
                    "explicit or auto with --weights shared",
                    engine);
        }
    }

    /** Returns the generation with the engine that the fixed {@link SplitChoice} takes. */
    public static Generation auto(
            Transformer model, int length, WeightDraw weights, Prompt prompt, Decoding decoding) {
        Generation explicit =
                new Generation(model, length, weights, prompt, decoding, Engine.EXPLICIT);
        boolean possible = model.gaussian() && weights == WeightDraw.PER_SEQUENCE;
        Engine engine = possible ? new SplitChoice(explicit).engine() : Engine.EXPLICIT;
        return new Generation(model, length, weights, prompt, decoding, engine);
    }

    /**
     * Returns T, the positions of which the keys and values are kept. The last token is never read.
     */
    int positions() {
        return Math.min(model.context(), prompt.longest() + length - 1);
    }

    /** Returns how often a block's matrices are applied while one sequence is written. */
    long applications() {
        long tokens = prompt.longest() + (long) length - 1;
        long moved = Math.max(0, tokens - Math.max(model.context(), prompt.longest()));
        return Math.min(tokens, model.context()) + moved * model.context();
    }

    /**
     * Returns the bytes that a worker needs.
     *
     * @param batch sequences written together through shared weights
     */
    public long bytes(int batch) {
        int slots = weights == WeightDraw.SHARED ? batch : 1;
        long logits = greedyHead() ? 0 : (long) slots * model.vocabulary() * Float.BYTES;
        long choice = decoding instanceof Decoding.Greedy ? 0 : 12L * model.vocabulary();
        return weightBytes() + Decoder.bytes(model) + cacheBytes(slots) + logits + choice;
    }

    /** Returns the bytes that {@code threads} workers need. */
    public long bytes(int threads, int batch) {
        return weights == WeightDraw.SHARED
                ? weightBytes() + threads * (bytes(batch) - weightBytes())
                : threads * bytes(batch);
    }

    private long cacheBytes(int slots) {
        boolean none =
                !model.attention() || DeferredWeights.basisAttention(model, directions(), split());
        return none ? 0 : CachedAttention.bytes(model, slots, positions());
    }

    private long weightBytes() {
        return engine == Engine.EXPLICIT
                ? ExplicitWeights.bytes(model)
                : DeferredWeights.bytes(model, directions(), readings(), greedyHead(), split());
    }

    /**
     * Returns which matrices are drawn whole: {@code attention-in}, {@code attention-out}, {@code
     * mlp-in} and {@code mlp-out} of every block, and {@code head}; all that the model has with the
     * explicit engine, none with the deferred one.
     */
    public List<String> drawnWhole() {
        return split().names();
    }

    /** Returns the engine, and of a mixed one what is drawn whole, in words. */
    public String engineText() {
        return engine
                + " engine"
                + (engine == Engine.MIXED
                        ? " (whole: " + String.join(", ", drawnWhole()) + ")"
                        : "");
    }

    /** Returns what is drawn whole. */
    Split split() {
        return switch (engine) {
            case EXPLICIT -> Split.everything(model);
            case DEFERRED -> Split.NOTHING;
            case MIXED -> new SplitChoice(this).split();
        };
    }

    /** A bound on the directions of a block's matrix. */
    int directions() {
        return (int) Math.min(applications(), Integer.MAX_VALUE);
    }

    /** A bound on the tokens read, and on the applications of the head. */
    int readings() {
        return prompt.longest() + length;
    }

    /** Whether the head is a {@link GreedyHead}. */
    boolean greedyHead() {
        return greedyHeadIfDeferred() && !split().head();
    }

    /**
     * Whether nothing is asked of the head but which logit is the largest, of so many more than
     * there are readings that a deferred head draws no others.
     */
    boolean greedyHeadIfDeferred() {
        return decoding instanceof Decoding.Greedy
                && model.vocabulary() >= LOGITS_A_READING * (long) readings();
    }

    Weights open() {
        return engine == Engine.EXPLICIT ? new ExplicitWeights(model) : open(split());
    }

    /** Opens weights of which these matrices are drawn whole, whatever the engine. */
    Weights open(Split split) {
        boolean greedy = greedyHeadIfDeferred() && !split.head();
        return new DeferredWeights(model, directions(), readings(), greedy, split);
    }

    /** Returns the key of the streams: the record as canonical text, and the seed. */
    public StreamKey key(long seed) {
        return StreamKey.of(seed, canonical());
    }

    /** Returns the record as one line of JSON with its keys in a fixed order. */
    public String canonical() {
        return "{\"family\":\"transformer\",\"model\":%s,\"length\":%d,\"weights\":\"%s\",\"prompt\":%s,\"decoding\":%s,\"engine\":\"%s\"%s%s}"
                .formatted(
                        model.canonical(),
                        length,
                        weights,
                        prompt.canonical(),
                        decoding.canonical(),
                        engine,
                        engine == Engine.MIXED ? ",\"whole\":" + split().canonical() : "",
                        greedyHead() ? ",\"logits\":\"largest\"" : "");
    }
}
