package org.neuralredshift.checkpoint;

/** What every fuzz target asks for. */
final class Fuzzing {
    private Fuzzing() {}

    /** Throws where reading fails otherwise than by our own kind of error. */
    static void readOrRefused(Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains(": expected ")) {
                throw new AssertionError("an error without name or rule", e);
            }
        }
    }
}
