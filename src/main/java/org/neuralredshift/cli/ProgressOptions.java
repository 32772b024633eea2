package org.neuralredshift.cli;

import picocli.CommandLine.Option;

/** Mixin of every command that may work for longer than a moment. */
class ProgressOptions extends QuietOption {
    @Option(
            names = "--progress",
            paramLabel = "MODE",
            description =
                    "Progress on stderr after two seconds: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}); auto is a bar on a terminal, else a line now"
                            + " and then.")
    private Progress.Mode progress = Progress.Mode.AUTO;

    /**
     * Starts to show progress. Close it when the work is done.
     *
     * @param unit what is counted, in the plural; {@code "bytes"} are shown as KB, MB, GB
     * @param total the count at the end, or 0 when it is not known
     */
    final Progress progress(String unit, long total) {
        Progress.Mode mode = isQuiet() ? Progress.Mode.NONE : progress;
        return Progress.start(Main.console(command()), mode, command().name(), unit, total);
    }
}
