package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Claim;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.MeasureTable;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.rng.RandomStream;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Judges the claims of a study by 95 % intervals. */
final class Judging {
    private static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN, 0.95, 0);

    /** An interval of a correlation wider than this says little. */
    private static final double WIDE = 0.5;

    /** So does one of a ratio whose ends differ by more than this factor. */
    private static final double WIDE_FACTOR = 2;

    private final Study study;
    private final MeasureTable table;

    Judging(Study study, MeasureTable table) {
        this.study = study;
        this.table = table;
    }

    Judgement judge(Claim claim) {
        return switch (claim) {
            case Claim.Mean c ->
                    contrast(
                            c,
                            "mean %s: %s".formatted(c.measure(), c.of()),
                            List.of(units(c.measure(), c.of())),
                            Descriptive::mean);
            case Claim.Ratio c ->
                    contrast(
                            c,
                            "mean %s: %s / %s".formatted(c.measure(), c.of(), c.to()),
                            List.of(units(c.measure(), c.of()), units(c.measure(), c.to())),
                            Descriptive::mean);
            case Claim.Spread c ->
                    contrast(
                            c,
                            "sd of ln mean %s: %s / %s".formatted(c.measure(), c.of(), c.to()),
                            List.of(units(c.measure(), c.of()), units(c.measure(), c.to())),
                            Judging::spread);
            case Claim.Association c -> association(c);
        };
    }

    /** NaN for fewer than two means, or one that is not positive. */
    private static double spread(double[] means) {
        double[] logs = Arrays.stream(means).map(StrictMath::log).toArray();
        boolean isDefined = logs.length > 1 && Arrays.stream(means).allMatch(m -> m > 0);
        return isDefined ? Descriptive.standardDeviation(logs) : Double.NaN;
    }

    /**
     * Judges a summary of the means of some units, divided by that of others when there are two
     * sides. Networks are resampled within their cells; the cells are what the claim is about and
     * stay.
     */
    private Judgement contrast(
            Claim claim,
            String statistic,
            List<List<Unit>> sides,
            ToDoubleFunction<double[]> summary) {
        if (sides.stream().anyMatch(List::isEmpty)) {
            return judgement(claim, statistic, NONE, 0, "the study has no such cells");
        }
        RandomStream random = Associations.random(study, "claim", claim.text());
        double[] replicates = new double[Bootstrap.STANDARD.resamples()];
        for (int b = 0; b < replicates.length; b++) {
            replicates[b] = quotient(sides, unit -> unit.resampledMean(random), summary);
        }
        double observed = quotient(sides, Unit::mean, summary);
        List<Unit> all = sides.stream().flatMap(List::stream).toList();
        int least = all.stream().mapToInt(Unit::independent).min().orElseThrow();
        Interval interval = Bootstrap.STANDARD.expanded(observed, replicates, least);
        boolean isWide = interval.low() > 0 && interval.high() > WIDE_FACTOR * interval.low();
        return judgement(
                claim,
                statistic,
                interval,
                all.stream().mapToInt(Unit::samples).sum(),
                isWide ? "a wide interval: more samples would narrow it" : "");
    }

    private static double quotient(
            List<List<Unit>> sides,
            ToDoubleFunction<Unit> value,
            ToDoubleFunction<double[]> summary) {
        double first = summary.applyAsDouble(values(sides.getFirst(), value));
        return sides.size() == 1
                ? first
                : first / summary.applyAsDouble(values(sides.get(1), value));
    }

    private static double[] values(List<Unit> units, ToDoubleFunction<Unit> value) {
        return units.stream().mapToDouble(value).toArray();
    }

    private Judgement association(Claim.Association claim) {
        String statistic =
                "Spearman's rho of %s and %s%s"
                        .formatted(
                                claim.x(),
                                claim.y(),
                                claim.given().isEmpty()
                                        ? ""
                                        : " given " + String.join(" and ", claim.given()));
        Optional<Family> x = family(claim.x());
        Optional<Family> y = family(claim.y());
        if (x.isEmpty() || y.isEmpty()) {
            return judgement(claim, statistic, NONE, 0, "the study has no such cells");
        }
        Pairs pairs =
                new Pairs(
                        Unit.of(study, table, x.get(), claim.x()),
                        Unit.of(study, table, y.get(), claim.y()));
        List<String> given = claim.given().stream().filter(pairs.orderedAxes()::contains).toList();
        Interval interval = pairs.interval(pairs.partial(given));
        String note =
                2 * interval.halfWidth() > WIDE
                        ? "a wide interval: it rests on %d activations"
                                .formatted(pairs.blockCount())
                        : "";
        return judgement(claim, statistic, interval, pairs.samples(), note);
    }

    private Judgement judgement(
            Claim claim, String statistic, Interval interval, int networks, String note) {
        return new Judgement(
                claim,
                statistic,
                interval,
                networks,
                Judgement.verdict(claim.bounds(), interval),
                note);
    }

    /** Finds the family that the study measures so. */
    private Optional<Family> family(String measure) {
        return Stream.of(Family.values())
                .filter(family -> study.measures(family).contains(measure))
                .findFirst();
    }

    private List<Unit> units(String measure, Claim.Selection selection) {
        Optional<Family> family = family(measure);
        if (family.isEmpty()) {
            return List.of();
        }
        List<Cell> cells =
                study.cells().stream().filter(cell -> cell.family() == family.get()).toList();
        Set<Map<String, String>> conditions = new HashSet<>();
        selection.of(cells).forEach(cell -> conditions.add(cell.conditionWithoutSeed()));
        return Unit.of(study, table, family.get(), measure).stream()
                .filter(unit -> conditions.contains(unit.condition()))
                .toList();
    }
}
