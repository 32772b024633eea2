package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The command {@code redshift}: parses, hands over to one command, and turns every failure into one
 * line on stderr and an {@link ExitCode}.
 */
@Command(
        name = "redshift",
        description = "Samples random neural networks and measures what they tend to compute.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 100,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        descriptionHeading = "%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift generate                 10 random GPT-2s write 100 tokens each",
            "  ./redshift functions                10 random MLPs draw functions on a grid",
            "  ./redshift generate --help          what can be changed",
            "  ./redshift list measures            what is measured, with formulas and sources",
            "  ./redshift doctor                   whether this machine is ready"
        },
        abbreviateSynopsis = true)
public final class Main implements Runnable {
    /** Every command, in the order of the help. */
    private static final List<Class<?>> COMMANDS =
            List.of(
                    GenerateCommand.class,
                    FunctionsCommand.class,
                    ScoreCommand.class,
                    CompareCommand.class,
                    RunCommand.class,
                    MergeCommand.class,
                    ReportCommand.class,
                    VerifyCommand.class,
                    ExportCommand.class,
                    ImportCommand.class,
                    ListCommand.class,
                    DoctorCommand.class,
                    CompletionCommand.class);

    private final Console console;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean debug;

    Main(Console console) {
        this.console = console;
    }

    /**
     * Runs one command and exits with its code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // no output depends on where the machine stands
        Console console = Console.ofProcess();
        System.setOut(console.out());
        System.setErr(console.err());
        int code = new Main(console).run(args);
        System.exit(code);
    }

    /** Returns what picocli injects before a run. */
    static CommandSpec required(@Nullable CommandSpec command) {
        if (command == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        return command;
    }

    /** Returns the console of the command that the given specification or mixin belongs to. */
    static Console console(CommandSpec command) {
        return ((Main) command.root().userObject()).console;
    }

    /** Runs one command and returns its {@link ExitCode}, with stdout flushed. */
    int run(String... args) {
        return run(commandLine(Arrays.asList(args)::contains), args);
    }

    /** As {@link #run(String...)}, with the result of {@link #commandLine}. */
    int run(CommandLine line, String... args) {
        try {
            int code = line.execute(args);
            console.out().flush();
            return code;
        } catch (Error e) {
            return fail(chosen(line), Complaint.of(e), e, debug);
        } finally {
            console.wipe();
        }
    }

    private static CommandLine chosen(CommandLine line) {
        ParseResult result = line.getParseResult();
        return result != null && result.hasSubcommand()
                ? chosen(result.subcommand().commandSpec().commandLine())
                : line;
    }

    @Override
    public void run() {
        CommandLine line = commandSpec().commandLine();
        String complaint = Complaint.unknownCommand(commandSpec(), "none");
        throw new ParameterException(line, complaint, new IllegalArgumentException(complaint));
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        return spec;
    }

    /** Returns the parser with every command in full, as completion and lists need it. */
    CommandLine commandLine() {
        return commandLine(_ -> true);
    }

    /**
     * Returns the parser with the named commands in full. The others have only their name and
     * purpose, since reading the options of them all would take longer than a short command.
     *
     * @param further commands beside ours, for tests
     */
    CommandLine commandLine(Predicate<String> inFull, Object... further) {
        boolean colour = console.outIsTerminal() && System.getenv("NO_COLOR") == null;
        CommandLine line = new CommandLine(this);
        for (Class<?> command : COMMANDS) {
            Command about = command.getAnnotation(Command.class);
            line.addSubcommand(inFull.test(about.name()) ? command : outline(about));
        }
        for (Object command : further) {
            line.addSubcommand(command);
        }
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // --prompt @FILE is the command's own
                .setParameterExceptionHandler(this::badArguments)
                .setExecutionExceptionHandler(
                        (e, failed, _) -> fail(failed, Complaint.of(e), e, debug));
    }

    private static CommandSpec outline(Command about) {
        CommandSpec outline = CommandSpec.create().name(about.name());
        outline.usageMessage().description(about.description());
        return outline;
    }

    private int badArguments(ParameterException e, String[] args) {
        boolean trace = Arrays.asList(args).contains("--debug"); // it may not be parsed yet
        return fail(e.getCommandLine(), Complaint.of(e), e, trace);
    }

    private int fail(CommandLine line, Complaint complaint, Throwable failure, boolean trace) {
        if (!complaint.line().isEmpty()) {
            console.message(line.getCommandSpec().qualifiedName() + ": " + complaint.line());
        }
        if (trace) {
            failure.printStackTrace(console.err());
        }
        return complaint.exitCode();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "redshift %s (Java %s)"
                        .formatted(version == null ? "development" : version, Runtime.version())
            };
        }
    }
}
