package org.neuralredshift.nn;

import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.List;

/** What stands before the first generated token. */
public sealed interface Prompt {
    /** One token, uniform over the vocabulary, another for each sample. */
    record RandomToken() implements Prompt {}

    /**
     * Given tokens: sample k takes list k, and after the last list the first again.
     *
     * @param lists at least one, none empty
     */
    record Tokens(List<int[]> lists) implements Prompt {
        public Tokens {
            Check.check(!lists.isEmpty(), "prompt", "at least one token", "none");
            for (int[] list : lists) {
                Check.check(list.length > 0, "prompt", "at least one token", "none");
            }
            lists = List.copyOf(lists);
        }
    }

    /** Returns the prompt of a sample. */
    default int[] of(StreamKey key, int sample, int vocabulary) {
        return switch (this) {
            case RandomToken() ->
                    new int[] {new RandomStream(key, sample, Tensors.PROMPT).nextInt(vocabulary)};
            case Tokens(List<int[]> lists) -> lists.get(sample % lists.size());
        };
    }

    /** Returns the length of the longest prompt. */
    default int longest() {
        return switch (this) {
            case RandomToken() -> 1;
            case Tokens(List<int[]> lists) ->
                    lists.stream().mapToInt(list -> list.length).max().orElseThrow();
        };
    }

    /** Returns the prompt as JSON. */
    default String canonical() {
        return switch (this) {
            case RandomToken() -> "\"random\"";
            case Tokens(List<int[]> lists) -> {
                StringBuilder json = new StringBuilder();
                for (int[] list : lists) {
                    for (int i = 0; i < list.length; i++) {
                        json.append(i == 0 ? ",[" : ",").append(list[i]);
                    }
                    json.append(']');
                }
                json.setCharAt(0, '[');
                yield json.append(']').toString();
            }
        };
    }

    /** Throws if a token is outside the vocabulary. */
    default void check(int vocabulary) {
        if (this instanceof Tokens(List<int[]> lists)) {
            for (int[] list : lists) {
                for (int token : list) {
                    if (token < 0 || token >= vocabulary) {
                        throw Check.expected("prompt", "tokens of [0, " + vocabulary + ")", token);
                    }
                }
            }
        }
    }
}
