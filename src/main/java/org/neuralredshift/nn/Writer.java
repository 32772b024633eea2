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
    private final int[] choices = new int[Decoder.ROWS];
    private final @Nullable Probe probe;
    private final @Nullable Drafter drafter;

    /** Sees the logits of every generated token before it is chosen; all are computed for it. */
    interface Probe {
        /**
         * Called once a token.
         *
         * @param logits length V from {@code at}
         */
        void see(int sample, int step, float[] logits, int at);
    }

    Writer(Generation generation, StreamKey key, Weights weights, int slots) {
        this(generation, key, weights, slots, true, null);
    }

    /**
     * Opens a writer.
     *
     * @param drafts whether a single greedy sequence is written with drafts, which changes no token
     */
    Writer(
            Generation generation,
            StreamKey key,
            Weights weights,
            int slots,
            boolean drafts,
            @Nullable Probe probe) {
        this.generation = generation;
        this.key = key;
        this.decoder = new Decoder(weights, slots, generation.positions());
        this.choice = new TokenChoice(generation.decoding(), generation.model().vocabulary());
        this.stride = Panels.pad(generation.model().vocabulary());
        boolean drafting = slots == 1 && drafts && generation.decoding() instanceof Decoding.Greedy;
        this.drafter = drafting ? new Drafter() : null;
        this.logits =
                new float[weights.hasLogits() ? (drafting ? Decoder.ROWS : slots) * stride : 0];
        this.probe = probe;
    }

    /** A sequence that is being written. */
    private static final class Unfinished {
        final int sample;
        final int[] tokens;
        final int promptLength;
        final RandomStream draws;
        int length;

        Unfinished(int sample, int[] prompt, int generated, RandomStream draws) {
            this.sample = sample;
            this.tokens = Arrays.copyOf(prompt, prompt.length + generated);
            this.promptLength = prompt.length;
            this.length = prompt.length;
            this.draws = draws;
        }
    }

    /** Writes samples {@code first … first + count - 1}, one a slot. */
    Sequence[] write(int first, int count) {
        return drafter != null
                ? new Sequence[] {writeAlone(first, drafter)}
                : writeTogether(first, count);
    }

    private Sequence[] writeTogether(int first, int count) {
        Unfinished[] texts = new Unfinished[count];
        for (int slot = 0; slot < count; slot++) {
            texts[slot] = open(first + slot);
            decoder.reset(slot);
            readWindow(slot, texts[slot]);
        }
        int[] live = new int[count];
        for (int step = 0; step < generation.length(); step++) {
            int alive = choose(texts, live);
            if (alive == 0) {
                break;
            }
            if (step < generation.length() - 1) {
                advance(texts, live, alive);
            }
        }
        Sequence[] sequences = new Sequence[count];
        for (int slot = 0; slot < count; slot++) {
            sequences[slot] = close(texts[slot], decoder.failure(slot));
        }
        return sequences;
    }

    /**
     * Writes one greedy sequence with drafts: guessed tokens are read together with the last one,
     * and those that the logits confirm are kept. The tokens are those that would be written one by
     * one.
     */
    private Sequence writeAlone(int sample, Drafter drafter) {
        Unfinished text = open(sample);
        Unfinished[] texts = {text};
        int[] slot = new int[1];
        decoder.reset(0);
        readWindow(0, text);
        choose(texts, slot);
        drafter.reset();
        while (decoder.failure(0) == null && text.length < text.tokens.length) {
            if (text.length > generation.model().context()) {
                advance(texts, slot, 1);
                choose(texts, slot);
            } else {
                readDraft(text, drafter);
            }
        }
        return close(text, decoder.failure(0));
    }

    /**
     * Reads the last token and a draft of the following ones; writes the tokens that are confirmed,
     * and one more.
     */
    private void readDraft(Unfinished text, Drafter drafter) {
        int room = Math.min(text.tokens.length - 1, generation.model().context()) - text.length;
        int[] draft = drafter.draft(text.tokens, text.length, Math.min(room, Decoder.ROWS - 1));
        decoder.add(0, text.length - 1, text.tokens[text.length - 1]);
        for (int i = 0; i < draft.length; i++) {
            decoder.add(0, text.length + i, draft[i]);
        }
        decoder.forward();
        if (probe == null) {
            decoder.rowTokens(logits, choices);
        } else {
            decoder.rowLogits(logits);
        }
        int row = 0;
        boolean confirmed = true;
        while (confirmed && decoder.rowFailure(row) == null) {
            int token = greedy(text, row);
            text.tokens[text.length++] = token;
            confirmed = row < draft.length && token == draft[row];
            row++;
        }
        decoder.keep(confirmed ? row + 1 : row);
        drafter.learn(draft.length, row - 1);
    }

    private int greedy(Unfinished text, int row) {
        if (probe == null) {
            return choices[row];
        }
        see(text, row * stride);
        return choice.next(logits, row * stride, 0);
    }

    private int sampled(Unfinished text, int row) {
        see(text, row * stride);
        return choice.next(logits, row * stride, text.draws.nextDouble());
    }

    private void see(Unfinished text, int at) {
        if (probe != null) {
            probe.see(text.sample, text.length - text.promptLength, logits, at);
        }
    }

    private Unfinished open(int sample) {
        int[] prompt = generation.prompt().of(key, sample, generation.model().vocabulary());
        RandomStream draws = new RandomStream(key, sample, Tensors.DECODING);
        return new Unfinished(sample, prompt, generation.length(), draws);
    }

    private Sequence close(Unfinished text, @Nullable NonFinite failure) {
        int[] prompt = Arrays.copyOf(text.tokens, text.promptLength);
        int[] tokens = Arrays.copyOfRange(text.tokens, text.promptLength, text.length);
        return new Sequence(text.sample, prompt, tokens, generation.engine(), failure);
    }

    /**
     * Chooses the next token of every slot that has met finite values only; returns how many have.
     */
    private int choose(Unfinished[] texts, int[] live) {
        int before = finite(texts.length, live);
        boolean greedy = generation.decoding() instanceof Decoding.Greedy;
        if (greedy && probe == null) {
            decoder.tokens(live, before, logits, choices);
        } else {
            decoder.logits(live, before, logits);
        }
        for (int i = 0; i < before; i++) {
            Unfinished text = texts[live[i]];
            if (decoder.failure(live[i]) == null) {
                int token = greedy ? greedy(text, i) : sampled(text, i);
                text.tokens[text.length++] = token;
            }
        }
        return finite(texts.length, live);
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
    private void advance(Unfinished[] texts, int[] live, int count) {
        int context = generation.model().context();
        boolean added = false;
        for (int i = 0; i < count; i++) {
            Unfinished text = texts[live[i]];
            if (text.length <= context || context == 1) {
                int position = context == 1 ? 0 : text.length - 1;
                decoder.add(live[i], position, text.tokens[text.length - 1]);
                added = true;
            }
        }
        if (added) {
            decoder.advance();
        }
        for (int i = 0; i < count; i++) {
            if (texts[live[i]].length > context && context > 1) {
                readWindow(live[i], texts[live[i]]);
            }
        }
    }

    private void readWindow(int slot, Unfinished text) {
        int from = Math.max(0, text.length - generation.model().context());
        decoder.read(slot, text.tokens, from, text.length, 0);
    }
}
