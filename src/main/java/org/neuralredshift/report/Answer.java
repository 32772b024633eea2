package org.neuralredshift.report;

import org.neuralredshift.comparison.Association;
import org.neuralredshift.comparison.Judgement;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.report.Arrangement.Spot;
import org.neuralredshift.report.plot.Numbers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The answer of a study in one paragraph of plain words, with numbers and intervals. */
final class Answer {
    private static final double MODERATE = 0.3;
    private static final double STRONG = 0.6;
    private static final double NARROW = 0.2;
    private static final double WIDE = 0.5;

    private final Findings findings;

    Answer(Findings findings) {
        this.findings = findings;
    }

    String text() {
        if (findings.comparison().samples() == 0) {
            return "There are no samples yet.";
        }
        List<String> sentences = new ArrayList<>();
        findings.comparison().primary().ifPresent(main -> association(main, sentences));
        claims(sentences);
        if (findings.comparison().primary().isEmpty()) {
            findings.families().forEach(family -> contrast(family, sentences));
        }
        return String.join(" ", sentences);
    }

    private static void association(Association main, List<String> sentences) {
        Interval partial = main.partial();
        String given =
                main.given().isEmpty()
                        ? ""
                        : ", %s held fixed".formatted(String.join(" and ", main.given()));
        sentences.add(
                "Over %d matched conditions with %d activations, %s: between the %s of the transformers’ sequences and the %s of the MLPs’ functions, Spearman’s ρ is %s%s; p %s when whole activations are exchanged."
                        .formatted(
                                main.cells(),
                                main.blocks(),
                                finding(partial),
                                main.sequence(),
                                main.grid(),
                                Names.coefficient(partial),
                                given,
                                p(main.p())));
        if (Double.isFinite(partial.low())) {
            sentences.add(width(partial, main.blocks()));
        }
        String tau = "Kendall’s τ-b " + Names.coefficient(main.kendall());
        sentences.add(
                main.given().isEmpty()
                        ? "By the other coefficient, %s.".formatted(tau)
                        : "Without holding anything fixed, ρ is %s and %s."
                                .formatted(Names.coefficient(main.spearman()), tau));
    }

    private static String p(double p) {
        String text = Numbers.probability(p);
        return text.startsWith("<") ? text : "= " + text;
    }

    private static String finding(Interval rho) {
        if (Double.isNaN(rho.estimate())) {
            return "there is no rank correlation to speak of, since one side does not vary";
        }
        if (!Double.isFinite(rho.low()) || rho.contains(0)) {
            return "the study can’t tell whether the two families go together";
        }
        String strength =
                Math.abs(rho.estimate()) < MODERATE
                        ? "weakly"
                        : Math.abs(rho.estimate()) < STRONG ? "moderately" : "strongly";
        return rho.estimate() > 0
                ? "conditions that make MLPs complex make transformers complex, " + strength
                : "conditions that make MLPs complex make transformers simple, " + strength;
    }

    private static String width(Interval rho, int blocks) {
        double width = rho.high() - rho.low();
        if (width > WIDE) {
            return "The interval is wide, %s across: it rests on %d activations, and more networks would hardly narrow it."
                    .formatted(Numbers.decimals(width, 2), blocks);
        }
        return "The interval is %s, %s across."
                .formatted(
                        width < NARROW ? "narrow" : "of middling width",
                        Numbers.decimals(width, 2));
    }

    private void claims(List<String> sentences) {
        List<Judgement> claims = findings.comparison().claims();
        if (claims.isEmpty()) {
            return;
        }
        List<String> counts = new ArrayList<>();
        for (Judgement.Verdict verdict : Judgement.Verdict.values()) {
            long n = claims.stream().filter(claim -> claim.verdict() == verdict).count();
            counts.add("%d %s %s".formatted(n, n == 1 ? "is" : "are", verdict));
        }
        sentences.add(
                "Claims stated before the run: %d, of which %s."
                        .formatted(claims.size(), String.join(", ", counts)));
    }

    /** The least and the most complex condition of a family. */
    private void contrast(Family family, List<String> sentences) {
        String measure = findings.primary(family);
        Comparator<Spot> byMean =
                Comparator.comparingDouble(spot -> findings.mean(spot.cells(), measure).estimate());
        Arrangement arrangement = Arrangement.of(findings, family);
        List<Spot> spots =
                arrangement.spots().stream()
                        .filter(spot -> findings.values(spot.cells(), measure).length > 0)
                        .sorted(byMean)
                        .toList();
        if (spots.size() > 1) {
            sentences.add(
                    "The least complex %s are those with %s (%s), the most complex those with %s (%s)."
                            .formatted(
                                    Names.works(family),
                                    arrangement.rest(spots.getFirst()),
                                    mean(spots.getFirst(), measure),
                                    arrangement.rest(spots.getLast()),
                                    mean(spots.getLast(), measure)));
        }
    }

    private String mean(Spot spot, String measure) {
        Interval mean = findings.mean(spot.cells(), measure);
        String ends =
                Double.isFinite(mean.low())
                        ? ", 95 %% interval %s to %s"
                                .formatted(Numbers.text(mean.low()), Numbers.text(mean.high()))
                        : "";
        return "mean %s %s%s, n = %d"
                .formatted(
                        measure,
                        Numbers.text(mean.estimate()),
                        ends,
                        findings.values(spot.cells(), measure).length);
    }
}
