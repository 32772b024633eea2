package org.neuralredshift.report.plot;

import java.util.Base64;
import java.util.Locale;

/**
 * Writes SVG 1.1. Colours are attributes, so that every program shows them, and classes, so that
 * the page can change them for a dark ground; there is no style element, which the page's policy
 * would refuse. Text stays text.
 */
final class SvgCanvas implements Canvas {
    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(double width, double height, String title, String description) {
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\""
                        + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"");
        attribute("width", number(width));
        attribute("height", number(height));
        attribute("viewBox", "0 0 %s %s".formatted(number(width), number(height)));
        attribute("role", "img");
        attribute("aria-label", description);
        attribute("font-family", FONTS);
        svg.append(">\n<title>").append(Words.escaped(title)).append("</title>\n");
    }

    /** Returns the whole drawing and ends it. */
    String end() {
        return svg.append("</svg>\n").toString();
    }

    @Override
    public void rectangle(
            Ink ink, double opacity, double x, double y, double width, double height) {
        svg.append("<rect");
        attribute("x", number(x));
        attribute("y", number(y));
        attribute("width", number(width));
        attribute("height", number(height));
        fill(ink, opacity);
        svg.append("/>\n");
    }

    @Override
    public void polygon(Ink ink, double opacity, double[] x, double[] y) {
        svg.append("<polygon");
        attribute("points", points(x, y));
        fill(ink, opacity);
        svg.append("/>\n");
    }

    @Override
    public void polyline(Pen pen, double[] x, double[] y) {
        svg.append("<polyline");
        attribute("points", points(x, y));
        attribute("fill", "none");
        name("k-", pen.ink());
        attribute("stroke", pen.ink().hex());
        attribute("stroke-width", number(pen.width()));
        if (pen.isDashed()) {
            attribute("stroke-dasharray", "5 4");
        }
        svg.append("/>\n");
    }

    @Override
    public void text(Lettering lettering, double x, double y, String text) {
        svg.append("<text");
        attribute("x", number(x));
        attribute("y", number(y));
        attribute("font-size", number(lettering.size()));
        if (lettering.isBold()) {
            attribute("font-weight", "bold");
        }
        if (lettering.anchor() != Anchor.START) {
            attribute("text-anchor", lettering.anchor().name().toLowerCase(Locale.ROOT));
        }
        if (lettering.angle() != 0) {
            attribute(
                    "transform",
                    "rotate(%s %s %s)".formatted(number(lettering.angle()), number(x), number(y)));
        }
        fill(lettering.ink(), 1);
        svg.append('>').append(Words.escaped(text)).append("</text>\n");
    }

    @Override
    public void picture(Mark.Picture picture, double x, double y, double width, double height) {
        byte[] png = GreyPng.encode(picture.side(), picture.side(), picture.grey());
        svg.append("<image");
        attribute("x", number(x));
        attribute("y", number(y));
        attribute("width", number(width));
        attribute("height", number(height));
        attribute("preserveAspectRatio", "none");
        attribute("image-rendering", "pixelated");
        // The old name of the link: papers' programs know no other.
        attribute("xlink:href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
        svg.append("><title>").append(Words.escaped(picture.label())).append("</title></image>\n");
    }

    private void fill(Ink ink, double opacity) {
        name("f-", ink);
        attribute("fill", ink.hex());
        if (opacity < 1) {
            attribute("fill-opacity", number(opacity));
        }
    }

    private void name(String prefix, Ink ink) {
        if (!ink.name().isEmpty()) {
            attribute("class", prefix + ink.name());
        }
    }

    private void attribute(String name, String value) {
        svg.append(' ').append(name).append("=\"").append(Words.escaped(value)).append('"');
    }

    private static String number(double value) {
        return Numbers.coordinate(value);
    }

    private static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        return points.toString();
    }
}
