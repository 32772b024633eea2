package org.neuralredshift.cli;

import picocli.CommandLine.Option;

/** Mixin of every command that works on several threads. */
final class CommonOptions extends ProgressOptions {
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use (default: the processors this process may use).")
    void threads(int n) {
        if (n < 1 || n > 4096) {
            throw new IllegalArgumentException(
                    "threads: expected an integer from 1 to 4096, got %d".formatted(n));
        }
        threads = n;
    }

    int threads() {
        return threads;
    }
}
