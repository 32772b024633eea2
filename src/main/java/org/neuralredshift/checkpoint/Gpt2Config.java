package org.neuralredshift.checkpoint;

import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the {@code config.json} of a GPT-2 folder says: names and defaults of Hugging Face's GPT-2
 * configuration. A setting that would change what the network computes is either followed or
 * refused by its name; settings of dropout, generation, caches and tasks don't, and are passed
 * over.
 *
 * <p>A network that GPT-2 can't be told about (no layer norm, no residual connection, an activation
 * it does not know) has the model type {@value #VARIANT_TYPE} instead of {@code gpt2}, so that
 * other loaders refuse it instead of computing something else; the key {@value #KEY} then says what
 * differs.
 *
 * @param model the network, with gain 1: gains are in the tensors
 * @param unknown keys that were passed over without being known, sorted
 */
public record Gpt2Config(Transformer model, List<String> unknown) {
    /** File name in a folder. */
    public static final String FILE = "config.json";

    static final String TYPE = "gpt2";
    static final String VARIANT_TYPE = "redshift-gpt2";
    static final String KEY = "redshift";

    private static final int LONGEST = 1 << 20;
    private static final int DEPTH = 32;

    /** Keys that don't change what the forward pass computes, beside those of a prefix. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "architectures",
                    "attn_implementation",
                    "_attn_implementation_autoset",
                    "attn_pdrop",
                    "author",
                    "auto_map",
                    "bos_token_id",
                    "dtype",
                    "embd_pdrop",
                    "eos_token_id",
                    "finetuning_task",
                    "gradient_checkpointing",
                    "id2label",
                    "is_decoder",
                    "keys_to_ignore_at_inference",
                    "label2id",
                    "language",
                    "license",
                    "num_labels",
                    "output_attentions",
                    "output_hidden_states",
                    "output_past",
                    "pad_token_id",
                    "predict_special_tokens",
                    "problem_type",
                    "reorder_and_upcast_attn", // where it rounds, not what it computes
                    "resid_pdrop",
                    "return_dict",
                    "sep_token_id",
                    "task_specific_params",
                    "tokenizer_class",
                    "torch_dtype",
                    "torchscript",
                    "transformers_version",
                    "use_cache",
                    "use_bfloat16",
                    "_name_or_path",
                    "_num_labels",
                    KEY);

    private static final Set<String> FOLLOWED =
            Set.of(
                    "activation_function",
                    "add_cross_attention",
                    "hidden_size",
                    "initializer_range",
                    "is_encoder_decoder",
                    "layer_norm_epsilon",
                    "max_position_embeddings",
                    "model_type",
                    "n_ctx",
                    "n_embd",
                    "n_head",
                    "n_inner",
                    "n_layer",
                    "n_positions",
                    "num_attention_heads",
                    "num_hidden_layers",
                    "position_embedding_type",
                    "pruned_heads",
                    "quantization_config",
                    "scale_attn_by_inverse_layer_idx",
                    "scale_attn_weights",
                    "tie_word_embeddings",
                    "vocab_size");

    /** A key of which we know nothing, but whose name says that it may matter when it is on. */
    private static final Pattern SUSPICIOUS =
            Pattern.compile(
                    ".*(attention|attn|position|rope|rotary|norm|activation|act_|scal|bias|head|mlp|layer"
                        + "|window|residual|embed|expert|quant|adapter|prun|kv_|epsilon|eps|softcap).*");

    /**
     * Reads a configuration.
     *
     * @param document the content of {@code config.json}
     * @throws IllegalArgumentException naming the key that is wrong or not supported
     */
    public static Gpt2Config parse(byte[] document) {
        Expected.check(
                document.length <= LONGEST,
                FILE,
                "at most %d bytes".formatted(LONGEST),
                document.length);
        ConfigReader config = new ConfigReader(StrictJson.tree(document, FILE, DEPTH));
        String type = config.text("model_type", TYPE);
        Expected.check(
                type.equals(TYPE) || type.equals(VARIANT_TYPE),
                "model_type",
                "%s or %s".formatted(TYPE, VARIANT_TYPE),
                type);
        refuseWhatIsNotFollowed(config);
        List<String> unknown = unknown(config);
        return new Gpt2Config(model(config, type.equals(VARIANT_TYPE)), unknown);
    }

    private static void refuseWhatIsNotFollowed(ConfigReader config) {
        config.only("scale_attn_weights", true);
        config.only("scale_attn_by_inverse_layer_idx", false);
        config.only("add_cross_attention", false);
        config.only("is_encoder_decoder", false);
        config.onlyEmpty("pruned_heads");
        config.onlyEmpty("quantization_config");
        String positions = config.text("position_embedding_type", "absolute");
        Expected.check(
                positions.equals("absolute"), "position_embedding_type", "absolute", positions);
        double epsilon = config.number("layer_norm_epsilon", 1e-5);
        Expected.check(
                (float) epsilon == Transformer.EPSILON, "layer_norm_epsilon", "1e-5", epsilon);
    }

    private static List<String> unknown(ConfigReader config) {
        Set<String> unknown = new TreeSet<>(config.keys());
        unknown.removeAll(HARMLESS);
        unknown.removeAll(FOLLOWED);
        unknown.removeIf(key -> key.startsWith("summary_"));
        for (String key : unknown) {
            Expected.check(
                    config.off(key) || !SUSPICIOUS.matcher(key).matches(),
                    key,
                    "no setting beyond those of GPT-2 that may change its result",
                    "it");
        }
        return new ArrayList<>(unknown);
    }

    private static Transformer model(ConfigReader config, boolean variant) {
        int width = config.integer("n_embd", "hidden_size", 768, 1 << 16);
        int heads = config.integer("n_head", "num_attention_heads", 12, 1 << 16);
        int layers = config.integer("n_layer", "num_hidden_layers", 12, 1 << 12);
        int positions = config.integer("n_positions", "max_position_embeddings", 1024, 1 << 24);
        Expected.check(
                config.integer("n_ctx", "n_ctx", positions, 1 << 24) == positions,
                "n_ctx",
                "that of n_positions, " + positions,
                "another");
        int inner = config.integer("n_inner", "n_inner", 4 * width, 1 << 20);
        Expected.check(inner == 4 * width, "n_inner", "4 n_embd, " + 4 * width, inner);
        Expected.check(width % heads == 0, "n_embd", "a multiple of n_head, " + heads, width);
        double deviation = config.number("initializer_range", 0.02);
        Expected.check(
                deviation > 0 && deviation <= Float.MAX_VALUE,
                "initializer_range",
                "a finite number above 0",
                deviation);
        int vocabulary = config.integer("vocab_size", "vocab_size", 50257, 1 << 24);
        Expected.check(vocabulary >= 2, "vocab_size", "at least 2", vocabulary);
        Variant of = variant ? Variant.of(config) : Variant.GPT2;
        String name = config.text("activation_function", "gelu_new");
        return new Transformer(
                layers,
                heads,
                width,
                vocabulary,
                positions,
                Activation.named(of.activation(name)),
                1,
                Transformer.GainScope.ALL,
                of.layerNorm(),
                of.residual(),
                of.attention(),
                of.mlp(),
                config.flag("tie_word_embeddings", true)
                        ? Transformer.Head.TIED
                        : Transformer.Head.UNTIED,
                Transformer.Positions.LEARNT,
                Transformer.Init.GPT2,
                deviation);
    }

    /** What the key {@value #KEY} says that GPT-2's own keys can't. */
    private record Variant(
            Map<String, String> ownActivation,
            boolean layerNorm,
            boolean residual,
            boolean attention,
            boolean mlp) {
        static final Variant GPT2 = new Variant(Map.of(), true, true, true, true);

        static Variant of(ConfigReader config) {
            ConfigReader model = config.object(KEY).object("generation").object("model");
            String activation = model.text("activation", "");
            return new Variant(
                    Map.of(activation, activation),
                    model.flag("layer-norm", true),
                    model.flag("residual", true),
                    model.flag("attention", true),
                    model.flag("mlp", true));
        }

        String activation(String name) {
            String own = ownActivation.get(name);
            return own == null ? ActivationNames.label(name) : own;
        }
    }

    /** Returns what GPT-2's configuration can't say of a model, in words; empty if it says all. */
    public static List<String> beyondGpt2(Transformer model) {
        List<String> beyond = new ArrayList<>();
        if (ActivationNames.name(model.activation().label()) == null) {
            beyond.add("activation " + model.activation().label());
        }
        if (!model.layerNorm()) {
            beyond.add("no layer norm");
        }
        if (!model.residual()) {
            beyond.add("no residual connections");
        }
        return beyond;
    }

    /**
     * Returns the configuration of a model as keys and values.
     *
     * @param dtype type of the weights
     * @param origin the content of the key {@value #KEY}
     */
    static Map<String, Object> of(Transformer model, Dtype dtype, JsonNode origin) {
        boolean variant = !beyondGpt2(model).isEmpty();
        String label = model.activation().label();
        String name = ActivationNames.name(label);
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model_type", variant ? VARIANT_TYPE : TYPE);
        keys.put("architectures", variant ? List.of() : List.of("GPT2LMHeadModel"));
        keys.put("activation_function", name == null ? label : name);
        keys.put("vocab_size", model.vocabulary());
        keys.put("n_positions", model.context());
        keys.put("n_ctx", model.context());
        keys.put("n_embd", model.width());
        keys.put("n_layer", model.layers());
        keys.put("n_head", model.heads());
        keys.put("n_inner", null);
        keys.put("layer_norm_epsilon", 1e-5);
        keys.put("initializer_range", model.initStd());
        keys.put("tie_word_embeddings", model.head() == Transformer.Head.TIED);
        keys.put("scale_attn_weights", true);
        keys.put("scale_attn_by_inverse_layer_idx", false);
        keys.put("reorder_and_upcast_attn", false);
        keys.put("attn_pdrop", 0.0);
        keys.put("embd_pdrop", 0.0);
        keys.put("resid_pdrop", 0.0);
        keys.put("use_cache", true);
        keys.put("bos_token_id", model.vocabulary() - 1);
        keys.put("eos_token_id", model.vocabulary() - 1);
        keys.put("torch_dtype", dtype.label());
        keys.put(KEY, origin);
        return keys;
    }
}
