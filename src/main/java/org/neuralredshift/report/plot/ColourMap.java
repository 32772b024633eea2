package org.neuralredshift.report.plot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Colours of values from 0 to 1, computed in OKLCh (Ottosson 2020), whose first coordinate is
 * perceived lightness: equal steps of a value look like equal steps, also in print without colour
 * and to colour-blind eyes.
 */
public enum ColourMap {
    /** Dark violet by blue and green to light yellow, lightness linear. */
    SEQUENTIAL {
        @Override
        double[] point(double t) {
            return new double[] {0.30 + 0.62 * t, 0.16, 300 - 195 * t};
        }
    },
    /** Blue by near white to orange; the middle is 0.5. */
    DIVERGING {
        @Override
        double[] point(double t) {
            double distance = Math.abs(2 * t - 1);
            return new double[] {0.96 - 0.42 * distance, 0.17 * distance, t < 0.5 ? 255 : 45};
        }
    };

    private static final int STOPS = 17;
    private static final int HALVINGS = 12;

    /** Lightness from 0 to 1, chroma that is wished, hue in degrees. */
    abstract double[] point(double t);

    /**
     * Returns a colour as {@code 0xrrggbb}; values beyond the ends have the colours of the ends.
     */
    public int colour(double t) {
        double[] p = point(Double.isNaN(t) ? 0.5 : Math.clamp(t, 0.0, 1.0));
        return colour(p[0], p[1], p[2]);
    }

    /** Returns equally spaced colours from end to end, as {@code #rrggbb}. */
    List<String> stops() {
        return IntStream.range(0, STOPS).mapToObj(i -> hex(colour(i / (STOPS - 1.0)))).toList();
    }

    /** Returns the colour of the n-th of many different things: neighbours far apart in hue. */
    static int distinct(int n) {
        double[] lightness = {0.55, 0.75, 0.40, 0.86};
        return colour(lightness[n % lightness.length], 0.14, 255 + 137.508 * n);
    }

    /** Returns the notation of a colour in SVG. */
    static String hex(int colour) {
        return String.format("#%06x", colour);
    }

    /** Tells whether dark text reads better than white on a colour. */
    static boolean isLight(int colour) {
        double r = linear(colour >> 16 & 255);
        double g = linear(colour >> 8 & 255);
        double b = linear(colour & 255);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18;
    }

    private static double linear(int level) {
        double v = level / 255.0;
        return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
    }

    /** The wished chroma where the screen has it, otherwise as much as there is. */
    private static int colour(double lightness, double chroma, double hue) {
        double low = 0;
        double high = chroma;
        if (isShown(linear(lightness, high, hue))) {
            low = high;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (isShown(linear(lightness, middle, hue))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] rgb = linear(lightness, low, hue);
        return level(rgb[0]) << 16 | level(rgb[1]) << 8 | level(rgb[2]);
    }

    private static boolean isShown(double[] rgb) {
        for (double v : rgb) {
            if (v < 0 || v > 1) {
                return false;
            }
        }
        return true;
    }

    private static double[] linear(double lightness, double chroma, double hue) {
        double a = chroma * StrictMath.cos(StrictMath.toRadians(hue));
        double b = chroma * StrictMath.sin(StrictMath.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double v) {
        return v * v * v;
    }

    private static int level(double linear) {
        double v = Math.clamp(linear, 0.0, 1.0);
        double s = v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * s);
    }
}
