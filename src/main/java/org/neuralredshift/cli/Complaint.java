package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Suggestion;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What went wrong, as the one line {@code name: expected RULE, got VALUE}, and the exit code that
 * goes with it.
 *
 * @param line without the command's name in front and without a line break
 * @param exitCode one of {@link ExitCode}
 */
record Complaint(String line, int exitCode) {
    private static final String EXPECTED = "expected ";

    Complaint {
        line = line.strip().replaceAll("\\p{Cntrl}+", " ");
    }

    /** Describes a failure of the command itself. */
    static Complaint of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return switch (cause) {
            case OutputClosedException _ -> new Complaint("", ExitCode.OUTPUT_CLOSED);
            case InterruptedException _ -> new Complaint("interrupted", ExitCode.INTERRUPTED);
            case IllegalArgumentException _ -> new Complaint(message, ExitCode.BAD_INPUT);
            case NoSuchFileException e -> file(e, "an existing file or folder");
            case AccessDeniedException e -> file(e, "permission to use it");
            case FileSystemException e when e.getReason() == null -> file(e, "a usable path");
            case IOException _ ->
                    new Complaint("failed to read or write: " + message, ExitCode.INPUT_OUTPUT);
            case OutOfMemoryError _ -> memory(message);
            case NoClassDefFoundError _ when message.startsWith("jdk/incubator/vector") ->
                    new Complaint(
                            "java: expected the flag --add-modules jdk.incubator.vector, got none"
                                    + " (the launcher ./redshift gives it)",
                            ExitCode.BAD_INPUT);
            default ->
                    new Complaint(
                            "internal error: %s (--debug shows where)".formatted(cause),
                            ExitCode.INTERNAL);
        };
    }

    /** Describes a command line that could not be parsed. */
    static Complaint of(ParameterException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof IllegalArgumentException && isThreePart(cause.getMessage())) {
            return of(cause);
        }
        String line =
                switch (failure) {
                    case CommandLine.UnmatchedArgumentException e -> unmatched(e, e.getUnmatched());
                    case CommandLine.MissingParameterException e -> missing(e);
                    case CommandLine.OverwrittenOptionException e ->
                            "%s: expected once, got twice".formatted(name(e.getOverwritten()));
                    default -> invalid(failure);
                };
        return new Complaint(line, ExitCode.BAD_INPUT);
    }

    private static boolean isThreePart(@Nullable String message) {
        return message != null && message.contains(": " + EXPECTED);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper =
                failure instanceof ExecutionException
                        || failure instanceof CompletionException
                        || failure instanceof UncheckedIOException
                        || failure instanceof ExceptionInInitializerError;
        return wrapper && cause != null ? unwrapped(cause) : failure;
    }

    private static Complaint memory(String message) {
        String line =
                "memory: expected enough for the job, got '%s'; ask for a smaller job or fewer threads,"
                        .formatted(message);
        return new Complaint(line + " or set REDSHIFT_JAVA_OPTS=-Xmx...", ExitCode.BAD_INPUT);
    }

    private static Complaint file(FileSystemException e, String rule) {
        return new Complaint(
                "path: expected %s, got %s".formatted(rule, e.getFile()), ExitCode.BAD_INPUT);
    }

    private static String unmatched(ParameterException e, List<String> words) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (words.isEmpty()) {
            return invalid(e);
        }
        String word = words.getFirst();
        if (word.startsWith("-") && word.length() > 1) {
            String option = word.replaceFirst("=.*", "");
            Stream<String> names = command.options().stream().flatMap(o -> Stream.of(o.names()));
            return "option: expected one of %s --help, got %s%s"
                    .formatted(command.qualifiedName(), option, Suggestion.of(option, names));
        }
        return command.subcommands().isEmpty()
                ? "argument: expected no further one, got '%s'".formatted(word)
                : unknownCommand(command, word);
    }

    /** Returns the line for a word that is no command of the given one. */
    static String unknownCommand(CommandSpec command, String word) {
        List<String> names = List.copyOf(command.subcommands().keySet());
        return "command: expected one of %s, got %s%s"
                .formatted(String.join(", ", names), word, Suggestion.of(word, names.stream()));
    }

    private static String missing(CommandLine.MissingParameterException e) {
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        if (!unknown.isEmpty()) {
            return unmatched(e, unknown); // more likely what went wrong
        }
        return e.getMissing().stream()
                .map(arg -> "%s: expected %s, got none".formatted(name(arg), rule(arg)))
                .collect(Collectors.joining("; "));
    }

    private static String invalid(ParameterException e) {
        ArgSpec arg = e.getArgSpec();
        if (arg == null) {
            return "arguments: expected those of --help, got '%s'".formatted(e.getMessage());
        }
        Throwable cause = e.getCause();
        String reason = cause == null ? null : cause.getMessage();
        if (reason != null && reason.startsWith(EXPECTED) && !arg.typeInfo().isEnum()) {
            return "%s: %s".formatted(name(arg), reason);
        }
        String value = String.valueOf(e.getValue());
        return "%s: expected %s, got %s%s"
                .formatted(name(arg), rule(arg), value, Suggestion.of(value, choices(arg)));
    }

    private static String rule(ArgSpec arg) {
        Class<?> type = arg.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return "one of " + choices(arg).collect(Collectors.joining(", "));
        }
        if (type == int.class || type == Integer.class) {
            return "an integer of at most 32 bits";
        }
        if (type == long.class || type == Long.class) {
            return "an integer of at most 64 bits";
        }
        boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
        return number ? "a number" : label(arg);
    }

    private static Stream<String> choices(ArgSpec arg) {
        Class<?> type = arg.auxiliaryTypes()[0];
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Object::toString)
                : Stream.empty();
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option
                ? option.longestName().replaceFirst("^-+", "")
                : label(arg).toLowerCase(Locale.ROOT);
    }

    private static String label(ArgSpec arg) {
        return arg.paramLabel().replaceAll("[<>]", "");
    }
}
