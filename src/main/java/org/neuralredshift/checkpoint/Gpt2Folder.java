package org.neuralredshift.checkpoint;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.nn.NetworkTensors;
import org.neuralredshift.nn.Tensor;
import org.neuralredshift.nn.Transformer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A GPT-2 folder as Hugging Face's library writes it, read as a network: {@code config.json} and
 * {@code model.safetensors}. Names with and without {@code transformer.} are accepted, causal masks
 * passed over; a head in the file of a tied model has to be the token embedding. Any other tensor
 * is refused, since leaving it out might change the result.
 */
public final class Gpt2Folder implements NetworkTensors {
    /** File name of the weights. */
    public static final String WEIGHTS = "model.safetensors";

    private static final int HASHED_TOGETHER = 1 << 18;

    private final Gpt2Config config;
    private final SafetensorsFile file;
    private final Map<Tensor, TensorEntry> entries = new LinkedHashMap<>();
    private final List<String> masks = new ArrayList<>();

    private Gpt2Folder(Gpt2Config config, SafetensorsFile file) {
        this.config = config;
        this.file = file;
    }

    /**
     * Opens a folder and checks everything but the values of the weights.
     *
     * @throws IllegalArgumentException naming the file, key or tensor that is wrong
     */
    public static Gpt2Folder open(Path folder) throws IOException {
        Path weights = folder.resolve(WEIGHTS);
        if (Files.isDirectory(folder) && !Files.exists(weights)) {
            throw Expected.of(
                    folder.toString(),
                    "a file " + WEIGHTS,
                    Files.exists(folder.resolve(WEIGHTS + ".index.json"))
                            ? "one in several parts, which is not supported"
                            : Files.exists(folder.resolve("pytorch_model.bin"))
                                    ? "pytorch_model.bin; save it again as safetensors"
                                    : "none");
        }
        Gpt2Config config = Gpt2Config.parse(small(folder.resolve(Gpt2Config.FILE)));
        SafetensorsFile file = SafetensorsFile.open(weights);
        try {
            Gpt2Folder opened = new Gpt2Folder(config, file);
            opened.match();
            return opened;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * Returns SHA-256 of what a folder's network is, in hexadecimal: over two lines of the form
     * that {@code sha256sum config.json model.safetensors} prints. Time O(bytes).
     */
    public static String sha256(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : List.of(Gpt2Config.FILE, WEIGHTS)) {
            MessageDigest digest = sha256();
            try (var in = Files.newInputStream(folder.resolve(name))) {
                byte[] bytes = new byte[HASHED_TOGETHER];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    digest.update(bytes, 0, n);
                }
            }
            lines.append(HexFormat.of().formatHex(digest.digest()));
            lines.append("  ").append(name).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(sha256().digest(text));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Reads a file, or its start where it is too long for a configuration. */
    private static byte[] small(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes((1 << 20) + 1);
        }
    }

    private void match() {
        Map<String, TensorEntry> open = new HashMap<>();
        for (TensorEntry entry : file.header().tensors().values()) {
            String bare = Gpt2Names.withoutPrefix(entry.name());
            if (Gpt2Names.mask(bare)) {
                masks.add(entry.name());
            } else {
                TensorEntry other = open.put(bare, entry);
                Expected.check(
                        other == null,
                        entry.name(),
                        "one tensor of that name",
                        "another with prefix");
            }
        }
        Transformer model = config.model();
        for (Tensor tensor : Tensor.all(model)) {
            TensorEntry entry = open.remove(Gpt2Names.bare(tensor));
            if (entry == null) {
                throw Expected.of(Gpt2Names.bare(tensor), "a tensor of this name", "none");
            }
            check(entry, tensor, model);
            entries.put(tensor, entry);
        }
        checkTiedHead(open.remove(Gpt2Names.HEAD));
        open.values().stream()
                .map(TensorEntry::name)
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw Expected.of(
                            name, "only tensors of GPT-2 with its language head", "this one");
                });
    }

    private static void check(TensorEntry entry, Tensor tensor, Transformer model) {
        Expected.check(
                entry.dtype().weights(), entry.name(), "dtype F32, F16 or BF16", entry.dtype());
        String shape = TensorEntry.text(shape(tensor, model));
        Expected.check(
                entry.shapeText().equals(shape), entry.name(), "shape " + shape, entry.shapeText());
    }

    static long[] shape(Tensor tensor, Transformer model) {
        return tensor.vector()
                ? new long[] {tensor.columns(model)}
                : new long[] {tensor.rows(model), tensor.columns(model)};
    }

    private void checkTiedHead(@Nullable TensorEntry head) {
        TensorEntry tokens = entries.get(Tensor.of(Tensor.Role.TOKENS));
        Expected.check(
                head == null || tokens == null || file.same(head, tokens),
                Gpt2Names.HEAD,
                "the bytes of wte.weight, since tie_word_embeddings is true",
                "others");
    }

    @Override
    public Transformer model() {
        return config.model();
    }

    public Gpt2Config config() {
        return config;
    }

    /** Returns where each tensor stands, in the order of the forward pass. */
    public Map<Tensor, TensorEntry> entries() {
        return entries;
    }

    /** Returns the names of the masks that were passed over. */
    public List<String> masks() {
        return masks;
    }

    @Override
    public void read(Tensor tensor, RowSink sink) {
        TensorEntry entry = entries.get(tensor);
        if (entry == null) {
            throw new IllegalStateException("not a tensor of this network: " + tensor);
        }
        file.read(entry, tensor.columns(model()), sink);
    }

    @Override
    public void close() {
        file.close();
    }
}
