package org.neuralredshift.report.plot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes grey pictures as PNG without compression: small pictures, and the same bytes whatever
 * compressor a Java brings.
 */
final class GreyPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_STORED = 65_535;

    private GreyPng() {}

    /**
     * Returns the file.
     *
     * @param grey shape (height, width), one byte a point from black to white
     */
    static byte[] encode(int width, int height, byte[] grey) {
        if (grey.length != width * height) {
            throw new IllegalArgumentException(
                    "grey: expected %d bytes, got %d".formatted(width * height, grey.length));
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream png = new DataOutputStream(bytes);
            png.write(SIGNATURE);
            chunk(png, "IHDR", header(width, height));
            chunk(png, "IDAT", stored(lines(width, height, grey)));
            chunk(png, "IEND", new byte[0]);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("an array takes every byte", e);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        header.write(new byte[] {8, 0, 0, 0, 0}); // 8 bits of grey, the only methods, no interlace
        return bytes.toByteArray();
    }

    /** Each line after the byte that says it is not filtered. */
    private static byte[] lines(int width, int height, byte[] grey) {
        byte[] lines = new byte[height * (width + 1)];
        for (int row = 0; row < height; row++) {
            System.arraycopy(grey, row * width, lines, row * (width + 1) + 1, width);
        }
        return lines;
    }

    /** A zlib stream of stored blocks. */
    private static byte[] stored(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream zlib = new DataOutputStream(bytes);
        zlib.writeShort(0x7801);
        for (int from = 0; from < data.length; from += MOST_STORED) {
            int size = Math.min(MOST_STORED, data.length - from);
            zlib.writeByte(from + size == data.length ? 1 : 0);
            zlib.writeShort(Short.reverseBytes((short) size));
            zlib.writeShort(Short.reverseBytes((short) ~size));
            zlib.write(data, from, size);
        }
        Adler32 adler = new Adler32();
        adler.update(data);
        zlib.writeInt((int) adler.getValue());
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) crc.getValue());
    }
}
