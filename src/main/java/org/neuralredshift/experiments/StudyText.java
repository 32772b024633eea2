package org.neuralredshift.experiments;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML of a study into {@link Node}s. Refuses what is not UTF-8, what is nested deeply,
 * repeated keys, aliases and more than one document, each in one line with file and line number.
 */
final class StudyText {
    static final int MOST_BYTES = 1 << 20;
    private static final int DEPTH = 12;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String source;
    private final boolean hasLines;
    private final YAMLParser parser;

    private StudyText(String source, boolean hasLines, String text) {
        this.source = source;
        this.hasLines = hasLines;
        this.parser = (YAMLParser) YAML.createParser(text);
    }

    /**
     * Reads a study.
     *
     * @param source name of the file, for errors
     * @param bytes UTF-8, at most {@value #MOST_BYTES}
     */
    static Node.Entries read(String source, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "%s: expected a study of at most %d bytes, got %d"
                            .formatted(source, MOST_BYTES, bytes.length));
        }
        return value(source, true, utf8(source, bytes)).entries("study");
    }

    /** Reads one value, as {@code --set} takes it. */
    static Node value(String source, String text) {
        return value(source, false, text);
    }

    private static Node value(String source, boolean hasLines, String text) {
        StudyText reader = new StudyText(source, hasLines, text);
        try {
            JsonToken first = reader.parser.nextToken();
            if (first == null) {
                return new Node.Text(source, "");
            }
            Node node = reader.node(first, 0);
            if (reader.parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        reader.where() + ": expected one document, got a second");
            }
            return node;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String line = hasLines && at != null && at.getLineNr() > 0 ? ":" + at.getLineNr() : "";
            String reason = e.getOriginalMessage().lines().findFirst().orElse("no YAML");
            throw new IllegalArgumentException(
                    "%s%s: expected YAML, got: %s".formatted(source, line, reason), e);
        }
    }

    private static String utf8(String source, byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(from).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < from.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new IllegalArgumentException(
                    "%s:%d: expected UTF-8, got byte 0x%02x"
                            .formatted(source, line, bytes[from.position()] & 0xff),
                    e);
        }
    }

    private String where() {
        return hasLines
                ? source + ":" + Math.max(1, parser.currentTokenLocation().getLineNr())
                : source;
    }

    private Node node(JsonToken token, int depth) {
        if (depth > DEPTH) {
            throw new IllegalArgumentException(
                    "%s: expected at most %d levels, got more".formatted(where(), DEPTH));
        }
        if (parser.isCurrentAlias()) {
            throw new IllegalArgumentException(
                    "%s: expected no alias, got *%s".formatted(where(), parser.getString()));
        }
        return switch (token) {
            case START_OBJECT -> entries(depth);
            case START_ARRAY -> items(depth);
            case VALUE_NULL -> new Node.Text(where(), "");
            default -> new Node.Text(where(), parser.getString());
        };
    }

    private Node items(int depth) {
        String where = where();
        List<Node> nodes = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            nodes.add(node(t, depth + 1));
        }
        return new Node.Items(where, List.copyOf(nodes));
    }

    private Node entries(int depth) {
        String where = where();
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
            String key = parser.currentName();
            String keyWhere = where();
            Node value = node(parser.nextToken(), depth + 1);
            if (nodes.put(key, value) != null) {
                throw new IllegalArgumentException(
                        "%s: %s: expected once, got twice".formatted(keyWhere, key));
            }
        }
        return new Node.Entries(where, nodes);
    }
}
