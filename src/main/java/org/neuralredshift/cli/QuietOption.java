package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mixin of every command that says something while it works. */
class QuietOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--quiet", description = "No messages and no progress; errors still show.")
    private boolean quiet;

    final boolean isQuiet() {
        return quiet;
    }

    /** Writes a message to stderr unless {@code --quiet}. */
    final void message(String line) {
        if (!quiet) {
            Main.console(command()).message(line);
        }
    }

    final CommandSpec command() {
        return Main.required(command);
    }
}
