package org.neuralredshift.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Broken and hostile files, each kept under a name that says what is wrong: every one is refused by
 * one clear line, without a large allocation and without a hang. They are seeds of {@link
 * CheckpointFuzzTest} too.
 */
@Tag("law")
@Timeout(20) // against hangs; each takes milliseconds
class MalformedFilesTest {
    static final String SAFETENSORS = "safetensorsFilesAreReadOrRefused";
    static final String CONFIG = "configurationsAreReadOrRefused";

    /** What parsing itself takes: buffers of Jackson and of the decoder. */
    private static final long ALLOWANCE = 1 << 20;

    static byte[] file(String folder, String name) throws IOException {
        String path = "CheckpointFuzzTestInputs/%s/%s".formatted(folder, name);
        try (var in = MalformedFilesTest.class.getResourceAsStream(path)) {
            assertTrue(in != null, path);
            return in.readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "malformed-safetensors.csv", delimiter = '|', quoteCharacter = '\0')
    void safetensors(String name, String message) throws IOException {
        byte[] file = file(SAFETENSORS, name);
        assertRefused(
                message, file.length, () -> SafetensorsHeader.of(MemorySegment.ofArray(file)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "malformed-config.csv", delimiter = '|', quoteCharacter = '\0')
    void config(String name, String message) throws IOException {
        byte[] file = file(CONFIG, name);
        assertRefused(message, file.length, () -> Gpt2Config.parse(file));
    }

    private static void assertRefused(String message, long bytes, Runnable read) {
        assertThrows(IllegalArgumentException.class, read::run); // loads the classes
        long before = allocated();
        var e = assertThrows(IllegalArgumentException.class, read::run);
        long taken = allocated() - before;
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertTrue(e.getMessage().length() < 600, "a message, not the file: " + e.getMessage());
        assertFalse(e.getMessage().matches("(?s).*\\p{Cntrl}.*"), "control characters");
        assertTrue(taken < 4 * bytes + ALLOWANCE, "allocated " + taken);
    }

    /** Bytes that this thread has allocated so far. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid-three-tensors",
                "valid-empty-and-scalar",
                "valid-no-tensors",
                "valid-padded-with-blanks"
            })
    void validSafetensorsAreRead(String name) throws IOException {
        SafetensorsHeader.of(MemorySegment.ofArray(file(SAFETENSORS, name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid-small",
                "valid-empty",
                "valid-hub-gpt2",
                "valid-aliases",
                "valid-variant"
            })
    void validConfigurationsAreRead(String name) throws IOException {
        assertTrue(Gpt2Config.parse(file(CONFIG, name)).unknown().isEmpty());
    }

    /** The short seeds of the same names, at the size that has hurt others. */
    @Test
    void veryDeepNestingAndVeryLongNumbersAreRefusedToo() {
        for (String text :
                List.of(
                        "{\"a\":".repeat(200_000),
                        "{\"n_layer\":" + "[".repeat(900_000),
                        "{\"n_layer\":" + "1".repeat(900_000) + "}",
                        "{\"n_layer\":1." + "1".repeat(900_000) + "}",
                        "{\"n_layer\":1e" + "1".repeat(900_000) + "}")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer file = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(bytes.length).put(bytes);
            assertRefused(
                    "",
                    bytes.length,
                    () -> SafetensorsHeader.of(MemorySegment.ofArray(file.array())));
            assertRefused("", bytes.length, () -> Gpt2Config.parse(bytes));
        }
    }

    /**
     * Seeded mutations: some bytes of a file replaced, its end cut off, or a part of it repeated.
     */
    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] tensors = file(SAFETENSORS, "valid-three-tensors");
        byte[] config = file(CONFIG, "valid-variant");
        for (int i = 0; i < 20_000; i++) {
            byte[] file = mutated(tensors, random);
            Fuzzing.readOrRefused(() -> SafetensorsHeader.of(MemorySegment.ofArray(file)));
            byte[] text = mutated(config, random);
            Fuzzing.readOrRefused(() -> Gpt2Config.parse(text));
        }
    }

    private static byte[] mutated(byte[] file, SplittableRandom random) {
        byte[] mutated = file.clone();
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutated[at] = (byte) "0123456789[]{}\",:-.eE".charAt(random.nextInt(21));
                case 2 -> mutated = Arrays.copyOf(mutated, at + 1);
                default -> {
                    int from = random.nextInt(mutated.length);
                    int count = mutated.length - Math.max(at, from);
                    System.arraycopy(mutated, from, mutated, at, count);
                }
            }
        }
        return mutated;
    }

    /** A file of 200 MB without content on the disk, whose header of 126 MB it does hold. */
    @Test
    void headersBeyondTheLimitAreRefusedBeforeTheyAreRead(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("long.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(200_000_000);
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            file.write(length.putLong(126_000_000).array());
        }
        assertRefused(
                "long.safetensors: header length: expected at most 100000000 bytes, so that",
                0,
                () -> {
                    try (SafetensorsFile file = SafetensorsFile.open(path)) {
                        assertEquals(0, file.header().dataStart());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void settingsThatAreOffOrDoNotMatterArePassedOverAndNamed() {
        String config =
                "{\"cross_attention_hidden_size\":null,\"use_sliding_window\":false,\"top_k\":50}";
        assertEquals(
                List.of("cross_attention_hidden_size", "top_k", "use_sliding_window"),
                Gpt2Config.parse(config.getBytes(StandardCharsets.UTF_8)).unknown());
    }

    @Test
    void aConfigurationOfManyMegabytesIsRefused() {
        byte[] blanks = new byte[(1 << 20) + 1];
        var e = assertThrows(IllegalArgumentException.class, () -> Gpt2Config.parse(blanks));
        assertEquals("config.json: expected at most 1048576 bytes, got 1048577", e.getMessage());
    }
}
