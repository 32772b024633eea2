package org.neuralredshift.nn;

/** The four matrices of a block, each applied to a row vector from the left: {@code y = x W}. */
enum Matrix {
    /** Queries, keys and values side by side, shape (C, 3C). */
    ATTENTION_IN,
    /** The heads' outputs back to the residual stream, shape (C, C). */
    ATTENTION_OUT,
    /** Shape (C, 4C). */
    MLP_IN,
    /** Back to the residual stream, shape (4C, C). */
    MLP_OUT;

    /** The name of the weights outside this package. */
    Tensor.Role weights() {
        return switch (this) {
            case ATTENTION_IN -> Tensor.Role.ATTENTION_IN;
            case ATTENTION_OUT -> Tensor.Role.ATTENTION_OUT;
            case MLP_IN -> Tensor.Role.MLP_IN;
            case MLP_OUT -> Tensor.Role.MLP_OUT;
        };
    }

    /** The name of the biases outside this package. */
    Tensor.Role biases() {
        return switch (this) {
            case ATTENTION_IN -> Tensor.Role.ATTENTION_IN_BIAS;
            case ATTENTION_OUT -> Tensor.Role.ATTENTION_OUT_BIAS;
            case MLP_IN -> Tensor.Role.MLP_IN_BIAS;
            case MLP_OUT -> Tensor.Role.MLP_OUT_BIAS;
        };
    }

    int inputs(Transformer model) {
        return this == MLP_OUT ? model.hidden() : model.width();
    }

    int outputs(Transformer model) {
        return switch (this) {
            case ATTENTION_IN -> 3 * model.width();
            case ATTENTION_OUT, MLP_OUT -> model.width();
            case MLP_IN -> model.hidden();
        };
    }

    /** Whether the output is added to the residual stream. */
    boolean residual() {
        return this == ATTENTION_OUT || this == MLP_OUT;
    }

    boolean present(Transformer model) {
        return switch (this) {
            case ATTENTION_IN, ATTENTION_OUT -> model.attention();
            case MLP_IN, MLP_OUT -> model.mlp();
        };
    }
}
