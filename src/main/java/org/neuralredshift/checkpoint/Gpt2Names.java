package org.neuralredshift.checkpoint;

import org.neuralredshift.nn.Tensor;

import java.util.regex.Pattern;

/** Names of GPT-2's tensors in Hugging Face's files. */
final class Gpt2Names {
    /** Stands before every name but the head's in files of the model with a head. */
    static final String PREFIX = "transformer.";

    static final String HEAD = "lm_head.weight";

    private static final Pattern MASK = Pattern.compile("h\\.\\d{1,9}\\.attn\\.(bias|masked_bias)");

    private Gpt2Names() {}

    /** Returns the name without prefix. */
    static String bare(Tensor tensor) {
        String block = "h." + tensor.layer();
        return switch (tensor.role()) {
            case TOKENS -> "wte.weight";
            case POSITIONS -> "wpe.weight";
            case ATTENTION_NORM_SCALE -> block + ".ln_1.weight";
            case ATTENTION_NORM_OFFSET -> block + ".ln_1.bias";
            case ATTENTION_IN -> block + ".attn.c_attn.weight";
            case ATTENTION_IN_BIAS -> block + ".attn.c_attn.bias";
            case ATTENTION_OUT -> block + ".attn.c_proj.weight";
            case ATTENTION_OUT_BIAS -> block + ".attn.c_proj.bias";
            case MLP_NORM_SCALE -> block + ".ln_2.weight";
            case MLP_NORM_OFFSET -> block + ".ln_2.bias";
            case MLP_IN -> block + ".mlp.c_fc.weight";
            case MLP_IN_BIAS -> block + ".mlp.c_fc.bias";
            case MLP_OUT -> block + ".mlp.c_proj.weight";
            case MLP_OUT_BIAS -> block + ".mlp.c_proj.bias";
            case FINAL_NORM_SCALE -> "ln_f.weight";
            case FINAL_NORM_OFFSET -> "ln_f.bias";
            case HEAD -> HEAD;
        };
    }

    /** Returns the name as we write it. */
    static String written(Tensor tensor) {
        return tensor.role() == Tensor.Role.HEAD ? HEAD : PREFIX + bare(tensor);
    }

    static String withoutPrefix(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /** Returns whether a bare name is that of a causal mask, which is no weight. */
    static boolean mask(String bare) {
        return MASK.matcher(bare).matches();
    }
}
