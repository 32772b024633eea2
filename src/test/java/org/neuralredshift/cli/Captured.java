package org.neuralredshift.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose two streams can be read back. */
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Console console;

    private Captured(boolean outIsTerminal, boolean errIsTerminal) {
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        console = new Console(out, printed, outIsTerminal, errIsTerminal, 80);
    }

    static Captured pipes() {
        return new Captured(false, false);
    }

    static Captured terminal() {
        return new Captured(true, true);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
