package org.neuralredshift.metrics.sequence;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Words whose complexity is known. */
final class Words {
    private Words() {}

    /** One symbol a character. */
    static int[] of(String word) {
        return word.chars().toArray();
    }

    /** The word with a point between its components. */
    static String cut(String word, int[] ends) {
        StringBuilder cut = new StringBuilder();
        int start = 0;
        for (int end : ends) {
            cut.append(start == 0 ? "" : ".").append(word, start, end);
            start = end;
        }
        return cut.toString();
    }

    /** f(0) = 1, f(1) = 0, f(k) = f(k - 1) f(k - 2). */
    static int[] fibonacci(int k) {
        int[] before = {1};
        int[] word = {0};
        for (int i = 1; i < k; i++) {
            int[] next = IntStream.concat(IntStream.of(word), IntStream.of(before)).toArray();
            before = word;
            word = next;
        }
        return k == 0 ? before : word;
    }

    /** Turns a word over 0 … k - 1 into the next one in order; false after the last. */
    static boolean next(int[] word, int k) {
        for (int i = word.length - 1; i >= 0; i--) {
            if (++word[i] < k) {
                return true;
            }
            word[i] = 0;
        }
        return false;
    }

    /** Random symbols and copies of earlier parts, of lengths from 1 to thousands. */
    static int[] copies(SplittableRandom random, int n, int k) {
        int[] word = new int[n];
        int i = 0;
        while (i < n) {
            int length = Math.min(n - i, 1 + random.nextInt(1 << random.nextInt(1, 14)));
            int source = i == 0 || random.nextInt(4) == 0 ? -1 : random.nextInt(i);
            for (int end = i + length; i < end; i++) {
                word[i] = source < 0 ? random.nextInt(k) : word[source++];
            }
        }
        return word;
    }

    /** Names symbols by characters of the private use area, in order of first occurrence. */
    static String asString(int[] symbols) {
        int[] ranks = new int[symbols.length];
        new SymbolRanks().rank(symbols, 0, symbols.length, ranks);
        StringBuilder word = new StringBuilder();
        for (int rank : ranks) {
            word.append((char) (0xE000 + rank));
        }
        return word.toString();
    }

    /** LZ77 factors: as LZ76 components, but a copy does not take one symbol more. */
    static int lz77Factors(int[] symbols) {
        int count = 0;
        for (int start = 0; start < symbols.length; count++) {
            int longest = 0;
            for (int p = 0; p < start; p++) {
                int match = 0;
                while (start + match < symbols.length
                        && symbols[p + match] == symbols[start + match]) {
                    match++;
                }
                longest = Math.max(longest, match);
            }
            start += Math.max(1, longest);
        }
        return count;
    }
}
