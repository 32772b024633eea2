package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.XZInputStream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SplittableRandom;

/** Sizes of compressed sequences: what goes in, what comes out, and who did it. */
@Tag("oracle")
class CompressorTest {
    @ParameterizedTest
    @CsvSource({
        "0, 255, 1",
        "0, 256, 2",
        "0, 65535, 2",
        "0, 65536, 4",
        "-1, 0, 4",
        "2147483647, 0, 4",
        "-2147483648, 7, 4"
    })
    void symbolsTakeTheFewestBytesThatHoldAllOfThem(int a, int b, int width) {
        assertEquals(width, Compressor.width(new int[] {a, b}, 0, 2));
    }

    @ParameterizedTest
    @EnumSource
    void theSizeIsThatOfAStreamThatDecodesToTheBytes(Compressor compressor) throws IOException {
        int[] symbols = Words.copies(new SplittableRandom(1), 200_000, 256);
        byte[] bytes = new byte[symbols.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) symbols[i];
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compressor.onto(compressed)) {
            out.write(bytes);
        }
        assertEquals(compressed.size(), compressor.bytes(symbols));
        assertArrayEquals(bytes, decoded(compressor, compressed.toByteArray()));
    }

    private static byte[] decoded(Compressor compressor, byte[] compressed) throws IOException {
        InputStream in = new ByteArrayInputStream(compressed);
        try (InputStream decoder =
                switch (compressor) {
                    case BZIP2 -> new BZip2CompressorInputStream(in);
                    case XZ -> new XZInputStream(in);
                    case LZ4 -> new FramedLZ4CompressorInputStream(in);
                }) {
            return decoder.readAllBytes();
        }
    }

    /** bzip2 1.0.8 and xz 5.4.1 of no input give 14 and 32 bytes too; lz4 1.9.4 gives 15. */
    @ParameterizedTest
    @CsvSource({"BZIP2, 14", "XZ, 32", "LZ4, 15"})
    void nothingTakesTheContainerAlone(Compressor compressor, long bytes) {
        assertEquals(bytes, compressor.bytes(new int[0]));
    }

    @Test
    void wideSymbolsAreWrittenBigEndian() {
        SplittableRandom random = new SplittableRandom(2);
        int[] wide = random.ints(5_000, 300, 310).toArray();
        int[] bytes = new int[2 * wide.length];
        for (int i = 0; i < wide.length; i++) {
            bytes[2 * i] = wide[i] >> 8;
            bytes[2 * i + 1] = wide[i] & 255;
        }
        assertEquals(Compressor.XZ.bytes(bytes), Compressor.XZ.bytes(wide));
    }

    /** The version in the measure's description is that of the library on the class path. */
    @ParameterizedTest
    @EnumSource
    void theNamedVersionIsTheOneInUse(Compressor compressor) throws IOException {
        try (OutputStream coder = compressor.onto(OutputStream.nullOutputStream())) {
            String jar =
                    coder.getClass().getProtectionDomain().getCodeSource().getLocation().getPath();
            String version = compressor.coder().split("[ ,]")[compressor == Compressor.XZ ? 2 : 1];
            assertTrue(jar.endsWith("-" + version + ".jar"), jar);
        }
    }
}
