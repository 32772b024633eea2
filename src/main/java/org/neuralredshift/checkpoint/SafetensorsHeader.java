package org.neuralredshift.checkpoint;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.ByteBufferBackedInputStream;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: eight bytes with its length N, little-endian; N bytes of JSON
 * that map each tensor's name to its type, shape and range; then the data.
 *
 * <p>Checked, in this order: the file holds N and the header; N is within the limit; the header is
 * an object in UTF-8 with every name once, followed by white space only; each range has the bytes
 * of its shape, in exact arithmetic; the ranges cover the data without gap or overlap, so that no
 * byte of the file is without meaning. Memory is bounded by the header's length and {@value
 * #MOST_TENSORS} tensors, whatever lengths the header claims. Source: the format as the safetensors
 * project documents it.
 */
public final class SafetensorsHeader {
    /** The format's own limit on N, in bytes; the system property {@value #LIMIT} replaces it. */
    public static final long LONGEST = 100_000_000;

    static final String LIMIT = "redshift.safetensors.header";
    static final int MOST_TENSORS = 1 << 17;
    static final String METADATA = "__metadata__";

    private static final int LENGTH_BYTES = 8;
    private static final int DEPTH = 3;
    private static final int MOST_DIMENSIONS = 16;
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final long dataStart;

    private SafetensorsHeader(long dataStart) {
        this.dataStart = dataStart;
    }

    /**
     * Reads and checks the header of a whole file.
     *
     * @param file mapped, or on the heap
     * @throws IllegalArgumentException if anything is wrong with it
     */
    public static SafetensorsHeader of(MemorySegment file) {
        Expected.check(
                file.byteSize() >= LENGTH_BYTES,
                "safetensors file",
                "at least 8 bytes",
                file.byteSize());
        long length = file.get(LONG, 0);
        long rest = file.byteSize() - LENGTH_BYTES;
        Expected.check(
                length >= 0 && length <= rest,
                "header length",
                "at most %d, the bytes behind it".formatted(rest),
                Long.toUnsignedString(length));
        long limit = Math.min(Long.getLong(LIMIT, LONGEST), Integer.MAX_VALUE);
        Expected.check(
                length <= limit,
                "header length",
                "at most %d bytes, so that a header can't fill the memory (-D%s=N sets another limit)"
                        .formatted(limit, LIMIT),
                length);
        SafetensorsHeader header = new SafetensorsHeader(LENGTH_BYTES + length);
        header.parse(file.asSlice(LENGTH_BYTES, length), length);
        header.checkCover(rest - length);
        return header;
    }

    /** Returns the tensors in the order of the header. */
    public Map<String, TensorEntry> tensors() {
        return tensors;
    }

    /** Returns the free texts of the header. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Returns where the data starts in the file. */
    public long dataStart() {
        return dataStart;
    }

    private void parse(MemorySegment json, long length) {
        Expected.check(
                length > 0 && json.get(ValueLayout.JAVA_BYTE, 0) == '{',
                "header",
                "a JSON object that starts with its first byte",
                length == 0 ? "nothing" : "another byte");
        try (JsonParser parser =
                StrictJson.parser(
                        new ByteBufferBackedInputStream(json.asByteBuffer()), DEPTH, length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (name.equals(METADATA)) {
                    readMetadata(parser);
                } else {
                    Expected.check(
                            tensors.size() < MOST_TENSORS,
                            "header",
                            "at most %d tensors".formatted(MOST_TENSORS),
                            "more");
                    tensors.put(name, entry(parser, name));
                }
            }
            JsonToken behind = parser.nextToken();
            Expected.check(behind == null, "header", "nothing behind its object", behind);
        } catch (JacksonException e) {
            throw Expected.of("header", "JSON in UTF-8", e.getOriginalMessage());
        }
    }

    private void readMetadata(JsonParser parser) {
        expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA, "an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + " " + key, "a text");
            Expected.check(
                    metadata.size() < MOST_TENSORS,
                    METADATA,
                    "at most %d texts".formatted(MOST_TENSORS),
                    "more");
            metadata.put(key, parser.getString());
        }
    }

    private static TensorEntry entry(JsonParser parser, String name) {
        expect(parser.nextToken(), JsonToken.START_OBJECT, name, "an object");
        Dtype dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            switch (key) {
                case "dtype" -> {
                    expect(parser.nextToken(), JsonToken.VALUE_STRING, name + ": dtype", "a text");
                    dtype = Dtype.named(parser.getString(), name);
                }
                case "shape" -> shape = integers(parser, name + ": shape", MOST_DIMENSIONS);
                case "data_offsets" -> offsets = integers(parser, name + ": data_offsets", 2);
                default -> throw Expected.of(name, "dtype, shape and data_offsets", key);
            }
        }
        return entry(name, dtype, shape, offsets);
    }

    private static TensorEntry entry(
            String name,
            @Nullable Dtype dtype,
            long @Nullable [] shape,
            long @Nullable [] offsets) {
        if (dtype == null || shape == null || offsets == null) {
            String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw Expected.of(name, "dtype, shape and data_offsets", "no " + missing);
        }
        Expected.check(
                offsets.length == 2 && offsets[0] <= offsets[1],
                name + ": data_offsets",
                "[begin, end] in this order",
                Arrays.toString(offsets));
        long bytes = TensorEntry.bytes(name, dtype, shape);
        Expected.check(
                offsets[1] - offsets[0] == bytes,
                name + ": data_offsets",
                "%d bytes for %s of shape %s".formatted(bytes, dtype, TensorEntry.text(shape)),
                offsets[1] - offsets[0]);
        return new TensorEntry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private static long[] integers(JsonParser parser, String name, int most) {
        expect(parser.nextToken(), JsonToken.START_ARRAY, name, "a list of integers");
        long[] values = new long[most];
        int count = 0;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            expect(token, JsonToken.VALUE_NUMBER_INT, name, "integers from 0");
            Expected.check(count < most, name, "at most %d integers".formatted(most), "more");
            String digits = parser.getString();
            values[count++] = integer(digits, name);
        }
        return Arrays.copyOf(values, count);
    }

    private static long integer(String digits, String name) {
        try {
            long value = Long.parseLong(digits);
            Expected.check(value >= 0, name, "integers from 0", digits);
            return value;
        } catch (NumberFormatException e) {
            throw Expected.of(name, "integers below 2^63", digits);
        }
    }

    private static void expect(
            @Nullable JsonToken token, JsonToken expected, String name, String rule) {
        Expected.check(token == expected, name, rule, token == null ? "the end" : token);
    }

    /** Ranges have to lie side by side, from the first byte of the data to the last. */
    private void checkCover(long bytes) {
        List<TensorEntry> sorted = new ArrayList<>(tensors.values());
        sorted.sort(
                Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long covered = 0;
        for (TensorEntry entry : sorted) {
            Expected.check(
                    entry.begin() == covered,
                    entry.name() + ": data_offsets",
                    "to begin at %d, where the tensor before ends".formatted(covered),
                    entry.begin());
            covered = entry.end();
        }
        Expected.check(
                covered == bytes,
                "safetensors file",
                "%d bytes of data, to the end of its last tensor".formatted(covered),
                bytes);
    }
}
