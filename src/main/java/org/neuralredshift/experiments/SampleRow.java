package org.neuralredshift.experiments;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A finished sample as it is kept: one line of JSON that starts with the length of what follows in
 * bytes and its CRC-32C, so that a line can be checked by itself. It holds nothing of the time or
 * machine, so equal samples are equal lines.
 *
 * @param cell key of the cell
 * @param body the fields after length and checksum, as JSON without the opening brace
 */
public record SampleRow(String cell, int sample, String body) {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\{\"len\":(\\d{1,9}),\"crc\":\"([0-9a-f]{8})\",(\"cell\":\"([0-9a-f]{16})\",\"sample\":(\\d{1,10}),.*)");

    /** Returns the row of further fields, {@code "name":value} with commas between. */
    static SampleRow of(String cell, int sample, String fields) {
        return new SampleRow(
                cell, sample, "\"cell\":\"%s\",\"sample\":%d,%s}".formatted(cell, sample, fields));
    }

    /** Returns the line, with its end. */
    String line() {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return String.format(
                Locale.ROOT,
                "{\"len\":%d,\"crc\":\"%08x\",%s\n",
                bytes.length,
                checksum(bytes),
                body);
    }

    /** Reads a line without its end; empty when it is damaged. */
    static Optional<SampleRow> ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String body = matcher.group(3);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean isWhole =
                bytes.length == Integer.parseInt(matcher.group(1))
                        && checksum(bytes) == Long.parseLong(matcher.group(2), 16);
        long sample = Long.parseLong(matcher.group(5));
        return isWhole && sample <= Integer.MAX_VALUE
                ? Optional.of(new SampleRow(matcher.group(4), (int) sample, body))
                : Optional.empty();
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Returns all fields but length and checksum. */
    public JsonNode fields() {
        return Json.read("sample", "{" + body);
    }
}
