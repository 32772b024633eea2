package org.neuralredshift.cli;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * Pictures of functions of two inputs: least value black, greatest white, a constant grey. The
 * first input runs to the right, the second upwards.
 */
final class GridPicture {
    private static final int GREY = 128;

    private GridPicture() {}

    /**
     * Returns the brightness of each pixel, 0 to 255, top row first.
     *
     * @param values shape (N, N); a value that is not finite is black
     */
    static int[][] pixels(float[] values, int side) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        int[][] pixels = new int[side][side];
        for (int x = 0; x < side; x++) {
            for (int y = 0; y < side; y++) {
                pixels[side - 1 - y][x] = brightness(values[x * side + y], min, max);
            }
        }
        return pixels;
    }

    private static int brightness(float value, float min, float max) {
        if (!Float.isFinite(value)) {
            return 0;
        }
        double range = (double) max - min;
        return range == 0 ? GREY : Math.min(255, (int) (256 * ((value - (double) min) / range)));
    }

    /** Returns an 8-bit greyscale image, one pixel a value. */
    static BufferedImage image(int[][] pixels) {
        BufferedImage image =
                new BufferedImage(pixels[0].length, pixels.length, BufferedImage.TYPE_BYTE_GRAY);
        paint(pixels, 1, image.getRaster(), 0, 0);
        return image;
    }

    /** Paints pixels as squares of a size, the top left one at (x, y). */
    static void paint(int[][] pixels, int size, WritableRaster to, int x, int y) {
        for (int r = 0; r < pixels.length * size; r++) {
            for (int c = 0; c < pixels[0].length * size; c++) {
                to.setSample(x + c, y + r, 0, pixels[r / size][c / size]);
            }
        }
    }

    /**
     * Returns lines of half-block characters, two pixels a character.
     *
     * @param columns most characters a line; larger pictures show every k-th pixel
     * @param grey whether to set greys by ANSI sequences; else pixels are black or white
     */
    static String halfBlocks(int[][] pixels, int columns, boolean grey) {
        int step = Math.ceilDiv(pixels.length, Math.max(1, columns));
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < pixels.length; r += 2 * step) {
            for (int c = 0; c < pixels.length; c += step) {
                int top = pixels[r][c];
                int bottom = r + step < pixels.length ? pixels[r + step][c] : 0;
                text.append(grey ? grey(top, bottom) : block(top, bottom));
            }
            text.append(grey ? "\033[0m\n" : "\n");
        }
        return text.toString();
    }

    private static String grey(int top, int bottom) {
        return "\033[38;2;%d;%d;%dm\033[48;2;%d;%d;%dm▀"
                .formatted(top, top, top, bottom, bottom, bottom);
    }

    private static String block(int top, int bottom) {
        boolean isTop = top >= GREY;
        boolean isBottom = bottom >= GREY;
        if (isTop) {
            return isBottom ? "█" : "▀";
        }
        return isBottom ? "▄" : " ";
    }
}
