package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

@Tag("oracle")
class SymbolInputTest {
    /** The JDK's decoder is the judge; seeded bytes are mostly pieces of valid sequences. */
    @Test
    void utf8IsTakenAndRefusedAsByTheJdk() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int[] heads = {
            'a', '\n', 0x7F, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF
        };
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(1, 6)];
            for (int j = 0; j < bytes.length; j++) {
                boolean head = random.nextInt(3) == 0;
                bytes[j] =
                        (byte)
                                (head
                                        ? heads[random.nextInt(heads.length)]
                                        : random.nextInt(0x7E, 0xC4));
            }
            int[] expected = decoded(bytes);
            assertArrayEquals(expected, read(bytes), () -> Arrays.toString(bytes));
            valid += expected.length > 0 ? 1 : 0;
        }
        assertTrue(valid > 1000, "valid cases: " + valid);
        int[] every =
                java.util.stream.IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .toArray();
        byte[] bytes = new String(every, 0, every.length).getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(every, read(bytes));
    }

    private static int[] decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .codePoints()
                    .toArray();
        } catch (CharacterCodingException e) {
            return new int[0];
        }
    }

    private static int[] read(byte[] bytes) throws IOException {
        Symbols symbols = new Symbols(bytes.length);
        Utf8 text = new Utf8(new SymbolInput("test", new ByteArrayInputStream(bytes)));
        try {
            for (int c = text.next(); c != SymbolInput.END; c = text.next()) {
                symbols.add(c);
            }
        } catch (IllegalArgumentException e) {
            return new int[0];
        }
        return Arrays.copyOf(symbols.values(), symbols.length());
    }

    /** Cutting the text into parts of about 100 characters gives the tokens of the whole. */
    @Test
    void tokensDoNotDependOnTheParts() throws IOException {
        String text =
                Files.readString(Path.of("corpora/moby-dick.txt"))
                        + "it's  'tis  don't\n\n"
                        + "  x 12 ab 3c d4 \u00e9\u00e8 \ud83d\ude00 a\u00a0b  c ";
        Symbols tokens = new Symbols(0);
        Gpt2Tokens parts = new Gpt2Tokens(tokens, 100);
        text.codePoints().forEach(parts::add);
        parts.finish();
        int[] whole =
                Encodings.newDefaultEncodingRegistry()
                        .getEncoding(EncodingType.R50K_BASE)
                        .encodeOrdinary(text)
                        .toArray();
        assertArrayEquals(whole, Arrays.copyOf(tokens.values(), tokens.length()));
    }

    @Test
    void aLineLongerThanTheBufferIsOneSequence() throws IOException {
        String numbers = "123456 ".repeat(50_000);
        byte[] bytes = (numbers + "\n7\n").getBytes(StandardCharsets.US_ASCII);
        IntLines lines = new IntLines(new SymbolInput("test", new ByteArrayInputStream(bytes)));
        Symbols symbols = new Symbols(0);
        assertTrue(lines.next(symbols));
        assertEquals(50_000, symbols.length());
        assertTrue(Arrays.stream(symbols.values(), 0, 50_000).allMatch(value -> value == 123456));
        assertTrue(lines.next(symbols));
        assertEquals(50_001, symbols.length());
        assertEquals(2, lines.line());
        assertEquals(false, lines.next(symbols));
    }
}
