package org.neuralredshift.report.plot;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts as the page's script reads them: short keys, numbers of five digits, null for NaN. */
public final class PlotJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final MathContext DIGITS = new MathContext(5);

    private PlotJson() {}

    /** Returns a chart as JSON that may stand in an HTML script element: it has no {@code <}. */
    public static String of(Plot plot) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", plot.caption().name());
        json.put("columns", plot.frame().columns());
        json.put("height", number(plot.frame().height()));
        json.put("square", plot.frame().isSquare());
        if (plot.scale().isUsed()) {
            json.put("scale", scale(plot.scale()));
        }
        json.put("legend", plot.legend().stream().map(PlotJson::key).toList());
        json.put("panels", plot.panels().stream().map(PlotJson::panel).toList());
        return MAPPER.writeValueAsString(json)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static Map<String, Object> scale(Plot.Scale scale) {
        Map<String, Object> json = new LinkedHashMap<>(); // in order: Map.of has another each start
        json.put("label", Words.visible(scale.label()));
        json.put("low", number(scale.low()));
        json.put("high", number(scale.high()));
        json.put("colours", scale.map().stops());
        return json;
    }

    private static List<Object> key(Plot.Key key) {
        return List.of(
                Words.visible(key.name()),
                colour(key.colour()),
                key.symbol().ordinal(),
                key.isDashed());
    }

    private static Map<String, Object> panel(Plot.Panel panel) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", Words.visible(panel.title()));
        json.put("x", axis(panel.x()));
        json.put("y", axis(panel.y()));
        json.put("marks", panel.marks().stream().map(PlotJson::mark).toList());
        return json;
    }

    private static Map<String, Object> axis(Axis axis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", Words.visible(axis.label()));
        json.put("kind", axis.kind().ordinal());
        json.put("low", number(axis.low()));
        json.put("high", number(axis.high()));
        json.put("at", axis.ticks().stream().map(tick -> number(tick.at())).toList());
        json.put("names", axis.ticks().stream().map(Layout::label).toList());
        return json;
    }

    private static Map<String, Object> mark(Mark mark) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (mark) {
            case Mark.Series series -> {
                json.put("kind", "series");
                json.put("name", Words.visible(series.name()));
                json.put("colour", colour(series.colour()));
                json.put("symbol", series.symbol().ordinal());
                json.put("joined", series.isJoined());
                json.put("dashed", series.isDashed());
                json.put("dots", series.dots().stream().map(PlotJson::dot).toList());
            }
            case Mark.Tiles tiles -> {
                json.put("kind", "tiles");
                json.put("tiles", tiles.tiles().stream().map(PlotJson::tile).toList());
            }
            case Mark.Boxes boxes -> {
                json.put("kind", "boxes");
                json.put("colour", colour(boxes.colour()));
                json.put("boxes", boxes.boxes().stream().map(PlotJson::box).toList());
            }
            case Mark.Pictures _, Mark.Strips _ -> json.put("kind", "still");
        }
        return json;
    }

    private static List<Object> dot(Mark.Dot dot) {
        return list(
                dot.x(),
                dot.y(),
                dot.across().low(),
                dot.across().high(),
                dot.along().low(),
                dot.along().high(),
                dot.size(),
                dot.label());
    }

    private static List<Object> tile(Mark.Tile tile) {
        return list(tile.column(), tile.row(), tile.value(), tile.text(), tile.label());
    }

    private static List<Object> box(Mark.Box box) {
        List<Object> json = new ArrayList<>(List.of(box.column()));
        box.quantiles().forEach(q -> json.add(number(q)));
        json.add(Words.visible(box.label()));
        return json;
    }

    private static int colour(int number) {
        return Math.floorMod(number, 8);
    }

    private static List<Object> list(Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(
                    switch (value) {
                        case Double d -> number(d);
                        case String s -> Words.visible(s);
                        default -> value;
                    });
        }
        return list;
    }

    private static Object number(double value) {
        if (!Double.isFinite(value)) {
            return NullNode.instance;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
