package org.neuralredshift.checkpoint;

/** What every fuzz target asks for. */
final class Fuzzing {
    /** Jazzer's instrumentation of classes that are loaded meanwhile takes much of it. */
    private static final long ALLOWANCE = 256 << 20;

    private Fuzzing() {}

    /** Throws where reading fails otherwise than by our own error, or takes much memory. */
    static void readOrRefused(byte[] file, Runnable read) {
        long before = MalformedFilesTest.allocated();
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains(": expected ")) {
                throw new AssertionError("an error without name or rule", e);
            }
        }
        long taken = MalformedFilesTest.allocated() - before;
        if (taken > ALLOWANCE + 16L * file.length) {
            throw new AssertionError("allocated " + taken + " bytes for " + file.length);
        }
    }
}
