package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.nn.Transformer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A given network of a study, such as a trained one. What it is, is its content: the key of a cell
 * has the hash, and another path to the same files gives the same cell.
 *
 * @param folder of GPT-2 as Hugging Face's library writes it, as the study has it: an absolute
 *     path, or one from the working directory
 * @param hash {@code sha256:} and {@link Gpt2Folder#sha256}
 */
record Checkpoint(String folder, String hash) {
    /** The setting that names the folder. */
    static final String SETTING = "checkpoint";

    /** Its value where networks are drawn. */
    static final String NONE = "none";

    private static final String CONTENT = "checkpoint-content";
    private static final String SHA256 = "sha256:";

    /** Returns the checkpoint that resolved settings name, or null. */
    static @Nullable Checkpoint of(Map<String, String> settings) {
        String folder = settings.get(SETTING);
        if (folder == null || folder.equals(NONE)) {
            return null;
        }
        String hash = settings.get(CONTENT);
        if (hash == null) {
            throw new IllegalArgumentException(CONTENT + ": expected a hash, got none");
        }
        return new Checkpoint(folder, hash);
    }

    /**
     * Resolves settings: where they name a folder, those that its network decides are added.
     *
     * @param settings all of a family's, in canonical form
     * @param given names of those that the study has and not the defaults
     * @param known what folders decide, by folder; read ones are added
     * @throws IllegalArgumentException when the folder can't be used, or a given setting is not as
     *     the network has it
     */
    static Map<String, String> resolved(
            Map<String, String> settings,
            Set<String> given,
            Map<String, Map<String, String>> known) {
        Map<String, String> resolved = new LinkedHashMap<>(settings);
        String folder = settings.get(SETTING);
        if (folder == null || folder.equals(NONE)) {
            resolved.remove(SETTING); // settings without one are as before there were any
            return resolved;
        }
        Map<String, String> decided = known.computeIfAbsent(folder, Checkpoint::decided);
        decided.forEach((name, value) -> {
            String other = settings.getOrDefault(name, value);
            if (given.contains(name) && !other.equals(value)) {
                throw new IllegalArgumentException(
                        "%s: expected none or %s, which the checkpoint %s has, got %s"
                                .formatted(name, value, folder, other));
            }
        });
        resolved.putAll(decided);
        return resolved;
    }

    private static Map<String, String> decided(String folder) {
        try (Gpt2Folder opened = opened(folder)) {
            Map<String, String> decided = settings(opened.model());
            decided.put(CONTENT, SHA256 + Gpt2Folder.sha256(Path.of(folder)));
            return decided;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static Map<String, String> settings(Transformer model) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("layers", Integer.toString(model.layers()));
        settings.put("heads", Integer.toString(model.heads()));
        settings.put("width", Integer.toString(model.width()));
        settings.put("vocabulary", Integer.toString(model.vocabulary()));
        settings.put("context", Integer.toString(model.context()));
        settings.put("activation", model.activation().label());
        settings.put("gain", Double.toString(model.gain()));
        settings.put("gain-scope", model.gainScope().toString());
        settings.put("layer-norm", model.layerNorm() ? "on" : "off");
        settings.put("residual", model.residual() ? "on" : "off");
        settings.put("attention", model.attention() ? "on" : "off");
        settings.put("mlp", model.mlp() ? "on" : "off");
        settings.put("head", model.head().toString());
        settings.put("positions", model.positions().toString());
        settings.put("init", model.init().toString());
        settings.put("init-std", Double.toString(model.initStd()));
        settings.put("weights", "shared");
        return settings;
    }

    /**
     * Opens the folder.
     *
     * @throws IllegalArgumentException when it is not there or no longer has this content
     */
    Gpt2Folder open() {
        Gpt2Folder opened = opened(folder);
        try {
            String now = SHA256 + Gpt2Folder.sha256(Path.of(folder));
            if (now.equals(hash)) {
                return opened;
            }
            throw new IllegalArgumentException(
                    "%s: expected %s as it was, %s, got a changed one, %s"
                            .formatted(SETTING, folder, hash, now));
        } catch (IOException e) {
            opened.close();
            throw unusable(folder, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Gpt2Folder opened(String folder) {
        if (!Files.isDirectory(Path.of(folder))) {
            throw new IllegalArgumentException(
                    "%s: expected a GPT-2 folder, got %s, which is none"
                            .formatted(SETTING, folder));
        }
        try {
            return Gpt2Folder.open(Path.of(folder));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(folder, e);
        }
    }

    private static IllegalArgumentException unusable(String folder, Exception e) {
        return new IllegalArgumentException(
                "%s: expected a GPT-2 folder, got %s: %s"
                        .formatted(SETTING, folder, e.getMessage()),
                e);
    }
}
