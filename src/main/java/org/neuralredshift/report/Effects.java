package org.neuralredshift.report;

import org.neuralredshift.comparison.FactorEffect;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.plot.Axis;
import org.neuralredshift.report.plot.Mark;
import org.neuralredshift.report.plot.Mark.Dot;
import org.neuralredshift.report.plot.Numbers;
import org.neuralredshift.report.plot.Plot;
import org.neuralredshift.report.plot.Symbol;

import java.util.ArrayList;
import java.util.List;

/** What changing each factor does to complexity, in ranks, in the families side by side. */
final class Effects implements Figure {
    private static final int MOST_ROWS = 40;
    private static final double ROW = 26;
    private static final double RADIUS = 4;

    @Override
    public List<Plot> of(Findings findings) {
        List<FactorEffect> effects =
                findings.comparison().effects().stream().limit(MOST_ROWS).toList();
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Family> families = findings.families();
        List<Mark> marks = new ArrayList<>();
        List<Plot.Key> legend = new ArrayList<>();
        for (int f = 0; f < families.size(); f++) {
            String name = Names.networks(families.get(f));
            legend.add(new Plot.Key(name, f, Symbol.of(f), false));
            double offset = families.size() == 1 ? 0 : 0.3 * f - 0.15;
            marks.add(series(effects, families.get(f), f, offset));
        }
        Plot.Panel panel =
                new Plot.Panel(
                        "",
                        Axis.linear("change in rank share, least to most complex cell", -1, 1),
                        Axis.names("", effects.stream().map(Effects::name).toList()),
                        marks);
        return List.of(
                new Plot(
                        caption(findings),
                        new Plot.Frame(1, ROW * effects.size() + ROW, false, true),
                        Plot.Scale.NONE,
                        legend,
                        List.of(panel)));
    }

    private static String name(FactorEffect effect) {
        return "%s: %s → %s"
                .formatted(effect.factor(), Names.level(effect.from()), Names.level(effect.to()));
    }

    private static Mark series(List<FactorEffect> effects, Family family, int f, double offset) {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            Interval change = effects.get(i).change().getOrDefault(family, Findings.NONE);
            if (Double.isFinite(change.estimate())) {
                String label =
                        "%s\n%s: %s, %d pairs of cells%s"
                                .formatted(
                                        name(effects.get(i)),
                                        Names.networks(family),
                                        Names.coefficient(change),
                                        effects.get(i).pairs(),
                                        agreement(effects.get(i)));
                dots.add(
                        new Dot(
                                change.estimate(),
                                i + offset,
                                Findings.range(change),
                                Mark.Range.NONE,
                                RADIUS,
                                label));
            }
        }
        return new Mark.Series(Names.networks(family), f, Symbol.of(f), false, false, dots);
    }

    private static String agreement(FactorEffect effect) {
        return Double.isFinite(effect.agreement())
                ? "\nsame sign in both families: %s of the pairs"
                        .formatted(Numbers.decimals(100 * effect.agreement(), 0) + " %")
                : "";
    }

    private static Plot.Caption caption(Findings findings) {
        String title = "Effect of each factor, all else equal";
        boolean isCut = findings.comparison().effects().size() > MOST_ROWS;
        return new Plot.Caption(
                "effects",
                title,
                "Mean change of a cell's rank within its family when one factor changes and nothing"
                    + " else: −1 from the most to the least complex cell, 1 the other way. Whiskers"
                    + " are 95 % intervals over networks."
                        + Figure.cut(isCut),
                title + ": intervals by factor and family; the table of effects has the numbers.");
    }
}
