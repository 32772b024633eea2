package org.neuralredshift.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All 2³² floats through every function. What it finds goes to target/exhaustive/elementary.txt.
 */
@Tag("oracle")
@Tag("exhaustive")
class FunctionsExhaustiveTest {
    private static final int BLOCK = 1 << 16;

    static List<FunctionCase> cases() {
        return FunctionCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void greatestErrorsOverAllFloatsAreTheRecordedOnesAndBothTwinsHaveTheSameBits(
            FunctionCase function) throws IOException {
        ErrorRecord found =
                IntStream.range(0, BLOCK)
                        .parallel()
                        .mapToObj(block -> errors(function, block))
                        .reduce(ErrorRecord.none(function.name()), ErrorRecord::or);
        Path target = Path.of("target/exhaustive/elementary.txt");
        Files.createDirectories(target.getParent());
        Files.writeString(
                target, found.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertEquals(ErrorRecord.recorded(function.name()), found.line());
    }

    private static ErrorRecord errors(FunctionCase function, int block) {
        float[] y = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            y[i] = Float.intBitsToFloat(block << 16 | i);
        }
        function.loop().apply(y, 0, BLOCK);
        ErrorRecord record = ErrorRecord.none(function.name());
        for (int i = 0; i < BLOCK; i++) {
            float x = Float.intBitsToFloat(block << 16 | i);
            float scalar = function.scalar().at(x);
            if (Float.floatToIntBits(scalar) != Float.floatToIntBits(y[i])) {
                throw new AssertionError(
                        "%s(%a): scalar %a, vector %a".formatted(function, x, scalar, y[i]));
            }
            record = record.with(x, scalar, function.exact().applyAsDouble(x));
        }
        return record;
    }
}
