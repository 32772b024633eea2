package org.neuralredshift.report;

import org.neuralredshift.comparison.Agreement;
import org.neuralredshift.comparison.Association;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.comparison.DrawVariance;
import org.neuralredshift.comparison.FactorEffect;
import org.neuralredshift.comparison.Judgement;
import org.neuralredshift.experiments.CellState;
import org.neuralredshift.experiments.Claim;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.metrics.stats.Interval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Comparisons with findings of a test's choosing. */
final class Found {
    private Found() {}

    /** Returns one of each kind of finding, with names that begin with the text. */
    static Comparison of(Results results, String text) {
        List<String> sequences = results.study().measures(Family.TRANSFORMER);
        List<String> grids = results.study().measures(Family.MLP);
        boolean isBoth = !sequences.isEmpty() && !grids.isEmpty();
        return new Comparison(
                results.study().name(),
                results.size(),
                results.states().stream().mapToLong(CellState::missing).sum(),
                isBoth
                        ? List.of(association(sequences.getFirst(), grids.getFirst(), text))
                        : List.of(),
                List.of(new FactorEffect(text + "depth", text, "6", 12, changes(), 0.75)),
                isBoth
                        ? List.of(
                                new Agreement(Family.MLP, text + "tv", "c_dct", 50, interval(0.5)))
                        : List.of(),
                List.of(new DrawVariance(text + "tanh", text + "lz78", 5, 50, 2, 6)),
                List.of(judgement(text)));
    }

    private static Association association(String sequence, String grid, String text) {
        return new Association(
                sequence,
                grid,
                true,
                50,
                5,
                interval(0.6),
                interval(0.45),
                interval(0.4),
                List.of(text + "depth"),
                0.0123,
                0.0456,
                List.of(interval(0.61), interval(0.46), interval(0.41)),
                List.of(new Association.Stratum(text + "depth", text, 25, 0.5)));
    }

    private static Map<Family, Interval> changes() {
        Map<Family, Interval> changes = new EnumMap<>(Family.class);
        changes.put(Family.TRANSFORMER, interval(0.3));
        changes.put(Family.MLP, interval(-0.2));
        return changes;
    }

    private static Judgement judgement(String text) {
        Claim.Selection all = new Claim.Selection(Map.of());
        Claim claim =
                new Claim.Ratio(
                        text + "TanH is more complex",
                        "lz78",
                        all,
                        all,
                        new Claim.Bounds(1, Double.POSITIVE_INFINITY));
        return new Judgement(
                claim,
                text + "ratio",
                interval(1.5),
                1234,
                Judgement.Verdict.SUPPORTED,
                text + "wide");
    }

    private static Interval interval(double estimate) {
        return new Interval(estimate, estimate - 0.1, estimate + 0.1, 0.95, 0);
    }
}
