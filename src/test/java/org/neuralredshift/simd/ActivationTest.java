package org.neuralredshift.simd;

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

import java.util.HashSet;
import java.util.List;

class ActivationTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @ParameterizedTest
    @EnumSource
    @Tag("law")
    void everyActivationIsFoundByItsLabelAndDescribed(BuiltInActivation activation) {
        assertEquals(activation, Activation.named(activation.label()));
        assertTrue(activation.label().matches("[a-z]+(-[a-z]+)*"));
        assertTrue(activation.source().matches("(doi:10\\.|arXiv:\\d{4}\\.\\d).*"));
        for (String text : List.of(activation.formula(), activation.description())) {
            assertTrue(!text.isBlank() && text.lines().count() == 1, text);
        }
    }

    @Test
    @Tag("law")
    void labelsAreDistinctAndAllActivationsAreListed() {
        List<String> labels = Activation.builtIn().stream().map(Activation::label).toList();
        assertEquals(BuiltInActivation.values().length, new HashSet<>(labels).size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "reluu, ' (did you mean relu?)'",
        "geluTanh, ' (did you mean gelu-tanh?)'",
        "gausian, ' (did you mean gaussian?)'",
        "Sine, ' (did you mean sine?)'",
        "softplus, ''"
    })
    @Tag("law")
    void anUnknownNameIsAnErrorThatListsTheNamesAndSuggestsTheNearest(
            String label, String suggestion) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Activation.named(label));
        assertEquals(
                "activation: expected one of relu, gelu, gelu-tanh, swish, selu, tanh, gaussian, "
                        + "sine, sigmoid, erf, step, identity, got %s%s"
                                .formatted(label, suggestion),
                e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "relu, 0, Infinity, 0",
        "gelu, -0.0, Infinity, -0.0",
        "gelu-tanh, -0.0, Infinity, -0.0",
        "swish, -0.0, Infinity, -0.0",
        "selu, -1.7580993, Infinity, -0.0",
        "tanh, -1, 1, -0.0",
        "gaussian, 0, 0, 1",
        "sine, NaN, NaN, -0.0",
        "sigmoid, 0, 1, 0.5",
        "erf, -1, 1, -0.0",
        "step, 0, 1, 0",
        "identity, -Infinity, Infinity, -0.0"
    })
    @Tag("oracle")
    void limitsAndTheValueAtMinusZeroAreExact(
            String label, float atMinusInfinity, float atInfinity, float atMinusZero) {
        Activation activation = Activation.named(label);
        float[] expected = {atMinusInfinity, atInfinity, atMinusZero, Float.NaN};
        float[] arguments = {-INFINITY, INFINITY, -0f, Float.NaN};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], activation.at(arguments[i]), label + " at " + arguments[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("law")
    void oneNaNStaysOneNaNWhereverItIs(BuiltInActivation activation) {
        for (int at = 0; at < 40; at++) {
            float[] x = new float[40];
            x[at] = Float.NaN;
            activation.apply(x, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertEquals(i == at, Float.isNaN(x[i]), activation + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sine", "erf", "identity"})
    @Tag("law")
    void oddFunctionsAreOddToTheLastBit(String label) {
        Activation activation = Activation.named(label);
        for (int bits = 0; bits < 0x7f800000; bits += 10_007) {
            float x = Float.intBitsToFloat(bits);
            assertEquals(-activation.at(x), activation.at(-x));
        }
    }

    @Test
    @Tag("law")
    void anOwnActivationIsAppliedElementByElement() {
        Activation softSign = Activation.of("soft-sign", x -> x / (1 + Math.abs(x)));
        float[] x = {7, -3, -1, 0, 1, 3, 7};
        softSign.apply(x, 1, 6);
        assertArrayEquals(new float[] {7, -0.75f, -0.5f, 0, 0.5f, 0.75f, 7}, x);
        assertEquals(0.75f, softSign.at(3));
        assertEquals("soft-sign", softSign.label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Soft", "soft sign", "", "-soft"})
    @Tag("law")
    void anOwnLabelMustBeKebabCase(String label) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Activation.of(label, x -> x));
        assertEquals("label: expected kebab-case such as soft-sign, got " + label, e.getMessage());
    }

    @Test
    @Tag("law")
    void aRangeOutsideTheArrayIsAnErrorAndChangesNothing() {
        for (Activation activation :
                List.of(BuiltInActivation.STEP, Activation.of("own", x -> 5))) {
            float[] x = new float[20];
            assertThrows(IndexOutOfBoundsException.class, () -> activation.apply(x, 0, 21));
            assertThrows(IndexOutOfBoundsException.class, () -> activation.apply(x, -1, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> activation.apply(x, 9, 8));
            assertArrayEquals(new float[20], x);
        }
    }
}
