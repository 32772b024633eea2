package org.neuralredshift.experiments;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** JSON as this package writes it: on one line, keys in the order given, no blanks. */
final class Json {
    static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Json() {}

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads a text.
     *
     * @param name of the file, for the error
     */
    static JsonNode read(String name, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("something else");
            throw new IllegalArgumentException(
                    "%s: expected JSON, got: %s".formatted(name, reason), e);
        }
    }

    /** Returns an object of settings, with numbers as numbers. */
    static String settings(Map<String, String> settings) {
        StringBuilder json = new StringBuilder("{");
        settings.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",").append(text(name)).append(':');
            json.append(value(value));
        });
        return json.append('}').toString();
    }

    /** Returns a number as it is and everything else quoted. */
    static String value(String text) {
        return NUMBER.matcher(text).matches() ? text : text(text);
    }

    static Map<String, String> settings(JsonNode object) {
        Map<String, String> settings = new LinkedHashMap<>();
        object.properties().forEach(e -> settings.put(e.getKey(), e.getValue().asString()));
        return settings;
    }
}
