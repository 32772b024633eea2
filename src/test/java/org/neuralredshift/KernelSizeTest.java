package org.neuralredshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;

/**
 * Kernels are called from methods that call much else. HotSpot would inline small ones there, run
 * out of its budget half-way through one of them in some runs and not in others, and keep that
 * one's vectors on the heap. It never inlines a hot method of more than 325 bytes (FreqInlineSize),
 * so these are compiled alone, and well.
 */
@Tag("law")
class KernelSizeTest {
    private static final int FREQ_INLINE_SIZE = 325;

    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource({
        "rng.VectorDeviates, firstRounds",
        "rng.VectorDeviates, twoRounds",
        "rng.VectorDeviates, normals",
        "simd.Sums, eightDots",
        "simd.Sums, sixDots",
        "simd.Sums, addEight",
        "simd.Products, oneByFour",
        "simd.Products, fourPanels",
        "simd.Products, fourOfEach",
        "simd.Products, read",
        "simd.Products, twoByFour",
        "simd.Products, fourByFour",
        "simd.Products, eightByTwo",
        "simd.SmallTiles, twoPanels",
        "simd.SmallTiles, fourStreams",
        "simd.SmallTiles, fourOfEach",
        "simd.SmallTiles, fourByTwo",
        "simd.SmallTiles, sixByTwo",
    })
    void aKernelIsTooLargeToBeInlined(String type, String method) throws IOException {
        List<MethodModel> found;
        try (InputStream code =
                KernelSizeTest.class.getResourceAsStream(type.replace('.', '/') + ".class")) {
            found =
                    ClassFile.of().parse(code.readAllBytes()).methods().stream()
                            .filter(m -> m.methodName().equalsString(method))
                            .toList();
        }
        assertEquals(1, found.size());
        CodeAttribute code = (CodeAttribute) found.getFirst().code().orElseThrow();
        assertTrue(code.codeLength() > FREQ_INLINE_SIZE, code.codeLength() + " bytes");
    }
}
