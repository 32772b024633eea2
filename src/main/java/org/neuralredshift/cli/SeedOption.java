package org.neuralredshift.cli;

import picocli.CommandLine.Option;

/** Mixin of every command that draws random numbers. */
final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed, a 64-bit integer; the same seed gives the same bits on every machine"
                            + " (default: ${DEFAULT-VALUE}).")
    private long seed = 0;

    long seed() {
        return seed;
    }
}
