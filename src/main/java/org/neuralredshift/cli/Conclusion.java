package org.neuralredshift.cli;

import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.ResultStore;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.report.Report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What follows from the rows of a folder: {@code comparison.json}, page and figures.
 *
 * @param comparison the statistics
 * @param page path of the report
 */
record Conclusion(Comparison comparison, Path page) {
    /** Reads the rows and writes all that follows from them. */
    static Conclusion write(Path folder, QuietOption common) throws IOException {
        Results results = Results.read(folder);
        results.notices().forEach(common::message);
        Comparison comparison = Comparison.of(results);
        ResultStore.write(folder, "comparison.json", comparison.json());
        Path page = new Report(folder, results, comparison).write(folder, common::message);
        return new Conclusion(comparison, page);
    }
}
