package org.neuralredshift.report;

import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.ResultStore;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.report.plot.Painter;
import org.neuralredshift.report.plot.Plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The report of a result folder, finished or not: {@code report.html}, and each figure as {@code
 * figures/NAME.svg} and {@code figures/NAME.png}. Files are replaced as a whole; equal results give
 * equal bytes (the PNGs: on one machine, since its fonts draw their text).
 *
 * <p>Time: a second or two, and about 10 s for 100,000 samples, mostly to read them.
 */
public final class Report {
    private static final String PAGE = "report.html";

    private final Path folder;
    private final Findings findings;
    private final List<Plot> plots;

    /**
     * Reads what figures need.
     *
     * @param folder of the results, for {@code provenance.json}
     */
    public Report(Path folder, Results results, Comparison comparison) {
        this.folder = folder;
        this.findings = new Findings(results, comparison);
        this.plots = Figure.ALL.stream().flatMap(kind -> kind.of(findings).stream()).toList();
    }

    /**
     * Writes page and figures.
     *
     * @param out folder, made when it is not there
     * @param message takes what the user should know, such as that PNGs can't be drawn here
     * @return the page
     */
    public Path write(Path out, Consumer<String> message) throws IOException {
        Path page = drawings(out);
        pngs(out.resolve("figures"), message);
        return page;
    }

    /** As {@link #write}, without the PNGs. */
    Path drawings(Path out) throws IOException {
        Path figures = Files.createDirectories(out.resolve("figures"));
        for (Plot plot : plots) {
            ResultStore.write(figures, plot.caption().name() + ".svg", Painter.svg(plot));
        }
        ResultStore.write(out, PAGE, html());
        return out.resolve(PAGE);
    }

    private void pngs(Path figures, Consumer<String> message) throws IOException {
        List<byte[]> pngs;
        try {
            pngs = plots.parallelStream().map(Report::png).toList();
        } catch (UncheckedIOException e) {
            message.accept("no PNG figures: %s; SVG and page are whole".formatted(e.getMessage()));
            return;
        }
        for (int i = 0; i < pngs.size(); i++) {
            ResultStore.write(figures, plots.get(i).caption().name() + ".png", pngs.get(i));
        }
    }

    private static byte[] png(Plot plot) {
        try {
            return Painter.png(plot);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private String html() throws IOException {
        return new Page(findings, ProvenanceSection.of(folder)).html(plots);
    }
}
