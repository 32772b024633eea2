package org.neuralredshift.metrics.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files in corpora/ are those that corpora/README.md describes, and the synthetic ones come out
 * of {@link ReferenceSequences} again. With {@code -Dcorpora.write=true} the test writes them.
 */
@Tag("oracle")
class CorporaTest {
    private static final Path FOLDER = Path.of("corpora");
    private static final Pattern LISTED = Pattern.compile("`([\\w.-]+)`.*`([0-9a-f]{64})`");

    private static Map<String, int[]> synthetic() {
        Map<String, int[]> files = new TreeMap<>();
        files.put("thue-morse.txt", ReferenceSequences.thueMorse(1 << 14));
        files.put("period-doubling.txt", ReferenceSequences.periodDoubling(1 << 14));
        files.put("fibonacci.txt", ReferenceSequences.fibonacci(17_711));
        files.put("logistic-3.8.txt", ReferenceSequences.logistic(1 << 14, 3.8));
        files.put("logistic-4.txt", ReferenceSequences.logistic(1 << 14, 4));
        files.put("pi.txt", ReferenceSequences.pi(10_000));
        files.put("random-bits.txt", uniform(1 << 14, 2));
        files.put("random-digits.txt", uniform(10_000, 10));
        return files;
    }

    private static int[] uniform(int n, int k) {
        String cell = "{\"corpus\":\"uniform\",\"symbols\":%d}".formatted(k);
        return ReferenceSequences.uniform(n, k, new RandomStream(StreamKey.of(0, cell), 0, 0));
    }

    @Test
    void everyFileHasTheHashThatTheReadmeGives() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Map<String, String> hashes = new TreeMap<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("README.md")) {
                    hashes.put(name, sha256(Files.readAllBytes(file)));
                }
            }
            assertEquals(listed(), hashes);
        }
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
            Matcher row = LISTED.matcher(line);
            if (row.find()) {
                listed.put(row.group(1), row.group(2));
            }
        }
        return listed;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void syntheticFilesAreGeneratedAgain() throws IOException {
        for (Map.Entry<String, int[]> file : synthetic().entrySet()) {
            assertSame(file.getKey(), digits(file.getValue()));
        }
    }

    private static String digits(int[] symbols) {
        return Arrays.stream(symbols).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    @Test
    void tokensAreThoseOfTheText() throws IOException {
        String text = Files.readString(FOLDER.resolve("moby-dick.txt"));
        int[] tokens =
                Encodings.newDefaultEncodingRegistry()
                        .getEncoding(EncodingType.R50K_BASE)
                        .encodeOrdinary(text)
                        .toArray();
        String line = Arrays.toString(tokens).replaceAll("[\\[\\],]", "") + "\n";
        assertSame("moby-dick-gpt2.ints", line);
    }

    private static void assertSame(String name, String content) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("corpora.write")) {
            Files.writeString(file, content);
        }
        assertTrue(content.equals(Files.readString(file, StandardCharsets.UTF_8)), name);
    }

    @Test
    void piStartsAndEndsAsPublished() {
        int[] digits = ReferenceSequences.pi(1000);
        assertEquals("31415926535897932384", digits(Arrays.copyOf(digits, 20)));
        // the 994th to 1,000th digit, the 3 counted
        assertEquals("6420198", digits(Arrays.copyOfRange(digits, 993, 1000)));
    }

    @Test
    void prefixesAreConsistent() {
        for (int n : List.of(0, 1, 2, 3, 50)) {
            int[] longer = ReferenceSequences.fibonacci(55);
            assertArrayEquals(Arrays.copyOf(longer, n), ReferenceSequences.fibonacci(n));
            assertArrayEquals(
                    Arrays.copyOf(ReferenceSequences.pi(60), n), ReferenceSequences.pi(n));
        }
        assertArrayEquals(Words.fibonacci(9), ReferenceSequences.fibonacci(55));
    }
}
