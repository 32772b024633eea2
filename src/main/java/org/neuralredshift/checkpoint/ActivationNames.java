package org.neuralredshift.checkpoint;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Activations by the names of {@code activation_function} in a GPT-2 configuration. A name that
 * stands for another function, such as {@code quick_gelu}, is not here and so refused.
 */
final class ActivationNames {
    private static final Map<String, String> LABELS = labels();

    private ActivationNames() {}

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>(); // of several names the first is written
        labels.put("gelu_new", "gelu-tanh");
        labels.put("gelu_pytorch_tanh", "gelu-tanh");
        labels.put("gelu_fast", "gelu-tanh");
        labels.put("gelu_accurate", "gelu-tanh");
        labels.put("gelu", "gelu");
        labels.put("gelu_python", "gelu");
        labels.put("relu", "relu");
        labels.put("silu", "swish");
        labels.put("swish", "swish");
        labels.put("tanh", "tanh");
        labels.put("sigmoid", "sigmoid");
        labels.put("linear", "identity");
        return labels;
    }

    /** Returns our label of a name. */
    static String label(String name) {
        String label = LABELS.get(name);
        if (label == null) {
            String names = String.join(", ", LABELS.keySet());
            throw Expected.of("activation_function", "one of " + names, name);
        }
        return label;
    }

    /** Returns the name of our label, null where GPT-2 has none. */
    static @Nullable String name(String label) {
        return LABELS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(label))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
