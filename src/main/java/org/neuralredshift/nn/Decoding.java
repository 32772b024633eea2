package org.neuralredshift.nn;

/** How the next token is chosen from the logits. */
public sealed interface Decoding {
    /** The largest logit; among equals the lowest token. */
    record Greedy() implements Decoding {}

    /**
     * A draw from softmax(logits / temperature), cut to the {@code topK} likeliest tokens, then to
     * the fewest likeliest whose probabilities reach {@code topP}. Ties are ranked by the lower
     * token.
     *
     * @param temperature above 0
     * @param topK at least 1; the vocabulary or more cuts nothing
     * @param topP of (0, 1]; 1 cuts nothing
     */
    record Sample(double temperature, int topK, double topP) implements Decoding {
        public Sample {
            Check.positiveFinite(temperature, "temperature");
            Check.atLeast(1, topK, "top-k");
            Check.check(topP > 0 && topP <= 1, "top-p", "a number above 0 and at most 1", topP);
        }
    }

    /** Returns the record as JSON with its keys in a fixed order. */
    default String canonical() {
        return switch (this) {
            case Greedy() -> "{\"decode\":\"greedy\"}";
            case Sample(double t, int k, double p) ->
                    "{\"decode\":\"sample\",\"temperature\":%s,\"top-k\":%d,\"top-p\":%s}"
                            .formatted(t, k, p);
        };
    }
}
