package org.neuralredshift.cli;

import org.neuralredshift.experiments.Suggestion;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The measures that {@code score} was asked for, of sequences and of grids.
 *
 * @param ofSequences in the order of the output
 * @param ofGrids in the order of the output
 */
record ScoreMeasures(Set<SequenceMeasure> ofSequences, List<GridMeasure> ofGrids) {
    private static final Set<SequenceMeasure> STANDARD =
            EnumSet.range(SequenceMeasure.DISTINCT, SequenceMeasure.ENTROPY);

    /** The names of all measures. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            SequenceMeasure.ids().stream(),
                            GridMeasure.all().stream().map(GridMeasure::id))
                    .iterator();
        }
    }

    /**
     * Finds the measures.
     *
     * @param only when not empty, these and no standard ones
     * @param further beside those
     * @throws IllegalArgumentException for a name that is no measure of any of the sources
     */
    static ScoreMeasures of(
            List<ScoreSources.Source> sources, List<String> only, List<String> further) {
        boolean isGrids = sources.stream().anyMatch(s -> s.kind() == SymbolKind.GRID);
        boolean isSequences = sources.stream().anyMatch(s -> s.kind() != SymbolKind.GRID);
        EnumSet<SequenceMeasure> ofSequences =
                only.isEmpty() ? EnumSet.copyOf(STANDARD) : EnumSet.noneOf(SequenceMeasure.class);
        Set<GridMeasure> ofGrids =
                new LinkedHashSet<>(only.isEmpty() ? GridMeasure.standard() : List.of());
        for (String name : Stream.concat(only.stream(), further.stream()).toList()) {
            var sequence = SequenceMeasure.byId(name).filter(_ -> isSequences);
            var grid = GridMeasure.byId(name).filter(_ -> isGrids);
            if (sequence.isEmpty() && grid.isEmpty()) {
                throw unknown(
                        only.contains(name) ? "only" : "measures", name, isSequences, isGrids);
            }
            sequence.ifPresent(ofSequences::add);
            grid.ifPresent(ofGrids::add);
        }
        return new ScoreMeasures(ofSequences, List.copyOf(ofGrids));
    }

    private static IllegalArgumentException unknown(
            String option, String name, boolean isSequences, boolean isGrids) {
        List<String> known =
                Stream.concat(
                                isSequences ? SequenceMeasure.ids().stream() : Stream.of(),
                                isGrids
                                        ? GridMeasure.all().stream().map(GridMeasure::id)
                                        : Stream.of())
                        .toList();
        return new IllegalArgumentException(
                "%s: expected one of %s, got %s%s"
                        .formatted(
                                option,
                                String.join(", ", known),
                                name,
                                Suggestion.of(name, known.stream())));
    }
}
