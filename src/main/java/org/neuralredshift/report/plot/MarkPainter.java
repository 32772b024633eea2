package org.neuralredshift.report.plot;

import org.neuralredshift.report.plot.Canvas.Anchor;
import org.neuralredshift.report.plot.Canvas.Lettering;
import org.neuralredshift.report.plot.Canvas.Pen;
import org.neuralredshift.report.plot.Mark.Dot;
import org.neuralredshift.report.plot.Mark.Range;
import org.neuralredshift.report.plot.Plot.Panel;
import org.neuralredshift.report.plot.Plot.Scale;

import java.util.ArrayList;
import java.util.List;

/** Draws the marks of one panel. */
record MarkPainter(Canvas canvas, Scale scale, Panel panel, Layout.Box box) {
    private static final double BAND = 0.16;
    private static final double SEAM = 0.6;
    private static final int ROUND = 20;
    private static final int MOST_LETTERS_INSIDE = 9;

    /** Returns where a value of the x axis lies. */
    static double x(Panel panel, Layout.Box box, double value) {
        return box.x() + panel.x().share(value) * box.width();
    }

    /** Returns where a value of the y axis lies: names run down, numbers up. */
    static double y(Panel panel, Layout.Box box, double value) {
        double share = panel.y().share(value);
        boolean isDown = panel.y().kind() == Axis.Kind.NAMES;
        return box.y() + (isDown ? share : 1 - share) * box.height();
    }

    /** Draws a symbol round a point. */
    static void symbol(Canvas canvas, Ink ink, Symbol symbol, double x, double y, double radius) {
        double[][] outline = symbol == Symbol.DISC ? disc(radius) : symbol.outline(radius);
        for (int i = 0; i < outline[0].length; i++) {
            outline[0][i] += x;
            outline[1][i] += y;
        }
        canvas.polygon(ink, 1, outline[0], outline[1]);
    }

    private static double[][] disc(double radius) {
        double[][] disc = new double[2][ROUND];
        for (int i = 0; i < ROUND; i++) {
            disc[0][i] = radius * StrictMath.sin(2 * Math.PI * i / ROUND);
            disc[1][i] = radius * StrictMath.cos(2 * Math.PI * i / ROUND);
        }
        return disc;
    }

    void draw() {
        for (Mark mark : panel.marks()) {
            if (mark instanceof Mark.Series series && series.isJoined()) {
                band(series.dots(), Ink.series(series.colour()));
            }
        }
        for (Mark mark : panel.marks()) {
            switch (mark) {
                case Mark.Series series -> series(series);
                case Mark.Tiles tiles -> tiles.tiles().forEach(this::tile);
                case Mark.Boxes boxes ->
                        boxes.boxes().forEach(b -> box(b, Ink.series(boxes.colour())));
                case Mark.Pictures pictures -> pictures.pictures().forEach(this::picture);
                case Mark.Strips strips -> strips.strips().forEach(this::strip);
            }
        }
    }

    private double x(double value) {
        return x(panel, box, value);
    }

    private double y(double value) {
        return y(panel, box, value);
    }

    private void series(Mark.Series series) {
        Ink ink = Ink.series(series.colour());
        if (series.isJoined()) {
            canvas.polyline(
                    new Pen(ink, 1.8, series.isDashed()),
                    series.dots().stream().mapToDouble(dot -> x(dot.x())).toArray(),
                    series.dots().stream().mapToDouble(dot -> y(dot.y())).toArray());
        } else {
            series.dots().forEach(dot -> whiskers(dot, ink));
        }
        for (Dot dot : series.dots()) {
            if (dot.size() > 0) {
                symbol(canvas, ink, series.symbol(), x(dot.x()), y(dot.y()), dot.size());
            }
        }
    }

    /** One polygon a run of neighbours with intervals. */
    private void band(List<Dot> dots, Ink ink) {
        List<Dot> run = new ArrayList<>();
        for (Dot dot : dots) {
            if (dot.along().isFinite()) {
                run.add(dot);
            } else {
                bandOf(run, ink);
                run.clear();
            }
        }
        bandOf(run, ink);
    }

    private void bandOf(List<Dot> run, Ink ink) {
        int n = run.size();
        if (n < 2) {
            return;
        }
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
            xs[i] = x(run.get(i).x());
            xs[2 * n - 1 - i] = xs[i];
            ys[i] = inside(y(run.get(i).along().low()));
            ys[2 * n - 1 - i] = inside(y(run.get(i).along().high()));
        }
        canvas.polygon(ink, BAND, xs, ys);
    }

    private double inside(double y) {
        return Math.clamp(y, box.y(), box.y() + box.height());
    }

    private void whiskers(Dot dot, Ink ink) {
        Pen pen = new Pen(ink, 1.2, false);
        Range across = dot.across();
        Range along = dot.along();
        if (across.isFinite()) {
            double from = Math.max(box.x(), x(across.low()));
            double to = Math.min(box.x() + box.width(), x(across.high()));
            canvas.line(pen, from, y(dot.y()), to, y(dot.y()));
        }
        if (along.isFinite()) {
            canvas.line(
                    pen, x(dot.x()), inside(y(along.low())), x(dot.x()), inside(y(along.high())));
        }
    }

    private double stepX() {
        return box.width() / Math.max(1, panel.x().ticks().size());
    }

    private double stepY() {
        return box.height() / Math.max(1, panel.y().ticks().size());
    }

    private void tile(Mark.Tile tile) {
        int colour = scale.colour(tile.value());
        double x = x(tile.column()) - stepX() / 2;
        double y = y(tile.row()) - stepY() / 2;
        canvas.rectangle(Ink.fixed(colour), 1, x, y, stepX() - SEAM, stepY() - SEAM);
        if (!tile.text().isEmpty() && stepX() > 24 && tile.text().length() < MOST_LETTERS_INSIDE) {
            Ink ink = Ink.fixed(ColourMap.isLight(colour) ? 0x101010 : 0xffffff);
            canvas.text(
                    Lettering.of(ink, Layout.SMALL, Anchor.MIDDLE),
                    x + stepX() / 2,
                    y + stepY() / 2 + 4,
                    tile.text());
        }
    }

    private void box(Mark.Box of, Ink ink) {
        double middle = x(of.column());
        double half = Math.min(9, 0.32 * stepX());
        double[] ys = of.quantiles().stream().mapToDouble(this::y).toArray();
        Pen pen = new Pen(ink, 1.2, false);
        canvas.line(pen, middle, ys[0], middle, ys[1]);
        canvas.line(pen, middle, ys[3], middle, ys[4]);
        canvas.rectangle(ink, 0.3, middle - half, ys[3], 2 * half, Math.max(0, ys[1] - ys[3]));
        canvas.line(new Pen(ink, 2.2, false), middle - half, ys[2], middle + half, ys[2]);
    }

    private void picture(Mark.Picture picture) {
        double width = stepX() - 3;
        double height = stepY() - 3;
        canvas.picture(
                picture,
                x(picture.column()) - width / 2,
                y(picture.row()) - height / 2,
                width,
                height);
    }

    /** Neighbours of one number become one rectangle. */
    private void strip(Mark.Strip strip) {
        List<Integer> numbers = strip.numbers();
        double step = box.width() / Math.max(1, numbers.size());
        double height = 0.72 * stepY();
        double y = y(strip.row()) - height / 2;
        for (int from = 0; from < numbers.size(); ) {
            int to = from + 1;
            while (to < numbers.size() && numbers.get(to).equals(numbers.get(from))) {
                to++;
            }
            Ink ink = Ink.fixed(ColourMap.distinct(numbers.get(from)));
            canvas.rectangle(ink, 1, box.x() + from * step, y, (to - from) * step, height);
            from = to;
        }
    }
}
