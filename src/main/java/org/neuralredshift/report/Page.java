package org.neuralredshift.report;

import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.Cell;
import org.neuralredshift.experiments.Family;
import org.neuralredshift.experiments.Study;
import org.neuralredshift.report.plot.Painter;
import org.neuralredshift.report.plot.Plot;
import org.neuralredshift.report.plot.PlotJson;
import org.neuralredshift.report.plot.Words;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page: a template with what was asked, the answer, claims, figures, tables, provenance. */
final class Page {
    private final Findings findings;
    private final String provenance;

    Page(Findings findings, String provenance) {
        this.findings = findings;
        this.provenance = provenance;
    }

    /** Returns the page with these figures; equal findings give equal bytes. */
    String html(List<Plot> plots) {
        Study study = findings.study();
        String style = Resources.text("page.css");
        String library = script("echarts/echarts.min.js");
        String own = script("page.js");
        Statistics statistics = new Statistics(findings.comparison());
        CellsSection cells = new CellsSection(findings);
        Map<String, String> slots = new HashMap<>();
        slots.put("policy", Words.escaped(Policy.of(List.of(style), List.of(library, own))));
        slots.put("style", style);
        slots.put("library", library);
        slots.put("script", own);
        slots.put("title", Words.escaped(study.title().isEmpty() ? study.name() : study.title()));
        slots.put("asked", Words.escaped(asked()));
        slots.put("unfinished", unfinished());
        slots.put("answer", Words.escaped(new Answer(findings).text()));
        slots.put("claims", statistics.claims());
        slots.put("figures", plots.stream().map(Page::figure).collect(Collectors.joining()));
        slots.put("details", statistics.details());
        slots.put("cells", cells.cells());
        slots.put("measures", cells.measures());
        slots.put("provenance", provenance);
        slots.put("study", Words.escaped(study.name()));
        return Resources.filled(Resources.text("page.html"), slots);
    }

    /** A script that the HTML around it can't end early. */
    private static String script(String name) {
        String script = Resources.text(name);
        if (script.toLowerCase(Locale.ROOT).contains("</script") || script.contains("<!--")) {
            throw new IllegalStateException("a script that would end its element: " + name);
        }
        return script;
    }

    private String asked() {
        Study study = findings.study();
        String families =
                findings.families().stream()
                        .map(family ->
                                "%s cells of %s (%s)"
                                        .formatted(
                                                Names.count(findings.cells(family).size()),
                                                Names.networks(family),
                                                measures(family)))
                        .collect(Collectors.joining("; "));
        return "Study %s, scale %s, seed %d: %s; %s samples%s."
                .formatted(
                        study.name(),
                        study.scale(),
                        study.seed(),
                        families,
                        Names.count(findings.comparison().samples()),
                        lost());
    }

    /** What became of samples without values; empty when there are none. */
    private String lost() {
        long nonFinite = 0;
        long failed = 0;
        for (Cell cell : findings.study().cells()) {
            nonFinite += findings.counts(cell).nonFinite();
            failed += findings.counts(cell).failed();
        }
        return nonFinite + failed == 0
                ? ""
                : ", of which %s left the finite numbers and %s failed"
                        .formatted(Names.count(nonFinite), Names.count(failed));
    }

    private String measures(Family family) {
        int others = findings.study().measures(family).size() - 1;
        return switch (others) {
            case 0 -> findings.primary(family);
            case 1 -> findings.primary(family) + " and another measure";
            default -> "%s and %d other measures".formatted(findings.primary(family), others);
        };
    }

    private String unfinished() {
        Comparison comparison = findings.comparison();
        if (comparison.missing() == 0) {
            return "";
        }
        return new Html()
                .element(
                        "p",
                        "Unfinished: %s of %s samples are there. Everything below rests on these; the same command goes on with the rest."
                                .formatted(
                                        Names.count(comparison.samples()),
                                        Names.count(comparison.samples() + comparison.missing())),
                        "class",
                        "unfinished",
                        "role",
                        "status")
                .toString();
    }

    private static String figure(Plot plot) {
        Plot.Caption caption = plot.caption();
        Html html = new Html().open("figure", "id", caption.name());
        html.element("h3", caption.title());
        html.open(
                "div",
                "class",
                "still",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                caption.title());
        html.trusted(Painter.svg(plot)).close("div");
        if (plot.frame().isLive()) {
            html.open("div", "class", "live", "role", "img", "aria-label", caption.alternative())
                    .close("div");
            html.open("script", "type", "application/json")
                    .trusted(PlotJson.of(plot))
                    .close("script");
        }
        html.open("figcaption").text(caption.text() + " ");
        html.open("span", "class", "files");
        for (String type : List.of("svg", "png")) {
            html.element(
                    "a",
                    type.toUpperCase(Locale.ROOT),
                    "href",
                    "figures/%s.%s".formatted(caption.name(), type));
        }
        return html.close("span").close("figcaption").close("figure").toString();
    }
}
