package org.neuralredshift.rng;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /**
     * The three vectors for philox4x32, 10 rounds, in kat_vectors of the Random123 1.09
     * distribution.
     */
    @Tag("oracle")
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c"
                + " 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6"
                + " 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420"
                + " 24126ea1"
    })
    void givesTheKnownAnswersOfRandom123(String counter, String key, String answer) {
        int[] c = words(counter);
        int[] k = words(key);
        long bits = k[0] & Philox.MASK | (long) k[1] << 32;
        int[] out = new int[4];
        Philox.block(c[0], c[1], c[2], c[3], bits, out, 0, 1);
        assertArrayEquals(words(answer), out);
        assertArrayEquals(
                words(answer),
                Philox.block(
                        new StreamKey(bits), c[3], c[2], c[0] & Philox.MASK | (long) c[1] << 32));
    }

    @Tag("golden")
    @Test
    void keysOfTheFrozenStreamVersionNeverChange() {
        assertEquals("redshift-philox-1", StreamKey.VERSION);
        // First eight bytes of SHA-256, by Python 3.11:
        // hashlib.sha256(b"redshift-philox-1\n0\n{}").hexdigest()[:16]
        assertEquals("6aac384aca7f1852", Long.toHexString(StreamKey.of(0, "{}").bits()));
    }

    private static int[] words(String hex) {
        String[] parts = hex.split(" ");
        int[] words = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            words[i] = Integer.parseUnsignedInt(parts[i], 16);
        }
        return words;
    }
}
