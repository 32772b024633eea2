package org.neuralredshift.checkpoint;

import org.neuralredshift.nn.NetworkTensors.RowSink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A safetensors file that is read by memory mapping, one window of at most {@value #WINDOW} bytes
 * or one row at a time: a copy of a network is never held twice.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final int WINDOW = 1 << 24;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws IllegalArgumentException if the header is wrong
     */
    public static SafetensorsFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafetensorsFile(path, channel, SafetensorsHeader.of(file));
        } catch (IllegalArgumentException e) {
            channel.close();
            throw new IllegalArgumentException(path.getFileName() + ": " + e.getMessage(), e);
        } catch (IOException | Error e) {
            channel.close();
            throw e;
        }
    }

    public SafetensorsHeader header() {
        return header;
    }

    /**
     * Hands over the rows of a tensor of weights.
     *
     * @param columns length of a row, a divisor of the number of elements
     * @throws UncheckedIOException if the file can't be read, or was made shorter
     */
    public void read(TensorEntry entry, int columns, RowSink sink) {
        long rowBytes = (long) columns * entry.dtype().bytes();
        long rows = (entry.end() - entry.begin()) / rowBytes;
        long together = Math.max(1, WINDOW / rowBytes);
        float[] values = new float[columns];
        for (long first = 0; first < rows; first += together) {
            long count = Math.min(together, rows - first);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment window =
                        map(entry.begin() + first * rowBytes, count * rowBytes, arena);
                for (long row = 0; row < count; row++) {
                    entry.dtype().read(window, row * rowBytes, values);
                    sink.take(Math.toIntExact(first + row), values);
                }
            } catch (InternalError e) { // how the JVM reports a mapped page that is gone
                throw new UncheckedIOException(
                        new IOException(path + " was changed while it was read", e));
            }
        }
    }

    /** Returns whether two tensors have the same type and bytes. */
    boolean same(TensorEntry a, TensorEntry b) {
        long bytes = a.end() - a.begin();
        if (a.dtype() != b.dtype() || bytes != b.end() - b.begin()) {
            return false;
        }
        for (long at = 0; at < bytes; at += WINDOW) {
            long count = Math.min(WINDOW, bytes - at);
            try (Arena arena = Arena.ofConfined()) {
                if (map(a.begin() + at, count, arena).mismatch(map(b.begin() + at, count, arena))
                        >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private MemorySegment map(long at, long bytes, Arena arena) {
        try {
            return channel.map(
                    FileChannel.MapMode.READ_ONLY, header.dataStart() + at, bytes, arena);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
