package org.neuralredshift.report.plot;

import org.w3c.dom.Node;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Draws a PNG of 300 dots an inch on white, by Java2D. Needs a font on the machine. */
final class ImageCanvas implements Canvas {
    private static final double SCALE = 300 / 96.0;
    private static final int DOTS_A_METRE = 11_811;
    private static final float DASH = 5;
    private static final float SMALL = 0.3f;

    private final BufferedImage image;
    private final Graphics2D graphics;

    ImageCanvas(double width, double height) {
        int columns = (int) Math.ceil(SCALE * width);
        int rows = (int) Math.ceil(SCALE * height);
        image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, columns, rows);
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    /**
     * Measures a text, to see whether Java finds fonts here.
     *
     * @throws IOException when it does not
     */
    static void requireFonts() throws IOException {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
            font.getStringBounds("x", new FontRenderContext(null, true, true));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // What Java throws without fontconfig, without libfreetype, without any font.
            throw new IOException("this machine has no fonts that Java can draw with", e);
        }
    }

    @Override
    public void rectangle(
            Ink ink, double opacity, double x, double y, double width, double height) {
        graphics.setColor(colour(ink, opacity));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void polygon(Ink ink, double opacity, double[] x, double[] y) {
        Path2D path = path(x, y);
        path.closePath();
        graphics.setColor(colour(ink, opacity));
        graphics.fill(path);
    }

    @Override
    public void polyline(Pen pen, double[] x, double[] y) {
        float[] dashes = pen.isDashed() ? new float[] {DASH, DASH - 1} : null;
        graphics.setStroke(
                new BasicStroke(
                        (float) pen.width(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        DASH,
                        dashes,
                        0));
        graphics.setColor(colour(pen.ink(), 1));
        graphics.draw(path(x, y));
    }

    @Override
    public void text(Lettering lettering, double x, double y, String text) {
        Font font =
                new Font(Font.SANS_SERIF, lettering.isBold() ? Font.BOLD : Font.PLAIN, 1)
                        .deriveFont((float) lettering.size());
        AffineTransform before = graphics.getTransform();
        graphics.setFont(font);
        graphics.setColor(colour(lettering.ink(), 1));
        graphics.translate(x, y);
        graphics.rotate(Math.toRadians(lettering.angle()));
        double width = font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
        double shift =
                switch (lettering.anchor()) {
                    case START -> 0;
                    case MIDDLE -> -width / 2;
                    case END -> -width;
                };
        graphics.drawString(text, (float) shift, 0);
        graphics.setTransform(before);
    }

    @Override
    public void picture(Mark.Picture picture, double x, double y, double width, double height) {
        int side = picture.side();
        BufferedImage grey = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setDataElements(0, 0, side, side, picture.grey());
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / side, height / side);
        graphics.drawImage(grey, place, null);
    }

    /** Returns the PNG. */
    byte[] png() throws IOException {
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(image), null);
        metadata.mergeTree("javax_imageio_png_1.0", resolution());
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(SMALL); // pictures at a quarter of the usual size
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Node resolution() {
        IIOMetadataNode dots = new IIOMetadataNode("pHYs");
        dots.setAttribute("pixelsPerUnitXAxis", Integer.toString(DOTS_A_METRE));
        dots.setAttribute("pixelsPerUnitYAxis", Integer.toString(DOTS_A_METRE));
        dots.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(dots);
        return root;
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < x.length; i++) {
            if (i == 0) {
                path.moveTo(x[0], y[0]);
            } else {
                path.lineTo(x[i], y[i]);
            }
        }
        return path;
    }

    private static Color colour(Ink ink, double opacity) {
        int rgb = ink.colour();
        return new Color(
                rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, (int) Math.round(255 * opacity));
    }
}
