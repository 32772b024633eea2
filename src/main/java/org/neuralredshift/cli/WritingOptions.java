package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generation.WeightDraw;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mixin of every command that lets transformers write: prompt, length, decoding, engine. */
final class WritingOptions {
    /** What {@code --decode} takes. */
    enum Decode {
        GREEDY,
        SAMPLE;

        @Override
        public String toString() {
            return this == GREEDY ? "greedy" : "sample";
        }
    }

    /** What {@code --engine} takes. */
    enum EngineChoice {
        AUTO,
        DEFERRED,
        EXPLICIT,
        MIXED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Generated tokens a sequence (default: ${DEFAULT-VALUE}).")
    private int length = 100;

    @Option(
            names = "--weights",
            paramLabel = "DRAW",
            description =
                    "Fresh weights per-sequence, or one draw shared by all prompts:"
                            + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private WeightDraw weights = WeightDraw.PER_SEQUENCE;

    @Option(
            names = "--prompt",
            paramLabel = "random|ID[,ID...]|@FILE",
            description =
                    "One random token a sequence, given tokens, or a file with the tokens of one"
                            + " prompt a line, taken in turn (default: ${DEFAULT-VALUE}).")
    private String prompt = "random";

    @Option(
            names = "--prompt-text",
            paramLabel = "TEXT",
            description =
                    "A prompt as text, which becomes GPT-2's tokens (vocabulary 50257); instead of"
                            + " --prompt.")
    private @Nullable String promptText;

    @Option(
            names = "--decode",
            paramLabel = "RULE",
            description =
                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}; ties take the lowest"
                            + " id).")
    private Decode decode = Decode.GREEDY;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "With --decode sample: divides the logits (default: 1).")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "With --decode sample: only the N likeliest tokens (default: all).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "X",
            description =
                    "With --decode sample: only the fewest likeliest tokens of this probability"
                            + " (default: 1).")
    private @Nullable Double topP;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "How the weights come, all drawn, only the part that is looked at, or the"
                            + " cheaper of both matrix by matrix, all exact in distribution:"
                            + " ${COMPLETION-CANDIDATES}; auto takes the cheapest by a fixed rule"
                            + " (default: ${DEFAULT-VALUE}).")
    private EngineChoice engine = EngineChoice.AUTO;

    /**
     * Returns what the options say of a model.
     *
     * @throws IllegalArgumentException when they break a rule
     */
    Generation generation(Transformer model) throws IOException {
        return engine == EngineChoice.AUTO
                ? Generation.auto(model, length, weights, prompt(), decoding())
                : new Generation(
                        model,
                        length,
                        weights,
                        prompt(),
                        decoding(),
                        Engine.valueOf(engine.name()));
    }

    /**
     * Returns what the options say of one given network, which writes every sequence.
     *
     * @throws IllegalArgumentException when they break a rule
     */
    Generation given(Transformer model) throws IOException {
        if (engine == EngineChoice.DEFERRED || engine == EngineChoice.MIXED) {
            throw new IllegalArgumentException(
                    "engine: expected explicit or auto with --checkpoint, whose weights are known,"
                            + " got "
                            + engine);
        }
        return new Generation(
                model, length, WeightDraw.SHARED, prompt(), decoding(), Engine.EXPLICIT);
    }

    private Decoding decoding() {
        if (decode == Decode.SAMPLE) {
            return new Decoding.Sample(
                    temperature == null ? 1 : temperature,
                    topK == null ? Integer.MAX_VALUE : topK,
                    topP == null ? 1 : topP);
        }
        onlyWhenSampling("temperature", temperature);
        onlyWhenSampling("top-k", topK);
        onlyWhenSampling("top-p", topP);
        return new Decoding.Greedy();
    }

    private static void onlyWhenSampling(String name, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "%s: expected none without --decode sample, got %s".formatted(name, value));
        }
    }

    private Prompt prompt() throws IOException {
        if (promptText != null) {
            return new Prompt.Tokens(List.of(textTokens(promptText)));
        }
        if (prompt.equals("random")) {
            return new Prompt.RandomToken();
        }
        if (!prompt.startsWith("@")) {
            return new Prompt.Tokens(List.of(tokens(prompt, "prompt")));
        }
        Path file = Path.of(prompt.substring(1));
        List<int[]> lists = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            if (!text.isBlank()) {
                lists.add(tokens(text, "%s line %d".formatted(file, line)));
            }
        }
        return new Prompt.Tokens(lists);
    }

    private int[] textTokens(String text) {
        if (!prompt.equals("random")) {
            throw new IllegalArgumentException(
                    "prompt-text: expected none with --prompt, got '%s'".formatted(text));
        }
        int[] tokens = Gpt2Tokens.of(text);
        if (tokens.length == 0) {
            throw new IllegalArgumentException("prompt-text: expected a text, got none");
        }
        return tokens;
    }

    private static int[] tokens(String text, String where) {
        String[] words = text.strip().split("[\\s,]+");
        int[] tokens = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                tokens[i] = Integer.parseInt(words[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%s: expected random, token ids separated by commas, or @FILE, got %s"
                                .formatted(where, words[i]),
                        e);
            }
        }
        return tokens;
    }
}
