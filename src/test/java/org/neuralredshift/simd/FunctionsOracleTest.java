package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

@Tag("oracle")
class FunctionsOracleTest {
    // A prime, so that every exponent meets many mantissas: 4.3 million floats.
    private static final int STRIDE = 1009;
    // Half of the last digit that the record keeps.
    private static final double ROUNDING = 5e-5;

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void errorsOfEveryThousandthFloatAreAtMostTheRecordedOnes(FunctionCase function) {
        ErrorRecord found = ErrorRecord.none(function.name());
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            found = found.with(x, function.scalar().at(x), function.exact().applyAsDouble(x));
        }
        double bound = ErrorRecord.recordedUlps(function.name()) + ROUNDING;
        assertTrue(found.ulps() <= bound, found.line());
    }
}
