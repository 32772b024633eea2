package org.neuralredshift.checkpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * JSON from foreign files: UTF-8 only, no duplicate names, with limits on depth, the digits of a
 * number, and length.
 */
final class StrictJson {
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 10_000;

    private StrictJson() {}

    private static JsonFactory factory(int depth, long length) {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxNumberLength(LONGEST_NUMBER)
                                .maxNameLength(LONGEST_NAME)
                                .maxStringLength(1 << 20)
                                .maxDocumentLength(length)
                                .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    /** Opens a parser that reads token by token. */
    static JsonParser parser(InputStream in, int depth, long length) {
        return factory(depth, length)
                .createParser(
                        ObjectReadContext.empty(),
                        new InputStreamReader(
                                in,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /**
     * Parses a small document.
     *
     * @param name of the file, for messages
     */
    static JsonNode tree(byte[] document, String name, int depth) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(document))
                            .toString();
            JsonNode tree =
                    JsonMapper.builder(factory(depth, Integer.MAX_VALUE))
                            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                            .build()
                            .readTree(new StringReader(text));
            Expected.check(tree.isObject(), name, "a JSON object", tree.getNodeType());
            return tree;
        } catch (CharacterCodingException e) {
            throw Expected.of(name, "UTF-8", "other bytes");
        } catch (JacksonException e) {
            throw Expected.of(name, "JSON", e.getOriginalMessage());
        }
    }
}
