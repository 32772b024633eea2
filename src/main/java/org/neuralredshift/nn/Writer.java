package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Panels;

import java.util.Arrays;

/** Writes some sequences side by side through one network. Not thread-safe. */
final class Writer {
    private final Generation generation;
    private final StreamKey key;
    private final Decoder decoder;
    private final TokenChoice choice;
    private final int stride;
    private final float[] logits;
    private final @Nullable Probe probe;

    /** Sees the logits of every generated token before it is chosen. */
    interface Probe {
        /**
         * Called once a token.
         *
         * @param logits length V from {@code at}
         */
        void see(int sample, int step, float[] logits, int at);
    }

    Writer(Generation generation, StreamKey key, Weights weights, int slots) {
        this(generation, key, weights, slots, null);
    }

    Writer(
            Generation generation,
            StreamKey key,
            Weights weights,
            int slots,
            @Nullable Probe probe) {
        this.generation = generation;
        this.key = key;
        this.decoder = new Decoder(weights, slots, generation.positions());
        this.choice = new TokenChoice(generation.decoding(), generation.model().vocabulary());
        this.stride = Panels.pad(generation.model().vocabulary());
        this.logits = new float[slots * stride];
        this.probe = probe;
    }

    /** A sequence that is being written. */
    private static final class Draft {
        final int sample;
        final int[] tokens;
        final int promptLength;
        final RandomStream draws;
        int length;

        Draft(int sample, int[] prompt, int generated, RandomStream draws) {
            this.sample = sample;
            this.tokens = Arrays.copyOf(prompt, prompt.length + generated);
            this.promptLength = prompt.length;
            this.length = prompt.length;
            this.draws = draws;
        }
    }

    /** Writes samples {@code first … first + count - 1}, one a slot. */
    Sequence[] write(int first, int count) {
        Draft[] drafts = new Draft[count];
        for (int slot = 0; slot < count; slot++) {
            drafts[slot] = open(first + slot);
            decoder.reset(slot);
            readWindow(slot, drafts[slot]);
        }
        int[] live = new int[count];
        for (int step = 0; step < generation.length(); step++) {
            int alive = choose(drafts, live, step);
            if (alive == 0) {
                break;
            }
            if (step < generation.length() - 1) {
                advance(drafts, live, alive);
            }
        }
        Sequence[] sequences = new Sequence[count];
        for (int slot = 0; slot < count; slot++) {
            sequences[slot] = close(drafts[slot], decoder.failure(slot));
        }
        return sequences;
    }

    private Draft open(int sample) {
        int[] prompt = generation.prompt().of(key, sample, generation.model().vocabulary());
        RandomStream draws = new RandomStream(key, sample, Tensors.DECODING);
        return new Draft(sample, prompt, generation.length(), draws);
    }

    private Sequence close(Draft draft, @Nullable NonFinite failure) {
        int[] prompt = Arrays.copyOf(draft.tokens, draft.promptLength);
        int[] tokens = Arrays.copyOfRange(draft.tokens, draft.promptLength, draft.length);
        return new Sequence(draft.sample, prompt, tokens, generation.engine(), failure);
    }

    /**
     * Chooses the next token of every slot that has met finite values only; returns how many have.
     */
    private int choose(Draft[] drafts, int[] live, int step) {
        int before = finite(drafts.length, live);
        decoder.logits(live, before, logits);
        for (int i = 0; i < before; i++) {
            Draft draft = drafts[live[i]];
            if (decoder.failure(live[i]) == null) {
                if (probe != null) {
                    probe.see(draft.sample, step, logits, i * stride);
                }
                boolean greedy = generation.decoding() instanceof Decoding.Greedy;
                double uniform = greedy ? 0 : draft.draws.nextDouble();
                draft.tokens[draft.length++] = choice.next(logits, i * stride, uniform);
            }
        }
        return finite(drafts.length, live);
    }

    private int finite(int slots, int[] live) {
        int count = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (decoder.failure(slot) == null) {
                live[count++] = slot;
            }
        }
        return count;
    }

    /**
     * Reads the newest token of each sequence, or its whole window where the context has moved on.
     */
    private void advance(Draft[] drafts, int[] live, int count) {
        int context = generation.model().context();
        boolean added = false;
        for (int i = 0; i < count; i++) {
            Draft draft = drafts[live[i]];
            if (draft.length <= context || context == 1) {
                int position = context == 1 ? 0 : draft.length - 1;
                decoder.add(live[i], position, draft.tokens[draft.length - 1]);
                added = true;
            }
        }
        if (added) {
            decoder.forward();
        }
        for (int i = 0; i < count; i++) {
            if (drafts[live[i]].length > context && context > 1) {
                readWindow(live[i], drafts[live[i]]);
            }
        }
    }

    private void readWindow(int slot, Draft draft) {
        int from = Math.max(0, draft.length - generation.model().context());
        decoder.read(slot, draft.tokens, from, draft.length, 0);
    }
}
