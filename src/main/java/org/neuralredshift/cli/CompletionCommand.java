package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "completion",
        description = "Prints a script that completes commands, options and values in your shell.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./redshift completion bash)",
            "  ./redshift completion zsh > ~/.redshift.zsh; echo 'source ~/.redshift.zsh' >>"
                    + " ~/.zshrc",
            "  ./redshift completion fish > ~/.config/fish/completions/redshift.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        CommandLine root = new Main(Main.console(spec)).commandLine();
        String script =
                switch (shell) {
                    case BASH, ZSH -> AutoComplete.bash("redshift", root);
                    case FISH -> FishCompletion.script(root.getCommandSpec());
                };
        Main.console(spec).out().print(script);
        return ExitCode.DONE;
    }
}
