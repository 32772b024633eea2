package org.neuralredshift.experiments;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.Tag;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Fuzz targets: any study file is read, or refused by an {@link IllegalArgumentException} with name
 * and rule; any line of a result file is a sample or damaged. How to search on is said in {@code
 * CheckpointFuzzTest}.
 */
@Tag("fuzz")
class StudyFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void studiesAreReadOrRefused(byte[] file) {
        readOrRefused(() -> StudyReader.read("study.yaml", file, null, List.of()));
    }

    @FuzzTest(maxDuration = "5m")
    void recordsAreReadOrRefused(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        readOrRefused(() -> SampleRow.ofLine(text).map(SampleRow::fields));
    }

    private static void readOrRefused(Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).contains(": expected ")) {
                throw new AssertionError("an error without name or rule", e);
            }
        }
    }
}
