package org.neuralredshift.checkpoint;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file row by row: first the header, for which the tensors have to be known,
 * then their data in the same order. Not thread-safe.
 */
public final class SafetensorsWriter implements AutoCloseable {
    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 20;

    private final FileChannel channel;
    private final List<TensorEntry> entries;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment memory = MemorySegment.ofBuffer(buffer.duplicate().clear());
    private long written;

    private SafetensorsWriter(FileChannel channel, List<TensorEntry> entries) {
        this.channel = channel;
        this.entries = entries;
    }

    /** A tensor to come: its name, and its shape. */
    public record Shape(String name, long... sizes) {}

    /**
     * Creates a file and writes its header.
     *
     * @param dtype F32, F16 or BF16
     * @param metadata free texts of the header
     */
    public static SafetensorsWriter create(
            Path path, Dtype dtype, List<Shape> tensors, Map<String, String> metadata)
            throws IOException {
        List<TensorEntry> entries = new ArrayList<>();
        long end = 0;
        for (Shape tensor : tensors) {
            long begin = end;
            end = Math.addExact(end, TensorEntry.bytes(tensor.name(), dtype, tensor.sizes()));
            entries.add(new TensorEntry(tensor.name(), dtype, tensor.sizes(), begin, end));
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SafetensorsWriter writer = new SafetensorsWriter(channel, entries);
        writer.writeHeader(header(entries, metadata));
        return writer;
    }

    /** Returns the tensors with their places. */
    public List<TensorEntry> entries() {
        return entries;
    }

    private static byte[] header(List<TensorEntry> entries, Map<String, String> metadata) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeStartObject();
            if (!metadata.isEmpty()) {
                generator.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach(generator::writeStringProperty);
                generator.writeEndObject();
            }
            for (TensorEntry entry : entries) {
                generator.writeObjectPropertyStart(entry.name());
                generator.writeStringProperty("dtype", entry.dtype().name());
                generator.writeName("shape");
                generator.writeArray(entry.shape(), 0, entry.shape().length);
                generator.writeName("data_offsets");
                generator.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        while (json.size() % ALIGNMENT != 0) {
            json.write(' ');
        }
        return json.toByteArray();
    }

    private void writeHeader(byte[] json) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        drain(length.putLong(json.length).flip());
        drain(ByteBuffer.wrap(json));
    }

    /**
     * Writes the next elements.
     *
     * @param count how many of {@code values}
     */
    public void write(Dtype dtype, float[] values, int count) throws IOException {
        int most = BUFFER / dtype.bytes();
        for (int from = 0; from < count; from += most) {
            int part = Math.min(most, count - from);
            if (buffer.remaining() < part * dtype.bytes()) {
                flush();
            }
            float[] some = from == 0 ? values : Arrays.copyOfRange(values, from, count);
            dtype.write(some, part, memory, buffer.position());
            buffer.position(buffer.position() + part * dtype.bytes());
            written += (long) part * dtype.bytes();
        }
    }

    private void flush() throws IOException {
        drain(buffer.flip());
        buffer.clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes what is left, hands it to the disk, and checks that all tensors are there. */
    public void finish() throws IOException {
        flush();
        long expected = entries.isEmpty() ? 0 : entries.getLast().end();
        if (written != expected) {
            throw new IllegalStateException(
                    "data: expected %d bytes, got %d".formatted(expected, written));
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
