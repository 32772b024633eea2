package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The studies that come with the program, as YAML texts. */
public final class Presets {
    private static final List<String> NAMES =
            List.of(
                    "compare",
                    "gpt2-sequences",
                    "gpt2-reference-code",
                    "mlp-heatmap",
                    "mlp-components",
                    "mlp-width",
                    "mlp-priors",
                    "measures");

    private Presets() {}

    /** Returns the names of all presets. */
    public static List<String> names() {
        return NAMES;
    }

    /** Returns a preset in the size of that name, {@code quick} or {@code paper}. */
    public static Study study(String name, String scale) {
        return StudyReader.read(name + ".yaml", known(name), scale, List.of());
    }

    /** Returns what a preset asks and its size, sooner than with {@link #study}. */
    public static StudyOutline outline(String name, String scale) {
        return StudyReader.outline(name + ".yaml", known(name), scale);
    }

    private static byte[] known(String name) {
        byte[] text = text(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "preset: expected one of %s, got %s".formatted(String.join(", ", NAMES), name));
        }
        return text;
    }

    static byte @Nullable [] text(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        try (InputStream in = Presets.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + ".yaml");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
