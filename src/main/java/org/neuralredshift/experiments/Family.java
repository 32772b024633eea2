package org.neuralredshift.experiments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two families of networks, with the settings that each takes and their defaults. */
public enum Family {
    /** Transformers that write sequences; the settings are the options of {@code generate}. */
    TRANSFORMER(
            """
            layers int 12, heads int 12, width int 768, vocabulary int 50257, context int 1024,
            activation word gelu-tanh, gain real 1, gain-scope word all, layer-norm switch on,
            residual switch on, attention switch on, mlp switch on, head word tied,
            positions word learnt, init word gpt2, init-std real 0.02, length int 100,
            weights word per-sequence, prompt tokens random, scored word generated,
            decode word greedy, temperature real 1, top-k int 2147483647, top-p real 1,
            engine word auto, checkpoint word none, seed long 0\
            """),
    /** MLPs that draw functions on a grid; the settings are the options of {@code functions}. */
    MLP(
            """
            model word mlp, depth int 3, width int 64, activation word relu, magnitude real 1,
            prior word glorot, bias-range real 1, layer-norm switch off, residual switch off,
            gate switch off, prefactor real 1, inputs int 2, grid int 64, axis word closed,
            seed long 0\
            """);

    /** What a setting takes. */
    enum Kind {
        INT,
        LONG,
        REAL,
        SWITCH,
        WORD,
        TOKENS
    }

    /** A setting: what it takes and its default in canonical form. */
    record Setting(Kind kind, String fallback) {
        /**
         * Returns a value in canonical form.
         *
         * @throws IllegalArgumentException when it is not of the kind
         */
        String canonical(String name, Node value) {
            String text = kind == Kind.TOKENS ? value.toString() : value.text(name);
            try {
                return switch (kind) {
                    case INT -> Integer.toString(Integer.parseInt(text));
                    case LONG -> Long.toString(Long.parseLong(text));
                    case REAL -> Double.toString(Double.parseDouble(text));
                    case SWITCH -> onOrOff(name, value, text);
                    case WORD -> text;
                    case TOKENS -> text.replaceAll("[\\[\\]\\s]", "");
                };
            } catch (NumberFormatException e) {
                String rule = kind == Kind.REAL ? "a number" : "an integer";
                throw value.expected(name, rule, text);
            }
        }

        private static String onOrOff(String name, Node value, String text) {
            return switch (text) {
                case "on", "true" -> "on";
                case "off", "false" -> "off";
                default -> throw value.expected(name, "on or off", text);
            };
        }
    }

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    Family(String table) {
        for (String line : table.split(",\\s*")) {
            String[] words = line.split(" ");
            Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
            String fallback =
                    kind == Kind.REAL
                            ? words[2].contains(".") ? words[2] : words[2] + ".0"
                            : words[2];
            settings.put(words[0], new Setting(kind, fallback));
        }
    }

    /** Returns the names of all settings, in their order. */
    public List<String> names() {
        return List.copyOf(settings.keySet());
    }

    Setting setting(String name) {
        Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalStateException("no setting " + name);
        }
        return setting;
    }

    /**
     * Finds the setting that an axis names. Both families know {@code depth} and {@code magnitude};
     * those of a transformer are its layers and the gain of its layer norms.
     */
    Optional<String> settingOf(String axis) {
        String name = axis.startsWith(this + ".") ? axis.substring(toString().length() + 1) : axis;
        if (this == TRANSFORMER && name.equals("depth")) {
            name = "layers";
        } else if (this == TRANSFORMER && name.equals("magnitude")) {
            name = "gain";
        }
        return settings.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /** Returns the family of that name. */
    static Optional<Family> named(String name) {
        return Arrays.stream(values()).filter(f -> f.toString().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
