package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** The javadoc states what the exhaustive run found, rounded up to two digits behind the point. */
@Tag("law")
class StatedErrorsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/neuralredshift/simd");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exp, exp",
        "log, log",
        "sin, sine",
        "cos, cos",
        "erf, erf",
        "tanh, tanh",
        "sigmoid, sigmoid"
    })
    void functionsStateTheirRecordedError(String method, String recorded) throws IOException {
        String javadoc =
                javadoc("Functions.java", "public static float %s(float".formatted(method));
        assertStates("At most %s ulp".formatted(ulps(recorded)), javadoc);
    }

    @ParameterizedTest
    @EnumSource
    void activationsStateTheirRecordedErrors(BuiltInActivation activation) throws IOException {
        String javadoc = javadoc("BuiltInActivation.java", "    %s(".formatted(activation.name()));
        String label = activation.label();
        if (ulps(label).equals("0.00")) {
            assertStates("Exact.", javadoc);
        } else {
            BigDecimal absolute =
                    new BigDecimal(word(label, 5)).round(new MathContext(2, RoundingMode.CEILING));
            assertStates("At most %s ulp".formatted(ulps(label)), javadoc);
            assertStates("%.1e for |x| ≤ 8".formatted(absolute), javadoc);
        }
    }

    private static void assertStates(String phrase, String javadoc) {
        assertTrue(javadoc.contains(phrase), "expected '%s' in: %s".formatted(phrase, javadoc));
    }

    /** Returns the recorded greatest error in ulps, rounded up. */
    private static String ulps(String name) {
        return new BigDecimal(word(name, 1)).setScale(2, RoundingMode.CEILING).toPlainString();
    }

    private static String word(String name, int index) {
        return ErrorRecord.recorded(name).split(" +")[index];
    }

    /** Returns the text of the last javadoc before a declaration, in one line. */
    private static String javadoc(String file, String declaration) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int end = source.indexOf(declaration);
        return source.substring(source.lastIndexOf("/**", end), end)
                .replaceAll("\\s+\\*?\\s*", " ");
    }
}
