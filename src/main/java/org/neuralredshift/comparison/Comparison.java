package org.neuralredshift.comparison;

import org.neuralredshift.experiments.CellState;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.experiments.Study;

import java.util.List;
import java.util.Optional;

/**
 * All that the statistics find in a result folder, finished or not.
 *
 * @param study name of the study
 * @param samples that there are
 * @param missing samples that the study wants and that are not there
 * @param associations between the families, each pair of measures; empty with one family
 * @param effects of each factor on the primary measures
 * @param agreements of the measures of one family among each other
 * @param draws variance between and within draws of weights, where draws are shared
 * @param claims with their verdicts, in the order of the study
 */
public record Comparison(
        String study,
        long samples,
        long missing,
        List<Association> associations,
        List<FactorEffect> effects,
        List<Agreement> agreements,
        List<DrawVariance> draws,
        List<Judgement> claims) {
    /**
     * Computes all statistics. Deterministic: resamples come from streams of the study's seed.
     * Time: seconds for a hundred cells.
     */
    public static Comparison of(Results results) {
        Study study = results.study();
        MeasureTable table = MeasureTable.of(results);
        return new Comparison(
                study.name(),
                results.size(),
                results.states().stream().mapToLong(CellState::missing).sum(),
                new Associations(study, table).all(),
                new Effects(study, table).all(),
                Agreements.all(study, table),
                Draws.all(study, table),
                study.claims().stream().map(new Judging(study, table)::judge).toList());
    }

    /** Returns the text of {@code comparison.json}; equal results give equal texts. */
    public String json() {
        return ComparisonJson.text(this);
    }

    /** Returns the pair of measures that answers the question; empty with one family. */
    public Optional<Association> primary() {
        return associations.stream().filter(Association::isPrimary).findFirst();
    }
}
