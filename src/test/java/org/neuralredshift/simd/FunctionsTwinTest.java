package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

@Tag("twin")
class FunctionsTwinTest {
    private static final int MANTISSAS = 256;

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void arraysHaveTheBitsOfTheScalarTwinAtEveryExponent(FunctionCase function) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        float[] x = new float[512 * MANTISSAS];
        for (int i = 0; i < x.length; i++) {
            int mantissa =
                    switch (i % MANTISSAS) {
                        case 0 -> 0;
                        case 1 -> 1;
                        case 2 -> 0x7fffff;
                        default -> random.nextInt(1 << 23);
                    };
            x[i] = Float.intBitsToFloat(i / MANTISSAS << 23 | mantissa);
        }
        assertSameBits(function, x, 0, x.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void arraysHaveTheBitsOfTheScalarTwinAtUsualSizes(FunctionCase function) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
        float[] x = new float[100_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextGaussian() * (1 << i % 8));
        }
        assertSameBits(function, x, 0, x.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyLengthAndOffsetIsCoveredAndNothingElseIsTouched(FunctionCase function) {
        for (int from = 0; from < 18; from++) {
            for (int length = 0; length < 70; length++) {
                float[] x = new float[100];
                for (int i = 0; i < x.length; i++) {
                    x[i] = 0.1f * (i - 40);
                }
                x[33] = 1e9f;
                assertSameBits(function, x, from, from + length);
            }
        }
    }

    private static void assertSameBits(FunctionCase function, float[] x, int from, int to) {
        float[] y = x.clone();
        function.loop().apply(y, from, to);
        IntStream.range(0, x.length)
                .forEach(i -> {
                    boolean inside = i >= from && i < to;
                    float expected = inside ? function.scalar().at(x[i]) : x[i];
                    if (Float.floatToIntBits(expected) != Float.floatToIntBits(y[i])) {
                        assertEquals(
                                Float.toHexString(expected),
                                Float.toHexString(y[i]),
                                "%s(%a) at %d of %d to %d".formatted(function, x[i], i, from, to));
                    }
                });
    }
}
