package org.neuralredshift.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A completion script for the fish shell, which picocli does not write. */
final class FishCompletion {
    private FishCompletion() {}

    static String script(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        String names = String.join(" ", root.subcommands().keySet());
        String none = "not __fish_seen_subcommand_from " + names;
        for (CommandLine command : root.subcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            String purpose = first(spec.usageMessage().description());
            lines.add(line(none, "-f -a " + quoted(spec.name()) + " -d " + quoted(purpose)));
        }
        options(root, none, lines);
        for (CommandLine command : root.subcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            String seen = "__fish_seen_subcommand_from " + spec.name();
            options(spec, seen, lines);
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                if (parameter.completionCandidates() != null) {
                    lines.add(line(seen, "-f -a " + values(parameter.completionCandidates())));
                }
            }
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static void options(CommandSpec spec, String condition, List<String> lines) {
        for (OptionSpec option : spec.options()) {
            StringBuilder words = new StringBuilder();
            for (String name : option.names()) {
                words.append(name.startsWith("--") ? "-l " : "-s ");
                words.append(name.replaceFirst("^-+", "")).append(' ');
            }
            if (option.arity().max() > 0) {
                Iterable<String> values = option.completionCandidates();
                words.append(values == null ? "-r " : "-x -a " + values(values) + " ");
            }
            lines.add(line(condition, words + "-d " + quoted(first(option.description()))));
        }
    }

    private static String line(String condition, String rest) {
        return "complete -c redshift -n %s %s".formatted(quoted(condition), rest);
    }

    private static String values(Iterable<String> values) {
        return quoted(
                StreamSupport.stream(values.spliterator(), false).collect(Collectors.joining(" ")));
    }

    /** Returns the first sentence without picocli's variables. */
    private static String first(String[] description) {
        String text = String.join(" ", description).replaceAll("\\$\\{[^}]*}", "...");
        return text.replaceFirst("(?s)[.;:(].*", "").strip();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
