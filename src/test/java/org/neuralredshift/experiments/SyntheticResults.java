package org.neuralredshift.experiments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Results with values of a test's choosing, as if networks had been run. */
public final class SyntheticResults {
    /** A value of a sample. */
    public interface Values {
        /** Returns the value of a measure of a sample; NaN leaves it out. */
        double of(Cell cell, String measure, int sample);
    }

    private SyntheticResults() {}

    /** Reads a study from YAML. */
    public static Study study(String yaml) {
        return StudyReader.read(
                "study.yaml", yaml.getBytes(StandardCharsets.UTF_8), null, List.of());
    }

    /** Returns results with so many samples in every cell. */
    public static Results of(Study study, int samples, Values values) {
        Results results = Results.none(study);
        for (Cell cell : study.cells()) {
            for (int i = 0; i < samples; i++) {
                int sample = i;
                String fields =
                        study.measures(cell.family()).stream()
                                .map(m ->
                                        "\"%s\":%s".formatted(m, json(values.of(cell, m, sample))))
                                .collect(Collectors.joining(","));
                results.put(SampleRow.of(cell.key(), i, "\"status\":\"ok\"," + fields));
            }
        }
        return results;
    }

    private static String json(double value) {
        return Double.isNaN(value) ? "null" : Double.toString(value);
    }
}
