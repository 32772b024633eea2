package org.neuralredshift.cli;

/** What the process says to its caller. */
final class ExitCode {
    static final int DONE = 0;

    /** A judged claim or a verification failed. */
    static final int FAILED = 1;

    static final int BAD_INPUT = 2;

    /** An error of ours: the sysexits code for software. */
    static final int INTERNAL = 70;

    /** Reading or writing failed, a full disk for one: the sysexits code for input and output. */
    static final int INPUT_OUTPUT = 74;

    /** As a shell reports SIGINT; what was finished is kept. */
    static final int INTERRUPTED = 130;

    /** As a shell reports SIGPIPE: the reader of stdout went away. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
