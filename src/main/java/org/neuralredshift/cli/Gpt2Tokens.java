package org.neuralredshift.cli;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/**
 * Turns text into GPT-2's byte-pair tokens ({@code r50k_base}, 50,257 in all; what looks like a
 * special token is plain text), part by part: between a letter and one blank with a letter behind,
 * GPT-2's pattern always splits, so cuts there change nothing.
 */
final class Gpt2Tokens {
    /** Characters in memory before a cut is looked for. */
    static final int PART = 1 << 20;

    private final Encoding encoding =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
    private final StringBuilder text = new StringBuilder();
    private final Symbols tokens;
    private final int part;
    private int cut;

    Gpt2Tokens(Symbols tokens, int part) {
        this.tokens = tokens;
        this.part = part;
    }

    /** Returns the tokens of a text. */
    static int[] of(String text) {
        return Encodings.newDefaultEncodingRegistry()
                .getEncoding(EncodingType.R50K_BASE)
                .encodeOrdinary(text)
                .toArray();
    }

    void add(int point) {
        int end = text.length();
        if (end >= 2
                && Character.isLetter(point)
                && text.charAt(end - 1) == ' '
                && Character.isLetter(text.codePointBefore(end - 1))) {
            cut = end - 1;
        }
        text.appendCodePoint(point);
        if (text.length() >= part && cut > 0) {
            encode(cut);
        }
    }

    /** Encodes what is left. */
    void finish() {
        encode(text.length());
    }

    private void encode(int end) {
        IntArrayList encoded = encoding.encodeOrdinary(text.substring(0, end));
        for (int i = 0; i < encoded.size(); i++) {
            tokens.add(encoded.get(i));
        }
        text.delete(0, end);
        cut = 0;
    }
}
