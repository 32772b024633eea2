package org.neuralredshift.cli;

import java.io.IOException;

/** The reader of stdout went away, as {@code head} does: no error, the command just ends. */
final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1;

    OutputClosedException(IOException cause) {
        super(cause);
    }
}
