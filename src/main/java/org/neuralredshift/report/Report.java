package org.neuralredshift.report;

import org.neuralredshift.comparison.Comparison;
import org.neuralredshift.experiments.ResultStore;
import org.neuralredshift.experiments.Results;
import org.neuralredshift.report.plot.Painter;
import org.neuralredshift.report.plot.Plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Path figures = Files.createDirectories(out.resolve("figures"));
        boolean isDrawn = true;
        for (Plot plot : plots) {
            String name = plot.caption().name();
            ResultStore.write(figures, name + ".svg", Painter.svg(plot));
            isDrawn = isDrawn && png(figures, plot, message);
        }
        ResultStore.write(out, PAGE, html());
        return out.resolve(PAGE);
    }

    private static boolean png(Path figures, Plot plot, Consumer<String> message)
            throws IOException {
        byte[] png;
        try {
            png = Painter.png(plot);
        } catch (IOException e) {
            message.accept("no PNG figures: %s; SVG and page are whole".formatted(e.getMessage()));
            return false;
        }
        ResultStore.write(figures, plot.caption().name() + ".png", png);
        return true;
    }

    /** Returns the page. */
    String html() throws IOException {
        return new Page(findings, ProvenanceSection.of(folder)).html(plots);
    }

    /** Returns the names of the figures, in the order of the page. */
    List<String> figures() {
        List<String> names = new ArrayList<>();
        plots.forEach(plot -> names.add(plot.caption().name()));
        return names;
    }
}
