package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mixin of every command that works for longer than a moment: threads and progress. */
final class CommonOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "No messages and no progress; errors still show.")
    private boolean quiet;

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            description =
                    "Progress on stderr after two seconds: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}); auto is a bar on a terminal, else a line now"
                            + " and then.")
    private Progress.Mode progress = Progress.Mode.AUTO;

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

    /** Writes a message to stderr unless {@code --quiet}. */
    void message(String line) {
        if (!quiet) {
            console().message(line);
        }
    }

    /**
     * Starts to show progress. Close it when the work is done.
     *
     * @param unit what is counted, in the plural; {@code "bytes"} are shown as KB, MB, GB
     * @param total the count at the end, or 0 when it is not known
     */
    Progress progress(String unit, long total) {
        String task = command == null ? "" : command.name();
        Progress.Mode mode = quiet ? Progress.Mode.NONE : progress;
        return Progress.start(console(), mode, task, unit, total);
    }

    private Console console() {
        if (command == null) {
            throw new IllegalStateException("picocli injects the command before a run");
        }
        return Main.console(command);
    }
}
