package org.neuralredshift.report.plot;

import org.neuralredshift.report.plot.Plot.Panel;

import java.util.List;

/**
 * Where things stand on a drawn chart: legend and colour bar on top, panels row by row below, one
 * label for the x axes at the bottom and one for the y axes at the left.
 */
final class Layout {
    static final double WIDTH = 720;
    static final double SMALL = 11;
    static final double NORMAL = 12;
    static final double LINE = 18;
    static final double GAP = 8;
    static final double KEY = 24;
    static final double BAR = 38;
    static final double SLANT = 38;
    private static final int MOST_LETTERS = 30;
    private static final double NARROWEST = 90;

    /** The plotting area of a panel. */
    record Box(double x, double y, double width, double height) {}

    private final Plot plot;
    private final int columns;
    private final double gutter;
    private final double left;
    private final double top;
    private final double below;
    private final double plotWidth;
    private final double plotHeight;
    private final boolean isSlanted;

    Layout(Plot plot) {
        this.plot = plot;
        gutter = first().y().label().isEmpty() ? 0 : LINE;
        left = GAP + widest(plot.panels().stream().map(Panel::y).toList());
        int wished = Math.min(plot.frame().columns(), plot.panels().size());
        columns = Math.clamp((int) ((WIDTH - gutter) / (left + NARROWEST)), 1, Math.max(1, wished));
        boolean isTitled = plot.panels().stream().anyMatch(panel -> !panel.title().isEmpty());
        top = isTitled ? LINE + 4 : GAP;
        List<Axis> across = plot.panels().stream().map(Panel::x).toList();
        double room = (WIDTH - gutter) / columns - left - 1.5 * GAP;
        boolean isSquare = plot.frame().isSquare();
        plotWidth = isSquare ? Math.min(room, plot.frame().height() * most(across)) : room;
        double step = plotWidth / most(across);
        isSlanted =
                across.getFirst().kind() == Axis.Kind.NAMES
                        && widest(across) > plotWidth / labelled(across) - 2;
        below =
                isSlanted
                        ? GAP + SMALL + widest(across) * StrictMath.sin(Math.toRadians(SLANT))
                        : LINE;
        plotHeight =
                isSquare
                        ? step * most(plot.panels().stream().map(Panel::y).toList())
                        : plot.frame().height();
    }

    private Panel first() {
        return plot.panels().getFirst();
    }

    private static int most(List<Axis> axes) {
        return Math.max(1, axes.stream().mapToInt(axis -> axis.ticks().size()).max().orElse(1));
    }

    /** The most labels that are not empty. */
    private static long labelled(List<Axis> axes) {
        return axes.stream()
                .mapToLong(axis -> axis.ticks().stream().filter(t -> !t.label().isEmpty()).count())
                .max()
                .orElse(1);
    }

    private static double widest(List<Axis> axes) {
        return axes.stream()
                .flatMap(axis -> axis.ticks().stream())
                .mapToDouble(tick -> Words.width(label(tick), SMALL))
                .max()
                .orElse(0);
    }

    /** Returns the label of a tick, at most so long that it leaves room for the panel. */
    static String label(Axis.Tick tick) {
        return Words.shortened(Words.visible(tick.label()), MOST_LETTERS);
    }

    int columns() {
        return columns;
    }

    boolean isSlanted() {
        return isSlanted;
    }

    /** Returns the x of an entry of the legend; its row is the quotient by the width. */
    double[] legend() {
        double[] places = new double[plot.legend().size()];
        double x = 0;
        double row = 0;
        for (int i = 0; i < places.length; i++) {
            double width =
                    KEY + Words.width(Words.visible(plot.legend().get(i).name()), NORMAL) + 2 * GAP;
            if (x > 0 && x + width > WIDTH) {
                x = 0;
                row++;
            }
            places[i] = row * WIDTH + x;
            x += width;
        }
        return places;
    }

    double legendHeight() {
        double[] places = legend();
        double rows = places.length == 0 ? 0 : 1 + Math.floor(places[places.length - 1] / WIDTH);
        return rows * LINE + (rows > 0 ? GAP : 0);
    }

    /** Returns the height of legend and colour bar. */
    double head() {
        return legendHeight() + (plot.scale().isUsed() ? BAR : 0);
    }

    double height() {
        return head() + rows() * rowHeight() + xLabel() + GAP;
    }

    private int rows() {
        return (plot.panels().size() + columns - 1) / columns;
    }

    private double rowHeight() {
        return top + plotHeight + below;
    }

    private double xLabel() {
        return first().x().label().isEmpty() ? 0 : LINE;
    }

    Box panel(int i) {
        int row = i / columns;
        return new Box(
                gutter + i % columns * (left + plotWidth + 1.5 * GAP) + left,
                head() + row * rowHeight() + top,
                plotWidth,
                plotHeight);
    }
}
