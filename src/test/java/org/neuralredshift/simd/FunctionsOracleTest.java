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

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void errorsOfEveryThousandthFloatStayInTheStatedBound(FunctionCase function) {
        double worst = 0;
        float where = 0;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            double error =
                    FunctionCase.ulps(function.scalar().at(x), function.exact().applyAsDouble(x));
            if (error > worst) {
                worst = error;
                where = x;
            }
        }
        assertTrue(
                worst <= function.ulps(),
                "%s: %.4f ulp at %a = %<g".formatted(function, worst, where));
    }
}
