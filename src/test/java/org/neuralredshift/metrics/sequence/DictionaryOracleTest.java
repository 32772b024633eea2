package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** The parsings equal their textbook wordings: sets of strings, searches for substrings. */
@Tag("oracle")
class DictionaryOracleTest {
    private final SequenceScorer scorer = new SequenceScorer();

    @Test
    void everyBinaryWordUpToLengthTwelveIsCountedAsTheTextbookCounts() {
        for (int n = 0; n <= 12; n++) {
            int[] word = new int[n];
            do {
                assertCountsAsTheTextbook(word);
            } while (Words.next(word, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 300, 50257})
    void randomWordsAreCountedAsTheTextbookCounts(int k) {
        SplittableRandom random = new SplittableRandom(k);
        for (int i = 0; i < 100; i++) {
            assertCountsAsTheTextbook(random.ints(random.nextInt(200), 0, k).toArray());
            assertCountsAsTheTextbook(Words.copies(random, random.nextInt(200), k));
        }
    }

    private void assertCountsAsTheTextbook(int[] symbols) {
        String word = Words.asString(symbols);
        scorer.load(symbols);
        assertEquals(lz76(word), scorer.lz76(), () -> "lz76 of " + word);
        assertEquals(lz78(word, false), scorer.lz78(), () -> "lz78 of " + word);
        assertEquals(lz78(word, true), scorer.lz78Tokens(), () -> "lz78_tokens of " + word);
        assertEquals(lzw(word), scorer.lzw(), () -> "lzw of " + word);
    }

    private static int lz76(String word) {
        int count = 0;
        int start = 0;
        int end = 1;
        while (start < word.length()) {
            boolean copied = word.substring(0, end - 1).contains(word.substring(start, end));
            if (copied && end < word.length()) {
                end++;
            } else {
                count++;
                start = end;
                end = start + 1;
            }
        }
        return count;
    }

    private static int lz78(String word, boolean withTail) {
        Set<String> phrases = new HashSet<>();
        String phrase = "";
        for (char symbol : word.toCharArray()) {
            phrase += symbol;
            if (phrases.add(phrase)) {
                phrase = "";
            }
        }
        return phrases.size() + (withTail && !phrase.isEmpty() ? 1 : 0);
    }

    private static int lzw(String word) {
        Set<String> dictionary = new HashSet<>();
        word.chars().forEach(symbol -> dictionary.add(String.valueOf((char) symbol)));
        String phrase = "";
        for (char symbol : word.toCharArray()) {
            phrase = dictionary.add(phrase + symbol) ? String.valueOf(symbol) : phrase + symbol;
        }
        return dictionary.size();
    }
}
