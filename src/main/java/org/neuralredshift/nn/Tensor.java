package org.neuralredshift.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * One tensor of a transformer, named by what it does. A vector has one row.
 *
 * @param layer the block, from 0; -1 outside the blocks
 */
public record Tensor(Role role, int layer) {
    private static final int NO_LAYER = -1;

    /** What a tensor does. */
    public enum Role {
        /** Token embedding, shape (V, C). */
        TOKENS,
        /** Position embedding, shape (context, C). */
        POSITIONS,
        /** Shape (C), before the attention. */
        ATTENTION_NORM_SCALE,
        ATTENTION_NORM_OFFSET,
        /** Queries, keys and values side by side, shape (C, 3C). */
        ATTENTION_IN,
        ATTENTION_IN_BIAS,
        /** Back to the residual stream, shape (C, C). */
        ATTENTION_OUT,
        ATTENTION_OUT_BIAS,
        /** Shape (C), before the MLP. */
        MLP_NORM_SCALE,
        MLP_NORM_OFFSET,
        /** Shape (C, 4C). */
        MLP_IN,
        MLP_IN_BIAS,
        /** Back to the residual stream, shape (4C, C). */
        MLP_OUT,
        MLP_OUT_BIAS,
        /** Shape (C), before the head. */
        FINAL_NORM_SCALE,
        FINAL_NORM_OFFSET,
        /** Head with a matrix of its own, shape (V, C). */
        HEAD;

        /** Returns whether every block has one. */
        public boolean inBlocks() {
            return compareTo(ATTENTION_NORM_SCALE) >= 0 && compareTo(MLP_OUT_BIAS) <= 0;
        }
    }

    /** Returns a tensor outside the blocks. */
    public static Tensor of(Role role) {
        return new Tensor(role, NO_LAYER);
    }

    /**
     * Returns the tensors that GPT-2 has, in the order of its forward pass: also those that a
     * variant without attention, MLP or layer norm does not read.
     */
    public static List<Tensor> all(Transformer model) {
        List<Tensor> all = new ArrayList<>();
        all.add(of(Role.TOKENS));
        all.add(of(Role.POSITIONS));
        for (int layer = 0; layer < model.layers(); layer++) {
            for (Role role : Role.values()) {
                if (role.inBlocks()) {
                    all.add(new Tensor(role, layer));
                }
            }
        }
        all.add(of(Role.FINAL_NORM_SCALE));
        all.add(of(Role.FINAL_NORM_OFFSET));
        if (model.head() == Transformer.Head.UNTIED) {
            all.add(of(Role.HEAD));
        }
        return all;
    }

    /** Returns whether the shape is (columns) and not (rows, columns). */
    public boolean vector() {
        return switch (role) {
            case TOKENS, POSITIONS, HEAD, ATTENTION_IN, ATTENTION_OUT, MLP_IN, MLP_OUT -> false;
            case ATTENTION_NORM_SCALE,
                    ATTENTION_NORM_OFFSET,
                    ATTENTION_IN_BIAS,
                    ATTENTION_OUT_BIAS,
                    MLP_NORM_SCALE,
                    MLP_NORM_OFFSET,
                    MLP_IN_BIAS,
                    MLP_OUT_BIAS,
                    FINAL_NORM_SCALE,
                    FINAL_NORM_OFFSET ->
                    true;
        };
    }

    /** Returns the number of rows; a vector has one. */
    public int rows(Transformer model) {
        return switch (role) {
            case TOKENS, HEAD -> model.vocabulary();
            case POSITIONS -> model.context();
            case ATTENTION_IN, ATTENTION_OUT, MLP_IN -> model.width();
            case MLP_OUT -> model.hidden();
            case ATTENTION_NORM_SCALE,
                    ATTENTION_NORM_OFFSET,
                    ATTENTION_IN_BIAS,
                    ATTENTION_OUT_BIAS,
                    MLP_NORM_SCALE,
                    MLP_NORM_OFFSET,
                    MLP_IN_BIAS,
                    MLP_OUT_BIAS,
                    FINAL_NORM_SCALE,
                    FINAL_NORM_OFFSET ->
                    1;
        };
    }

    /** Returns the number of elements a row. */
    public int columns(Transformer model) {
        return switch (role) {
            case ATTENTION_IN, ATTENTION_IN_BIAS -> 3 * model.width();
            case MLP_IN, MLP_IN_BIAS -> model.hidden();
            case TOKENS,
                    POSITIONS,
                    HEAD,
                    ATTENTION_OUT,
                    ATTENTION_OUT_BIAS,
                    MLP_OUT,
                    MLP_OUT_BIAS,
                    ATTENTION_NORM_SCALE,
                    ATTENTION_NORM_OFFSET,
                    MLP_NORM_SCALE,
                    MLP_NORM_OFFSET,
                    FINAL_NORM_SCALE,
                    FINAL_NORM_OFFSET ->
                    model.width();
        };
    }

    @Override
    public String toString() {
        String name = Check.label(role);
        return layer == NO_LAYER ? name : "layer %d %s".formatted(layer, name);
    }
}
