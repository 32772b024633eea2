package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Values from mpmath at 64 points: src/test/resources/oracle/elementary.csv. */
@Tag("oracle")
class FunctionValuesTest {
    private static final Path VALUES = Path.of("src/test/resources/oracle/elementary.csv");

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void valuesAreThoseOfMpmathWithinTheRecordedError(FunctionCase function) throws IOException {
        List<String> lines = Files.readAllLines(VALUES);
        int column = List.of(lines.get(1).split(",")).indexOf(function.name());
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",");
            float x = Float.parseFloat(cells[0]);
            double exact = Double.parseDouble(cells[column]);
            float computed = function.scalar().at(x);
            double ulps = exact == 0 && computed == 0 ? 0 : FunctionCase.ulps(computed, exact);
            // The table has 20 digits; the record is rounded to 4 decimals.
            assertTrue(
                    ulps <= ErrorRecord.recordedUlps(function.name()) + 5e-5,
                    "%s(%a): %.4f ulp".formatted(function, x, ulps));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void referencesOfTheOtherTestsAgreeWithMpmath(FunctionCase function) throws IOException {
        List<String> lines = Files.readAllLines(VALUES);
        int column = List.of(lines.get(1).split(",")).indexOf(function.name());
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",");
            float x = Float.parseFloat(cells[0]);
            double expected = Double.parseDouble(cells[column]);
            double exact = function.exact().applyAsDouble(x);
            // Below the least float nothing is compared.
            boolean near = Math.abs(exact - expected) <= 1e-12 * Math.abs(expected) + 1e-60;
            assertTrue(
                    near || Double.compare(exact, expected) == 0,
                    "%s(%s): %s, mpmath %s".formatted(function, cells[0], exact, expected));
        }
    }
}
