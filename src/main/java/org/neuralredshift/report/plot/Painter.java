package org.neuralredshift.report.plot;

import org.neuralredshift.report.plot.Canvas.Anchor;
import org.neuralredshift.report.plot.Canvas.Lettering;
import org.neuralredshift.report.plot.Canvas.Pen;
import org.neuralredshift.report.plot.Plot.Panel;
import org.neuralredshift.report.plot.Plot.Scale;

import java.io.IOException;

/** Draws charts. */
public final class Painter {
    private static final double BAR_WIDTH = 220;
    private static final int BAR_STEPS = 64;
    private static final Lettering TICK = Lettering.of(Ink.MUTED, Layout.SMALL, Anchor.MIDDLE);
    private static final Lettering LABEL = Lettering.of(Ink.TEXT, Layout.NORMAL, Anchor.MIDDLE);

    private final Plot plot;
    private final Layout layout;
    private final Canvas canvas;

    private Painter(Plot plot, Layout layout, Canvas canvas) {
        this.plot = plot;
        this.layout = layout;
        this.canvas = canvas;
    }

    /** Returns a chart as SVG; equal charts give equal texts. */
    public static String svg(Plot plot) {
        Layout layout = new Layout(plot);
        SvgCanvas canvas =
                new SvgCanvas(
                        Layout.WIDTH,
                        layout.height(),
                        plot.caption().title(),
                        plot.caption().alternative());
        new Painter(plot, layout, canvas).paint();
        return canvas.end();
    }

    /**
     * Returns a chart as PNG, 300 dots an inch, on white.
     *
     * @throws IOException when the machine can't draw text, for want of fonts or of the libraries
     *     that read them
     */
    public static byte[] png(Plot plot) throws IOException {
        ImageCanvas.requireFonts();
        Layout layout = new Layout(plot);
        ImageCanvas canvas = new ImageCanvas(Layout.WIDTH, layout.height());
        new Painter(plot, layout, canvas).paint();
        return canvas.png();
    }

    private void paint() {
        legend();
        if (plot.scale().isUsed()) {
            scale(plot.scale(), layout.legendHeight());
        }
        for (int i = 0; i < plot.panels().size(); i++) {
            panel(plot.panels().get(i), layout.panel(i));
        }
        labels();
    }

    private void legend() {
        double[] places = layout.legend();
        for (int i = 0; i < places.length; i++) {
            Plot.Key key = plot.legend().get(i);
            double x = places[i] % Layout.WIDTH;
            double y = Math.floor(places[i] / Layout.WIDTH) * Layout.LINE + Layout.LINE / 2;
            Ink ink = Ink.series(key.colour());
            canvas.line(new Pen(ink, 1.8, key.isDashed()), x, y, x + 18, y);
            if (!key.isDashed()) {
                MarkPainter.symbol(canvas, ink, key.symbol(), x + 9, y, 4);
            }
            canvas.text(
                    Lettering.of(Ink.TEXT, Layout.NORMAL, Anchor.START),
                    x + Layout.KEY,
                    y + 4,
                    Words.visible(key.name()));
        }
    }

    private void scale(Scale scale, double y) {
        String label = Words.visible(scale.label());
        double x = Words.width(label, Layout.NORMAL) + 2 * Layout.GAP;
        canvas.text(Lettering.of(Ink.TEXT, Layout.NORMAL, Anchor.START), 0, y + 12, label);
        double step = BAR_WIDTH / BAR_STEPS;
        for (int i = 0; i < BAR_STEPS; i++) {
            int colour = scale.map().colour((i + 0.5) / BAR_STEPS);
            double width = i == BAR_STEPS - 1 ? step : step + 0.5; // no seams
            canvas.rectangle(Ink.fixed(colour), 1, x + i * step, y + 2, width, 12);
        }
        for (int i = 0; i <= 4; i++) {
            double value = scale.low() + i / 4.0 * (scale.high() - scale.low());
            canvas.text(TICK, x + i / 4.0 * BAR_WIDTH, y + 27, Numbers.text(value));
        }
    }

    private void panel(Panel panel, Layout.Box box) {
        if (!panel.title().isEmpty()) {
            canvas.text(
                    new Lettering(Ink.TEXT, Layout.NORMAL, true, Anchor.START, 0),
                    box.x(),
                    box.y() - 7,
                    Words.shortened(
                            Words.visible(panel.title()),
                            (int) (box.width() / Layout.NORMAL * 1.8)));
        }
        new Axes(canvas, layout, panel, box).draw();
        new MarkPainter(canvas, plot.scale(), panel, box).draw();
    }

    private void labels() {
        Layout.Box first = layout.panel(0);
        Layout.Box last = layout.panel(plot.panels().size() - 1);
        Layout.Box end = layout.panel(Math.min(plot.panels().size(), layout.columns()) - 1);
        double middle = (first.x() + end.x() + end.width()) / 2;
        canvas.text(
                LABEL,
                middle,
                layout.height() - Layout.GAP,
                Words.visible(plot.panels().getFirst().x().label()));
        double y = (first.y() + last.y() + last.height()) / 2;
        canvas.text(
                new Lettering(Ink.TEXT, Layout.NORMAL, false, Anchor.MIDDLE, -90),
                Layout.NORMAL,
                y,
                Words.visible(plot.panels().getFirst().y().label()));
    }

    /** The frame, grid and tick labels of a panel. */
    private record Axes(Canvas canvas, Layout layout, Panel panel, Layout.Box box) {
        void draw() {
            boolean isTiled =
                    panel.x().kind() == Axis.Kind.NAMES && panel.y().kind() == Axis.Kind.NAMES;
            if (!isTiled) {
                grid();
            }
            across();
            along();
        }

        private void grid() {
            Pen pen = new Pen(Ink.LINE, 0.8, false);
            for (Axis.Tick tick : panel.y().ticks()) {
                double y = MarkPainter.y(panel, box, tick.at());
                canvas.line(pen, box.x(), y, box.x() + box.width(), y);
            }
            if (panel.y().kind() == Axis.Kind.NAMES) {
                for (Axis.Tick tick : panel.x().ticks()) {
                    double x = MarkPainter.x(panel, box, tick.at());
                    canvas.line(pen, x, box.y(), x, box.y() + box.height());
                }
            }
            double base = box.y() + box.height();
            canvas.line(new Pen(Ink.AXIS, 1, false), box.x(), base, box.x() + box.width(), base);
        }

        private void across() {
            double y = box.y() + box.height() + Layout.SMALL + 4;
            double free = Double.NEGATIVE_INFINITY;
            for (Axis.Tick tick : panel.x().ticks()) {
                String label = Layout.label(tick);
                double x = MarkPainter.x(panel, box, tick.at());
                double half = Words.width(label, Layout.SMALL) / 2;
                if (layout.isSlanted()) {
                    Lettering lettering =
                            new Lettering(
                                    Ink.MUTED, Layout.SMALL, false, Anchor.END, -Layout.SLANT);
                    canvas.text(lettering, x + 4, y, label);
                } else if (x - half > free && !label.isEmpty()) {
                    canvas.text(TICK, x, y, label);
                    free = x + half + 2;
                }
            }
        }

        private void along() {
            Lettering lettering = Lettering.of(Ink.MUTED, Layout.SMALL, Anchor.END);
            for (Axis.Tick tick : panel.y().ticks()) {
                double y = MarkPainter.y(panel, box, tick.at()) + 4;
                canvas.text(lettering, box.x() - 5, y, Layout.label(tick));
            }
        }
    }
}
