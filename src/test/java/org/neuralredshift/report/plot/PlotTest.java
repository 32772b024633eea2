package org.neuralredshift.report.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.stream.DoubleStream;

import javax.imageio.ImageIO;

@Tag("law")
class PlotTest {
    private static double[] ticks(Axis axis) {
        return axis.ticks().stream().mapToDouble(Axis.Tick::at).toArray();
    }

    @Test
    void aLinearAxisEndsOnRoundNumbersAroundItsValues() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            double low = random.nextDouble(-100, 100);
            double high = low + StrictMath.pow(10, random.nextDouble(-3, 6));
            Axis axis = Axis.linear("x", low, high);
            double slack = 1e-6 * (high - low);
            assertTrue(axis.low() <= low + slack && high - slack <= axis.high(), axis::toString);
            int n = axis.ticks().size();
            assertTrue(n >= 3 && n <= 9, axis::toString);
            assertEquals(n, axis.ticks().stream().map(Axis.Tick::label).distinct().count());
        }
    }

    @Test
    void aLinearAxisOfNothingIsAnAxisAllTheSame() {
        assertEquals(0, Axis.linear("x", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).low());
        assertTrue(Axis.linear("x", 3, 3).high() > 3);
    }

    @Test
    void geometricLevelsAreLogarithmicAndEvenOnesLinear() {
        assertEquals(Axis.Kind.LOGARITHMIC, Axis.levels("x", new double[] {0.25, 1, 4, 16}).kind());
        assertEquals(
                Axis.Kind.LINEAR, Axis.levels("x", new double[] {1, 2, 3, 4, 5, 6, 7, 8}).kind());
        assertEquals(Axis.Kind.LINEAR, Axis.levels("x", new double[] {0, 1, 10}).kind());
        assertArrayEquals(
                new double[] {0.25, 1, 4, 16},
                ticks(Axis.levels("x", new double[] {16, 0.25, 4, 1})));
    }

    @Test
    void farSpreadValuesAreLabelledAtOneTwoAndFive() {
        assertArrayEquals(new double[] {0.5, 1, 2, 5, 10}, ticks(Axis.spread("x", 0.5, 12)), 1e-12);
        assertEquals(Axis.Kind.LINEAR, Axis.spread("x", 0, 12).kind());
        assertEquals(-1, Axis.spread("x", 0.5, 12).share(0));
    }

    /** CIE lightness from the colour of the screen: what equal steps are measured by. */
    private static double lightness(int colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double y = 0;
        for (int i = 0; i < 3; i++) {
            double v = (colour >> 16 - 8 * i & 255) / 255.0;
            y += weights[i] * (v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4));
        }
        return 116 * StrictMath.cbrt(y) - 16;
    }

    @Test
    void theSequentialColoursRiseEvenlyInLightness() {
        double[] levels =
                DoubleStream.iterate(0, t -> t <= 1.0001, t -> t + 0.05)
                        .map(t -> lightness(ColourMap.SEQUENTIAL.colour(t)))
                        .toArray();
        double step = (levels[levels.length - 1] - levels[0]) / (levels.length - 1);
        assertTrue(step > 3, "from dark to light");
        for (int i = 1; i < levels.length; i++) {
            double rise = levels[i] - levels[i - 1];
            assertTrue(rise > 0.4 * step && rise < 1.8 * step, "step " + i + ": " + rise);
        }
    }

    @Test
    void theDivergingColoursAreLightestInTheMiddleAndEvenlyDarkAtTheEnds() {
        double middle = lightness(ColourMap.DIVERGING.colour(0.5));
        double low = lightness(ColourMap.DIVERGING.colour(0));
        double high = lightness(ColourMap.DIVERGING.colour(1));
        assertTrue(middle > 90 && low < 60 && high < 60);
        assertEquals(low, high, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.25, 0.25",
        "3.16228, 3.16",
        "12345.6, 12346",
        "-0.5, −0.5",
        "1e-9, 1E-9",
        "NaN, –",
        "Infinity, ∞",
        "100, 100",
        "99.96, 100"
    })
    void numbersHaveFewDigits(double value, String text) {
        assertEquals(text, Numbers.text(value));
    }

    @Test
    void probabilitiesAreNeverZero() {
        assertEquals("< 0.001", Numbers.probability(0.0001));
        assertEquals("0.012", Numbers.probability(0.0123));
        assertEquals("–", Numbers.probability(Double.NaN));
    }

    @Test
    void whatCannotBeSeenIsShown() {
        assertEquals("a⟨202E⟩b⟨0000⟩⟨D800⟩⟨FFFE⟩", Words.visible("a\u202Eb\u0000\uD800\uFFFE"));
        assertEquals("é 漢 😀\n", Words.visible("é 漢 😀\n"));
        assertEquals("&lt;a b=&quot;&#39;&amp;&quot;&gt;", Words.escaped("<a b=\"'&\">"));
        assertEquals("😀😀…", Words.shortened("😀😀😀😀", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64, 300})
    void aPictureReadsBackAsItWas(int side) throws Exception {
        byte[] grey = new byte[side * side];
        new Random(side).nextBytes(grey);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(GreyPng.encode(side, side, grey)));
        assertArrayEquals(grey, (byte[]) image.getRaster().getDataElements(0, 0, side, side, null));
    }

    @Test
    void aPictureOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GreyPng.encode(3, 3, new byte[8]));
    }

    @ParameterizedTest
    @EnumSource(Symbol.class)
    void symbolsLieRoundTheirPoint(Symbol symbol) {
        if (symbol == Symbol.DISC) {
            return;
        }
        double[][] outline = symbol.outline(4);
        assertTrue(outline[0].length >= 3);
        for (int i = 0; i < outline[0].length; i++) {
            double distance = StrictMath.hypot(outline[0][i], outline[1][i]);
            assertTrue(distance > 1.5 && distance < 6, symbol + " " + distance);
        }
    }

    @Test
    void aChartWithoutANameForItsFilesIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plot.Caption("../../etc", "title", "text", "alternative"));
    }
}
