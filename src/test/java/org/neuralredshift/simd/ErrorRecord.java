package org.neuralredshift.simd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The greatest errors of a function and where they occur, as a line of
 * src/test/resources/exhaustive/elementary.txt.
 *
 * @param ulps greatest error in units in the last place, over all floats
 * @param absolute greatest absolute error over |x| ≤ 8
 */
record ErrorRecord(String name, double ulps, float ulpsAt, double absolute, float absoluteAt) {
    static final Path FILE = Path.of("src/test/resources/exhaustive/elementary.txt");

    private static final long BINADE = 0x7ff0000000000000L;

    static ErrorRecord none(String name) {
        return new ErrorRecord(name, 0, 0, 0, 0);
    }

    ErrorRecord with(float x, float computed, double exact) {
        double error = Math.abs(computed - exact);
        double binade = Double.longBitsToDouble(Double.doubleToRawLongBits(exact) & BINADE);
        double unit = Math.max(binade, Float.MIN_NORMAL) * 0x1p-23;
        // Quickly past the usual case: NaN where it should be, or an error that is not the
        // greatest.
        if (Float.isNaN(computed) && Double.isNaN(exact)
                || error <= ulps * unit
                        && computed != 0
                        && !(error > absolute && Math.abs(x) <= 8)) {
            return this;
        }
        double small = Math.abs(x) <= 8 && Double.isFinite(error) ? error : 0;
        return or(new ErrorRecord(name, FunctionCase.ulps(computed, exact), x, small, x));
    }

    /** Combines; of equal errors, the first in the order of the bits counts. */
    ErrorRecord or(ErrorRecord o) {
        boolean u = o.ulps > ulps || o.ulps == ulps && before(o.ulpsAt, ulpsAt);
        boolean a =
                o.absolute > absolute || o.absolute == absolute && before(o.absoluteAt, absoluteAt);
        return new ErrorRecord(
                name,
                u ? o.ulps : ulps,
                u ? o.ulpsAt : ulpsAt,
                a ? o.absolute : absolute,
                a ? o.absoluteAt : absoluteAt);
    }

    private static boolean before(float x, float y) {
        return Integer.compareUnsigned(Float.floatToIntBits(x), Float.floatToIntBits(y)) < 0;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-9s  %.4f ulp at %s, %.3e at %s",
                name,
                ulps,
                Float.toHexString(ulpsAt),
                absolute,
                Float.toHexString(absoluteAt));
    }

    /** Returns the recorded line of a function. */
    static String recorded(String name) {
        try (var lines = Files.lines(FILE)) {
            return lines.filter(l -> l.startsWith(name + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not recorded: " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the recorded greatest error of a function in units in the last place. */
    static double recordedUlps(String name) {
        return Double.parseDouble(recorded(name).split(" +")[1]);
    }
}
