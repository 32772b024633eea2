package org.neuralredshift;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/** A Python that has a module, for tests against libraries that Java does not have. */
public final class Python {
    private Python() {}

    /** Returns its command; without one the test is assumed away. */
    public static String with(String module) throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                Process process =
                        new ProcessBuilder(python, "-c", "import " + module)
                                .redirectErrorStream(true)
                                .start();
                process.getInputStream().readAllBytes();
                if (process.waitFor() == 0) {
                    return python;
                }
            } catch (IOException e) {
                continue; // no such program
            }
        }
        assumeTrue(false, "python3 with %s is not installed".formatted(module));
        throw new IllegalStateException("assumed");
    }
}
