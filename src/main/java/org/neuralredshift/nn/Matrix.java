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
