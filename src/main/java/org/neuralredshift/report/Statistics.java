package org.neuralredshift.report;

import org.neuralredshift.comparison.Association;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.comparison.DrawVariance;
import org.neuralredshift.comparison.FactorEffect;
import org.neuralredshift.comparison.Judgement;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.Table.Column;
import org.neuralredshift.report.plot.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The tables of a comparison: claims, associations, effects, draws of weights. */
final class Statistics {
    private static final int MOST_ROWS = 300;

    private final Comparison comparison;

    Statistics(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Returns the table of claims, or a sentence when there are none. */
    String claims() {
        if (comparison.claims().isEmpty()) {
            return "<p>This study states no claims.</p>\n";
        }
        Table table =
                new Table(
                        "claims",
                        List.of(
                                Column.words("claim"),
                                Column.words("verdict"),
                                Column.numbers("found"),
                                Column.numbers("95 % interval"),
                                Column.words("claimed")));
        for (Judgement claim : comparison.claims()) {
            table.row(
                    claim.verdict().toString(),
                    List.of(
                            claim.claim().text() + "\n" + basis(claim),
                            claim.verdict().toString(),
                            Numbers.decimals(claim.interval().estimate(), 2),
                            ends(claim.interval()),
                            claim.claim().bounds().toString()));
        }
        return Resources.text("claims.html") + table.end();
    }

    /** What was computed, from how many networks, and what there is to know. */
    private static String basis(Judgement claim) {
        String note = claim.note().isEmpty() ? "" : "; " + claim.note();
        return "%s; %s networks%s"
                .formatted(claim.statistic(), Names.count(claim.networks()), note);
    }

    private static String ends(Interval interval) {
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high())
                ? "%s to %s"
                        .formatted(
                                Numbers.decimals(interval.low(), 2),
                                Numbers.decimals(interval.high(), 2))
                : "none";
    }

    /** Returns all tables that are folded away; empty when there is nothing to show. */
    String details() {
        Html html = new Html();
        fold(
                html,
                "Association of every pair of measures",
                comparison.associations().size(),
                this::associations);
        fold(html, "Rank correlation within levels", strata(), this::within);
        fold(html, "Effect of each factor", comparison.effects().size(), this::effects);
        fold(
                html,
                "Variance between and within draws of weights",
                comparison.draws().size(),
                this::draws);
        return html.toString();
    }

    private int strata() {
        return comparison.primary().map(main -> main.within().size()).orElse(0);
    }

    private static void fold(Html html, String title, int rows, Supplier<String> table) {
        if (rows > 0) {
            html.open("details").element("summary", title + " (" + rows + ")");
            html.trusted(table.get()).close("details");
        }
    }

    private String associations() {
        Table table =
                new Table(
                        "associations",
                        List.of(
                                Column.words("transformers"),
                                Column.words("MLPs"),
                                Column.numbers("cells"),
                                Column.numbers("ρ"),
                                Column.numbers("95 % interval"),
                                Column.numbers("τ-b"),
                                Column.numbers("95 % interval"),
                                Column.numbers("partial ρ"),
                                Column.numbers("95 % interval"),
                                Column.numbers("p"),
                                Column.numbers("p after Holm")));
        comparison.associations().stream().limit(MOST_ROWS).forEach(a -> table.row(row(a)));
        return table.end();
    }

    private static List<String> row(Association a) {
        List<String> row =
                new ArrayList<>(List.of(a.sequence(), a.grid(), Integer.toString(a.cells())));
        for (Interval interval : List.of(a.spearman(), a.kendall(), a.partial())) {
            row.add(Numbers.decimals(interval.estimate(), 2));
            row.add(ends(interval));
        }
        row.add(Numbers.probability(a.p()));
        row.add(Numbers.probability(a.adjusted()));
        return row;
    }

    private String within() {
        Table table =
                new Table(
                        "rank correlation within levels",
                        List.of(
                                Column.words("axis"),
                                Column.words("level"),
                                Column.numbers("cells"),
                                Column.numbers("ρ")));
        comparison
                .primary()
                .ifPresent(main ->
                        main.within().stream()
                                .limit(MOST_ROWS)
                                .forEach(s ->
                                        table.row(
                                                List.of(
                                                        s.axis(),
                                                        Names.level(s.value()),
                                                        Integer.toString(s.cells()),
                                                        Numbers.decimals(s.spearman(), 2)))));
        return table.end();
    }

    private String effects() {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                Column.words("factor"),
                                Column.words("from"),
                                Column.words("to"),
                                Column.numbers("pairs")));
        for (Family family : Family.values()) {
            columns.add(Column.numbers(Names.networks(family)));
            columns.add(Column.numbers("95 % interval"));
        }
        columns.add(Column.numbers("same sign"));
        Table table = new Table("effects", columns);
        comparison.effects().stream().limit(MOST_ROWS).forEach(e -> table.row(row(e)));
        return table.end();
    }

    private static List<String> row(FactorEffect effect) {
        List<String> row =
                new ArrayList<>(
                        List.of(
                                effect.factor(),
                                Names.level(effect.from()),
                                Names.level(effect.to()),
                                Integer.toString(effect.pairs())));
        for (Family family : Family.values()) {
            Interval change = effect.change().getOrDefault(family, Findings.NONE);
            row.add(Numbers.decimals(change.estimate(), 2));
            row.add(ends(change));
        }
        double agreement = effect.agreement();
        row.add(Double.isFinite(agreement) ? Numbers.decimals(100 * agreement, 0) + " %" : "–");
        return row;
    }

    private String draws() {
        Table table =
                new Table(
                        "draws of weights",
                        List.of(
                                Column.words("condition"),
                                Column.words("measure"),
                                Column.numbers("draws"),
                                Column.numbers("sequences"),
                                Column.numbers("variance between"),
                                Column.numbers("variance within"),
                                Column.numbers("share between")));
        for (DrawVariance draw : comparison.draws().stream().limit(MOST_ROWS).toList()) {
            table.row(
                    List.of(
                            draw.condition(),
                            draw.measure(),
                            Integer.toString(draw.draws()),
                            Names.count(draw.sequences()),
                            Numbers.text(draw.between()),
                            Numbers.text(draw.within()),
                            Numbers.decimals(draw.share(), 2)));
        }
        return table.end();
    }
}
