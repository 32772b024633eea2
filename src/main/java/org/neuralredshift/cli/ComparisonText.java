package org.neuralredshift.cli;

import org.neuralredshift.comparison.Association;
import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.comparison.FactorEffect;
import org.neuralredshift.comparison.Judgement;
import org.neuralredshift.metrics.stats.Interval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A comparison as text for a terminal. */
final class ComparisonText {
    private static final double WIDE = 0.5;

    private final Comparison comparison;
    private final List<String> lines = new ArrayList<>();

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Returns the lines: the association, the effects of factors, the claims. */
    static List<String> lines(Comparison comparison) {
        ComparisonText text = new ComparisonText(comparison);
        comparison.primary().ifPresent(text::association);
        if (comparison.associations().size() > 1) {
            text.pairs();
        }
        if (!comparison.effects().isEmpty()) {
            text.effects();
        }
        if (!comparison.claims().isEmpty()) {
            text.claims();
        }
        return text.lines;
    }

    private void add(String line) {
        lines.add(line.stripTrailing());
    }

    private void association(Association a) {
        add(
                ("Sequences of transformers (%s) against functions of MLPs (%s): %d matched cells,"
                                + " %d activations")
                        .formatted(a.sequence(), a.grid(), a.cells(), a.blocks()));
        add("  Spearman rho    %s".formatted(text(a.spearman())));
        add("  Kendall tau-b   %s".formatted(text(a.kendall())));
        add(
                "  partial rho     %s   given %s; p = %.3g"
                        .formatted(
                                text(a.partial()),
                                a.given().isEmpty() ? "nothing" : String.join(", ", a.given()),
                                a.p()));
        double width = 2 * a.partial().halfWidth();
        if (width > WIDE) {
            add(
                    ("  The interval is wide (%.2f): it rests on %d activations, whatever the"
                                    + " number of networks.")
                            .formatted(width, a.blocks()));
        }
        add("");
    }

    private void pairs() {
        Set<String> grids = new LinkedHashSet<>();
        comparison.associations().forEach(a -> grids.add(a.grid()));
        add("Partial rho of each pair of measures (* p < 0.05 after Holm's correction)");
        StringBuilder head = new StringBuilder("  %-12s".formatted(""));
        grids.forEach(grid -> head.append("%12s".formatted(grid)));
        add(head.toString());
        StringBuilder line = new StringBuilder();
        String row = "";
        for (Association a : comparison.associations()) {
            if (!a.sequence().equals(row)) {
                flush(line);
                row = a.sequence();
                line.append("  %-12s".formatted(row));
            }
            String star = a.adjusted() < 0.05 ? "*" : " ";
            line.append("%11.2f%s".formatted(a.partial().estimate(), star));
        }
        flush(line);
        add("");
    }

    private void flush(StringBuilder line) {
        if (!line.isEmpty()) {
            add(line.toString());
            line.setLength(0);
        }
    }

    private void effects() {
        add("Effect of each factor on the primary measure, in rank shares (1: from least to most)");
        for (FactorEffect effect : comparison.effects()) {
            StringBuilder line =
                    new StringBuilder(
                            "  %-36s"
                                    .formatted(
                                            "%s %s -> %s"
                                                    .formatted(
                                                            effect.factor(),
                                                            effect.from(),
                                                            effect.to())));
            effect.change()
                    .forEach((family, change) ->
                            line.append("  %-11s %-22s".formatted(family, text(change))));
            if (!Double.isNaN(effect.agreement())) {
                line.append(
                        String.format(
                                Locale.ROOT, "  same sign in %.0f %%", 100 * effect.agreement()));
            }
            add(line.toString());
        }
        add("");
    }

    private void claims() {
        add("Claims");
        for (Judgement judgement : comparison.claims()) {
            add("  %-13s %s".formatted(judgement.verdict(), judgement.claim().text()));
            add(
                    "                %s = %s, claimed %s%s"
                            .formatted(
                                    judgement.statistic(),
                                    text(judgement.interval()),
                                    judgement.claim().bounds(),
                                    judgement.note().isEmpty() ? "" : "; " + judgement.note()));
        }
    }

    private static String text(Interval interval) {
        return Double.isNaN(interval.estimate())
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.2f [%.2f, %.2f]",
                        interval.estimate(),
                        interval.low(),
                        interval.high());
    }
}
