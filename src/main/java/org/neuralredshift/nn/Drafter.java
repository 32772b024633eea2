package org.neuralredshift.nn;

import java.util.Arrays;

/**
 * Guesses the tokens that come next, for random networks repeat themselves: the last token again
 * when it stands there twice already, else what followed the latest earlier occurrence of the last
 * two tokens. Only tokens that were read before are guessed, so a wrong guess draws no embedding.
 * The draft's length follows its luck.
 */
final class Drafter {
    private static final int FIRST = 3;

    private int length = FIRST;

    /** Starts a new sequence. */
    void reset() {
        length = FIRST;
    }

    /**
     * Returns a draft.
     *
     * @param tokens the sequence so far, in the first {@code end} elements
     * @param most the longest draft of use
     */
    int[] draft(int[] tokens, int end, int most) {
        int last = tokens[end - 1];
        boolean repeats = end > 1 && tokens[end - 2] == last;
        int n = Math.min(repeats ? Math.max(length, FIRST) : length, most);
        if (n <= 0) {
            return new int[0];
        }
        int[] draft = new int[n];
        int from = repeats ? -1 : following(tokens, end);
        if (from < 0) {
            Arrays.fill(draft, last);
        } else {
            for (int i = 0; i < n; i++) {
                draft[i] = tokens[from + i % (end - from)];
            }
        }
        return draft;
    }

    /** Returns where the latest earlier occurrence of the last two tokens ends, or -1. */
    private static int following(int[] tokens, int end) {
        for (int at = end - 1; at >= 2; at--) {
            if (tokens[at - 1] == tokens[end - 1] && tokens[at - 2] == tokens[end - 2]) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Takes note of how many of the drafted tokens came true: twice the length next time, or about
     * what was right.
     */
    void learn(int drafted, int confirmed) {
        if (drafted > 0) {
            length = confirmed >= drafted ? Math.min(2 * drafted + 1, Decoder.ROWS - 1) : confirmed;
        }
    }
}
