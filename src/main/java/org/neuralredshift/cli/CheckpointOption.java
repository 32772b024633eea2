package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.checkpoint.Gpt2Folder;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;

/** Mixin of every command that can take a network from a folder instead of drawing one. */
final class CheckpointOption {
    private static final String WEIGHTS = "--weights";

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description =
                    "A GPT-2 folder (config.json, model.safetensors) writes every sequence, instead"
                            + " of networks drawn from the options.")
    private @Nullable Path folder;

    /** Returns the folder as it was given, or null. */
    @Nullable String folder() {
        return folder == null ? null : folder.toString();
    }

    /**
     * Opens the folder; returns null where none was asked for.
     *
     * @param command whose options about the network must not be given beside it
     */
    @Nullable Gpt2Folder open(CommandSpec command) throws IOException {
        if (folder == null) {
            return null;
        }
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            if (ofTheNetwork(option)) {
                throw new IllegalArgumentException(
                        "%s: expected none with --checkpoint, which has its own, got %s"
                                .formatted(
                                        option.longestName().replaceFirst("^-+", ""),
                                        String.join(" ", option.originalStringValues())));
            }
        }
        return Gpt2Folder.open(folder);
    }

    private static boolean ofTheNetwork(ArgSpec option) {
        return option.userObject() instanceof Field field
                        && field.getDeclaringClass() == TransformerOptions.class
                || option instanceof OptionSpec named && named.longestName().equals(WEIGHTS);
    }
}
