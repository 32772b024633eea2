package org.neuralredshift.metrics.sequence;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Compressed sizes in bytes by coders written in Java, so that every machine counts the same. The
 * container's head and checksums are part of the size.
 *
 * <p>Symbols become bytes, big-endian, in the fewest bytes that hold all of them without a sign:
 * one each when all lie in 0 … 255 (so the bytes of a file are compressed as they are), two when
 * all lie in 0 … 65535, else four. Unlike the Lempel-Ziv counts, these sizes depend on the symbols'
 * values.
 */
public enum Compressor {
    /** Burrows-Wheeler with Huffman coding: blocks of 900,000 bytes (level 9). */
    BZIP2("bzip2", "commons-compress 1.28.0, level 9") {
        @Override
        OutputStream onto(OutputStream out) throws IOException {
            return new BZip2CompressorOutputStream(out, BZip2CompressorOutputStream.MAX_BLOCKSIZE);
        }
    },
    /** LZMA2 in a container with a 64-bit check: preset 6, a dictionary of 8 MiB. */
    XZ("xz", "tukaani xz 1.12, preset 6, CRC64") {
        @Override
        OutputStream onto(OutputStream out) throws IOException {
            return new XZOutputStream(out, new LZMA2Options(6), org.tukaani.xz.XZ.CHECK_CRC64);
        }
    },
    /** Byte-wise LZ77 in frames of independent 4 MiB blocks with a content checksum. */
    LZ4("lz4", "commons-compress 1.28.0, frames of 4 MiB blocks") {
        @Override
        OutputStream onto(OutputStream out) throws IOException {
            return new FramedLZ4CompressorOutputStream(out);
        }
    };

    private static final int BUFFER = 1 << 16;

    private final String id;
    private final String coder;

    Compressor(String id, String coder) {
        this.id = id;
        this.coder = coder;
    }

    /** Name in the output. */
    public String id() {
        return id;
    }

    /** The library, its version and its settings. */
    public String coder() {
        return coder;
    }

    /** Returns the compressed size of a sequence of any integers, in bytes. */
    public long bytes(int[] symbols) {
        return bytes(symbols, 0, symbols.length);
    }

    /** Returns the compressed size of {@code symbols[from, to)}, in bytes. */
    public long bytes(int[] symbols, int from, int to) {
        Counter counter = new Counter();
        try (OutputStream out = onto(counter)) {
            write(symbols, from, to, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the counter takes every byte
        }
        return counter.count;
    }

    /** Returns how many bytes a symbol takes: 1, 2 or 4. */
    public static int width(int[] symbols, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits |= symbols[i];
        }
        return bits >>> 8 == 0 ? 1 : bits >>> 16 == 0 ? 2 : 4;
    }

    abstract OutputStream onto(OutputStream out) throws IOException;

    private static void write(int[] symbols, int from, int to, OutputStream out)
            throws IOException {
        int width = width(symbols, from, to);
        byte[] buffer = new byte[BUFFER];
        int used = 0;
        for (int i = from; i < to; i++) {
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
                buffer[used++] = (byte) (symbols[i] >>> shift);
            }
            if (used == BUFFER) {
                out.write(buffer, 0, used);
                used = 0;
            }
        }
        if (used > 0) { // writing nothing would open an empty block
            out.write(buffer, 0, used);
        }
    }

    /** Counts bytes and drops them. */
    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
