package org.neuralredshift.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Stream;

@Tag("law")
class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "genrate, generate",
        "generat, generate",
        "GENERATE, generate",
        "gen, generate",
        "fucntions, functions",
        "scroe, score",
        "g, ",
        "xyzzy, ",
        "'', ",
    })
    void guessesTheNearestNameOrNone(String word, String meant) {
        String expected = meant == null ? "" : " (did you mean " + meant + "?)";
        assertEquals(expected, Suggestion.of(word, Stream.of("generate", "functions", "score")));
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "abc, acb, 1", "kitten, sitting, 3", "ca, abc, 3"})
    void distanceCountsInsertDeleteReplaceAndSwap(String a, String b, int distance) {
        assertEquals(distance, Suggestion.distance(a, b));
        assertEquals(distance, Suggestion.distance(b, a));
    }
}
