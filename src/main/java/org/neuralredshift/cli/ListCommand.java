package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.experiments.Presets;
import org.neuralredshift.experiments.StudyOutline;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.spectral.BooleanMeasure;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.nn.WeightPrior;
import org.neuralredshift.simd.Activation;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Command(
        name = "list",
        description =
                "Lists activations, priors, measures, presets and the options of every command.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./redshift list measures",
            "  ./redshift list activations --format jsonl",
            "  ./redshift list options --format csv --out options.csv"
        })
final class ListCommand implements Callable<Integer> {
    enum Section {
        ACTIVATIONS,
        PRIORS,
        MEASURES,
        PRESETS,
        OPTIONS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SECTION",
            arity = "0..1",
            description = "${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable Section section;

    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        List<Section> sections = section == null ? List.of(Section.values()) : List.of(section);
        if (sections.size() > 1 && output.format() == RowFormat.CSV) {
            throw new IllegalArgumentException(
                    "section: expected one of activations, priors, measures, presets, options with"
                            + " CSV, which has one header, got none");
        }
        try (Rows rows = output.rows()) {
            for (Section each : sections) {
                rows.section(each.toString());
                for (Row row : rows(each).toList()) {
                    rows.write(row);
                }
            }
            rows.finish();
        }
        return ExitCode.DONE;
    }

    private Stream<Row> rows(Section each) {
        return switch (each) {
            case ACTIVATIONS -> activations();
            case PRIORS -> priors();
            case MEASURES -> measures();
            case PRESETS -> presets();
            case OPTIONS -> options();
        };
    }

    private static Stream<Row> activations() {
        return Activation.builtIn().stream()
                .map(a ->
                        new Row()
                                .put("activation", a.label())
                                .put("formula", a.formula())
                                .put("source", a.source())
                                .put("description", a.description()));
    }

    private static Stream<Row> priors() {
        Stream<Row> ofTransformers =
                Stream.of(Transformer.Init.values())
                        .map(init -> prior(init.toString(), "generate --init", init.formula()));
        Stream<Row> ofMlps =
                Stream.of(WeightPrior.values())
                        .map(prior -> prior(prior.label(), "functions --prior", prior.formula()));
        return Stream.concat(ofTransformers, ofMlps);
    }

    private static Row prior(String name, String option, String formula) {
        return new Row().put("prior", name).put("option", option).put("formula", formula);
    }

    private static Stream<Row> measures() {
        Stream<Row> ofSequences =
                Stream.of(SequenceMeasure.values())
                        .map(m ->
                                measure(m.id(), "sequence", m.unit(), m.citation(), m.formula())
                                        .put("edge_cases", m.edgeCases())
                                        .put("cost", m.cost()));
        Stream<Row> ofGrids =
                GridMeasure.all().stream()
                        .map(m ->
                                measure(m.id(), "grid", m.unit(), m.citation(), m.formula())
                                        .put("edge_cases", m.edgeCases())
                                        .put("cost", m.cost()));
        Stream<Row> ofTables =
                Stream.of(BooleanMeasure.values())
                        .map(m ->
                                measure(
                                                m.id(),
                                                "Boolean table",
                                                m.unit(),
                                                m.citation(),
                                                m.formula())
                                        .put("edge_cases", m.edgeCases())
                                        .put("cost", m.cost()));
        return Stream.of(ofSequences, ofGrids, ofTables).flatMap(rows -> rows);
    }

    private static Row measure(String id, String of, String unit, String source, String formula) {
        return new Row()
                .put("measure", id)
                .put("of", of)
                .put("unit", unit)
                .put("source", source)
                .put("formula", formula);
    }

    private static Stream<Row> presets() {
        return Presets.names().stream().map(ListCommand::preset);
    }

    private static Row preset(String name) {
        StudyOutline quick = Presets.outline(name, "quick");
        StudyOutline paper = Presets.outline(name, "paper");
        return new Row()
                .put("preset", name)
                .put("asks", quick.title())
                .put("cells", quick.cells())
                .put("samples", quick.sampling().least())
                .put("paper_cells", paper.cells())
                .put("paper_samples", paper.sampling().least());
    }

    /** The options of all commands as the parser knows them; what commands share stands once. */
    private Stream<Row> options() {
        if (spec == null) {
            throw new IllegalStateException("picocli injects the specification before a run");
        }
        CommandLine root = new Main(Main.console(spec)).commandLine();
        Map<List<?>, List<CommandSpec>> owners = new LinkedHashMap<>();
        for (CommandLine command : root.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                List<?> same = List.of(option.longestName(), List.of(option.description()));
                owners.computeIfAbsent(same, _ -> new ArrayList<>()).add(command.getCommandSpec());
            }
        }
        int all = root.getSubcommands().size();
        return owners.entrySet().stream()
                .map(entry -> option((String) entry.getKey().getFirst(), entry.getValue(), all));
    }

    private static Row option(String name, List<CommandSpec> owners, int all) {
        OptionSpec option = owners.getFirst().findOption(name);
        String names = owners.stream().map(CommandSpec::name).collect(Collectors.joining(", "));
        return new Row()
                .put("option", name)
                .put("value", option.arity().max() == 0 ? null : option.paramLabel())
                .put("commands", owners.size() == all ? "all" : names)
                .put("description", String.join(" ", option.description()));
    }
}
