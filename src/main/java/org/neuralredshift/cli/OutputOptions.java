package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;

/** Mixin of every command that prints rows. */
final class OutputOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES} (default: by the ending of --out; else table on a"
                            + " terminal, jsonl otherwise).")
    private @Nullable RowFormat format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write to a file instead of stdout; it appears under its name once complete.")
    private @Nullable Path out;

    /** Returns the format that {@link #rows} will write. */
    RowFormat format() {
        if (format != null) {
            return format;
        }
        if (out != null) {
            return RowFormat.ofName(out.toString());
        }
        return console().outIsTerminal() ? RowFormat.TABLE : RowFormat.JSONL;
    }

    /** Tells whether rows go to a file instead of stdout. */
    boolean isToFile() {
        return out != null;
    }

    /**
     * Opens the output. Call it before the work, so that a bad path is told at once.
     *
     * @throws IllegalArgumentException when the file can't be written
     */
    Rows rows() throws IOException {
        RowSink sink =
                out == null ? new RowSink.Stdout(console()) : RowFile.open("out", out, console());
        return new Rows(format().encoder(), sink);
    }

    private Console console() {
        if (command == null) {
            throw new IllegalStateException("picocli injects the command before a run");
        }
        return Main.console(command);
    }
}
