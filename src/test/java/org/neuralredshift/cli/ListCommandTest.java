package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.simd.Activation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.List;

@Tag("law")
class ListCommandTest {
    @Test
    void namesEveryActivationAndMeasure() {
        assertEquals(
                Activation.builtIn().stream().map(Activation::label).toList(),
                names("activations", "activation"));
        List<String> measures = names("measures", "measure");
        assertTrue(measures.containsAll(SequenceMeasure.ids()));
        assertTrue(measures.containsAll(GridMeasure.all().stream().map(GridMeasure::id).toList()));
    }

    @Test
    void namesTheOptionsOfEveryCommand() {
        List<String> options = names("options", "option");
        assertTrue(options.containsAll(List.of("--layers", "--as", "--seed", "--debug")));
        assertEquals(1, options.stream().filter("--seed"::equals).count());
    }

    @ParameterizedTest
    @EnumSource
    void noCellIsEmptyOrAVariable(ListCommand.Section section) {
        for (JsonNode row : rows(section.toString())) {
            row.forEachEntry((name, value) -> {
                assertFalse(value.asString("-").isBlank(), name + " in " + row);
                assertFalse(value.asString("-").contains("${"), row.toString());
            });
        }
    }

    @Test
    void aTableHasASectionOfEachKindAndCsvNeedsOne() {
        Captured captured = Captured.pipes();
        assertEquals(0, new Main(captured.console).run("list", "--format", "table"));
        for (ListCommand.Section section : ListCommand.Section.values()) {
            assertTrue(captured.out().lines().anyMatch(section.toString()::equals));
        }
        assertEquals(2, new Main(captured.console).run("list", "--format", "csv"));
        assertTrue(captured.err().startsWith("redshift list: section: expected one of "));
    }

    private static List<String> names(String section, String column) {
        return rows(section).stream().map(row -> row.get(column).asString()).toList();
    }

    private static List<JsonNode> rows(String section) {
        Captured captured = Captured.pipes();
        assertEquals(0, new Main(captured.console).run("list", section));
        ObjectMapper mapper = new ObjectMapper();
        return captured.out().lines().map(mapper::readTree).toList();
    }
}
