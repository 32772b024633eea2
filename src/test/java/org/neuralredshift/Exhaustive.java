package org.neuralredshift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where long tests leave what they found: a text each, without dates or times, kept in the
 * repository.
 */
public final class Exhaustive {
    private static final Path FOLDER = Path.of("src/test/resources/exhaustive");

    private Exhaustive() {}

    /** Writes NAME.txt. */
    public static void record(String name, List<String> lines) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".txt"), lines);
    }
}
