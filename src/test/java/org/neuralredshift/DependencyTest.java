package org.neuralredshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neuralredshift.simd.Lanes;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds the table of who may use whom against the class files, and names the class at fault. */
@Tag("law")
class DependencyTest {
    private static final String ROOT = "org.neuralredshift.";

    /** Left: a package. Right: the packages that it may use besides itself. */
    private static final String TABLE =
            """
            rng              | nothing of ours
            simd             | nothing of ours
            metrics.stats    | nothing of ours
            metrics.sequence | simd, metrics.stats
            metrics.spectral | simd, metrics.stats
            metrics          | metrics.sequence, metrics.spectral, metrics.stats, simd
            nn               | rng, simd
            training         | nn, rng, simd
            checkpoint       | nn, rng, simd
            experiments      | nn, training, checkpoint, metrics, metrics.sequence, metrics.spectral, metrics.stats, rng, simd
            comparison       | experiments, metrics.stats, rng
            report.plot      | nothing of ours
            report           | report.plot, comparison, experiments, metrics, metrics.sequence, metrics.stats
            spark            | experiments, report
            explorer         | experiments, report
            cli              | all
            """;

    /** A class of ours in a name, a descriptor, a generic signature or an annotation. */
    private static final Pattern CLASS =
            Pattern.compile("(?:^|L|[^\\w/])org/neuralredshift/((?:[a-z]\\w*/)*)[A-Z]");

    private final Map<String, List<String>> mayUse = table();

    @Test
    void everyClassUsesOnlyWhatItsPackageMayUse() throws Exception {
        Map<String, SortedSet<String>> uses = uses();

        assertFalse(uses.isEmpty());
        assertEquals(List.of(), faults(uses));
    }

    @Test
    void metricsAndNetworksNeverMeet() {
        for (String metrics :
                List.of("metrics", "metrics.sequence", "metrics.spectral", "metrics.stats")) {
            assertFalse(reach(metrics).contains("nn"), metrics);
            assertFalse(reach("nn").contains(metrics), metrics);
        }
    }

    @Test
    void theTableHasNoCycle() {
        mayUse.keySet()
                .forEach(name ->
                        mayUse.get(name).stream()
                                .filter(used -> !used.equals(name))
                                .forEach(used -> assertFalse(reach(used).contains(name))));
    }

    @Test
    void aFaultNamesTheClass() {
        Map<String, SortedSet<String>> uses = new TreeMap<>();
        uses.put(ROOT + "nn.Network", new TreeSet<>(List.of("rng", "metrics.sequence", "nn")));
        uses.put(ROOT + "common.Strings", new TreeSet<>());
        uses.put("org.neuralredshift.Loose", new TreeSet<>());
        uses.put(ROOT + "cli.Main", new TreeSet<>(List.of("nn", "metrics.stats")));
        assertEquals(
                List.of(
                        "org.neuralredshift.Loose: expected a package of the table, got ''",
                        "org.neuralredshift.common.Strings: expected a package of the table, got"
                                + " 'common'",
                        "org.neuralredshift.nn.Network: expected to use only [rng, simd], got"
                                + " metrics.sequence"),
                faults(uses));
    }

    private List<String> faults(Map<String, SortedSet<String>> uses) {
        List<String> faults = new ArrayList<>();
        uses.forEach((name, used) -> {
            String own =
                    name.substring(ROOT.length(), Math.max(ROOT.length(), name.lastIndexOf('.')));
            List<String> allowed = mayUse.get(own);
            if (allowed == null) {
                faults.add(name + ": expected a package of the table, got '" + own + "'");
                return;
            }
            used.stream()
                    .filter(other -> !other.equals(own) && !allowed.contains(other))
                    .map(other ->
                            "%s: expected to use only %s, got %s".formatted(name, allowed, other))
                    .forEach(faults::add);
        });
        return faults;
    }

    /** Every package that can be reached, the given one included. */
    private SortedSet<String> reach(String from) {
        SortedSet<String> reached = new TreeSet<>(List.of(from));
        for (int before = 0; before < reached.size(); ) {
            before = reached.size();
            List.copyOf(reached)
                    .forEach(name -> reached.addAll(mayUse.getOrDefault(name, List.of())));
        }
        return reached;
    }

    /** Class name to the packages, below the root, of all classes of ours that it mentions. */
    private static Map<String, SortedSet<String>> uses() throws IOException, URISyntaxException {
        Path classes =
                Path.of(Lanes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, SortedSet<String>> uses = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                uses.put(model.thisClass().asInternalName().replace('/', '.'), packages(model));
            }
        }
        return uses;
    }

    private static SortedSet<String> packages(ClassModel model) {
        SortedSet<String> packages = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                Matcher matcher = CLASS.matcher(text.stringValue());
                while (matcher.find()) {
                    String folders = matcher.group(1);
                    packages.add(
                            folders.isEmpty()
                                    ? ""
                                    : folders.substring(0, folders.length() - 1).replace('/', '.'));
                }
            }
        }
        return packages;
    }

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split(" *\\| *");
            table.put(
                    cells[0],
                    cells[1].startsWith("nothing") ? List.of() : List.of(cells[1].split(", ")));
        }
        table.replaceAll(
                (_, used) -> used.equals(List.of("all")) ? List.copyOf(table.keySet()) : used);
        return table;
    }
}
