package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;

import java.util.Locale;

/**
 * A decoder-only transformer as in GPT-2 and the prior of its weights. Equal records, seeds and
 * samples give equal bits.
 *
 * <p>Block: {@code x += Attention(LN(x)); x += W2 φ(W1 LN(x))}, W1 of shape (C, 4C), W2 of shape
 * (4C, C); then a final layer norm and the head. Layer norms have offset 0 and epsilon 1e-5;
 * attention scores are scaled by 1/√D. Source: Radford et al., Language models are unsupervised
 * multitask learners, 2019; weights as initialised by the published code of its reimplementations.
 *
 * @param layers L, blocks, at least 1
 * @param heads H, at least 1
 * @param width C, a multiple of H
 * @param vocabulary V, at least 2
 * @param context the number of last tokens that are seen; positions count from 0 within them
 * @param activation φ
 * @param gain factor of the layer norms in {@code gainScope}; the others have 1
 * @param layerNorm whether there are layer norms, in the blocks and at the end
 * @param residual whether a sublayer's output is added to its input or replaces it
 * @param attention whether blocks have the attention sublayer
 * @param mlp whether blocks have the MLP sublayer
 * @param initStd s, the standard deviation of the Gaussian priors
 */
public record Transformer(
        int layers,
        int heads,
        int width,
        int vocabulary,
        int context,
        Activation activation,
        double gain,
        GainScope gainScope,
        boolean layerNorm,
        boolean residual,
        boolean attention,
        boolean mlp,
        Head head,
        Positions positions,
        Init init,
        double initStd) {

    /** Which layer norms have the gain. */
    public enum GainScope {
        /** Those of the blocks and the final one. */
        ALL,
        /** Those of the blocks; the final one keeps 1. */
        BLOCKS;

        @Override
        public String toString() {
            return Check.label(this);
        }
    }

    /** Where the head's matrix comes from. */
    public enum Head {
        /** It is the token embedding. */
        TIED,
        /** A matrix of its own. */
        UNTIED;

        @Override
        public String toString() {
            return Check.label(this);
        }
    }

    /** What is added to a token's embedding. */
    public enum Positions {
        /** A random row a position, as GPT-2 learns it. */
        LEARNT,
        /**
         * Sines and cosines of wavelengths 2π to 20,000π (Vaswani et al., arXiv 1706.03762), scaled
         * to the root mean square of the learnt ones.
         */
        SINUSOIDAL,
        /** Nothing. */
        NONE;

        @Override
        public String toString() {
            return Check.label(this);
        }
    }

    /** The prior of the weights. */
    public enum Init {
        /** N(0, s²); the two matrices that write to the residual stream N(0, s²/2L). Biases 0. */
        GPT2("N(0, s²), what writes to the residual stream N(0, s²/2L); biases 0"),
        /**
         * As GPT2, with N(0, s²/24) at every depth: a 12-layer model that was cut after its
         * initialisation.
         */
        GPT2_FIXED12("N(0, s²), what writes to the residual stream N(0, s²/24); biases 0"),
        /**
         * The defaults of PyTorch's modules: matrices and biases uniform on ±1/√(inputs), the head
         * without bias, embeddings N(0, 1).
         */
        PYTORCH("U(±1/√inputs), with biases but for the head; embeddings N(0, 1)"),
        /** N(0, s²) for every matrix. Biases 0. */
        NORMAL("N(0, s²); biases 0");

        private final String formula;

        Init(String formula) {
            this.formula = formula;
        }

        /** Distribution of the weights; s is {@code initStd}, L the number of layers. */
        public String formula() {
            return formula;
        }

        @Override
        public String toString() {
            return Check.label(this);
        }
    }

    /** Epsilon of the layer norms. */
    public static final float EPSILON = 1e-5f;

    /** GPT-2 small: 12 layers, 12 heads, width 768, 50,257 tokens. */
    public static final Transformer GPT2_SMALL =
            new Transformer(
                    12,
                    12,
                    768,
                    50257,
                    1024,
                    Activation.named("gelu-tanh"),
                    1,
                    GainScope.ALL,
                    true,
                    true,
                    true,
                    true,
                    Head.TIED,
                    Positions.LEARNT,
                    Init.GPT2,
                    0.02);

    public Transformer {
        Check.atLeast(1, layers, "layers");
        Check.atLeast(1, heads, "heads");
        Check.atLeast(1, width, "width");
        Check.check(width % heads == 0, "width", "a multiple of heads (" + heads + ")", width);
        Check.check(width <= 1 << 16, "width", "at most 65536", width);
        Check.atLeast(2, vocabulary, "vocabulary");
        Check.check(vocabulary <= 1 << 24, "vocabulary", "at most 16777216", vocabulary);
        Check.atLeast(1, context, "context");
        Check.positiveFinite(gain, "gain");
        Check.check(
                layerNorm || gain == 1, "gain", "1 with --layer-norm off, which has no gain", gain);
        Check.check(attention || mlp, "mlp", "on where attention is off", "off");
        Check.positiveFinite(initStd, "init-std");
        Check.check(
                init != Init.PYTORCH || initStd == 0.02,
                "init-std",
                "none with --init pytorch, which has its own scales",
                initStd);
    }

    /** Returns the same model in other sizes; the arguments are those of the record. */
    public Transformer withSizes(int layers, int heads, int width, int vocabulary) {
        return with(layers, heads, width, vocabulary, activation, gain);
    }

    /** Returns the same model with another activation and gain. */
    public Transformer withActivation(Activation activation, double gain) {
        return with(layers, heads, width, vocabulary, activation, gain);
    }

    private Transformer with(
            int layers, int heads, int width, int vocabulary, Activation activation, double gain) {
        return new Transformer(
                layers,
                heads,
                width,
                vocabulary,
                context,
                activation,
                gain,
                gainScope,
                layerNorm,
                residual,
                attention,
                mlp,
                head,
                positions,
                init,
                initStd);
    }

    /** Returns D, the width of a head. */
    public int headWidth() {
        return width / heads;
    }

    /** Returns the width inside the MLP, 4C. */
    public int hidden() {
        return 4 * width;
    }

    /** Returns the gain of the layer norms in the blocks. */
    float blockGain() {
        return (float) gain;
    }

    /** Returns the gain of the final layer norm. */
    float finalGain() {
        return gainScope == GainScope.ALL ? (float) gain : 1;
    }

    /** Returns whether every weight has a Gaussian prior, which deferred sampling needs. */
    public boolean gaussian() {
        return init != Init.PYTORCH;
    }

    /** Returns the standard deviation of the embeddings' prior. */
    double embeddingStd() {
        return init == Init.PYTORCH ? 1 : initStd;
    }

    /**
     * Returns the standard deviation of a matrix's Gaussian prior, or half the range of its uniform
     * one.
     */
    double scale(Matrix matrix) {
        return switch (init) {
            case GPT2 -> matrix.residual() ? initStd / Math.sqrt(2.0 * layers) : initStd;
            case GPT2_FIXED12 -> matrix.residual() ? initStd / Math.sqrt(24) : initStd;
            case NORMAL -> initStd;
            case PYTORCH -> 1 / Math.sqrt(matrix.inputs(this));
        };
    }

    /**
     * Returns the number of weights: embeddings, matrices, biases of the prior that has some, and
     * layer norms.
     */
    public long parameters() {
        long sum = (long) vocabulary * width * (head == Head.TIED ? 1 : 2);
        sum += positions == Positions.LEARNT ? (long) context * width : 0;
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(this)) {
                sum += (long) layers * matrix.outputs(this) * (matrix.inputs(this) + 1);
            }
        }
        int norms = (attention ? 1 : 0) + (mlp ? 1 : 0);
        return sum + (layerNorm ? 2L * width * (layers * norms + 1) : 0);
    }

    /** Returns the record as one line of JSON with its keys in a fixed order. */
    public String canonical() {
        return String.format(
                Locale.ROOT,
                "{\"layers\":%d,\"heads\":%d,\"width\":%d,\"vocabulary\":%d,\"context\":%d,\"activation\":\"%s\","
                    + "\"gain\":%s,\"gain-scope\":\"%s\",\"layer-norm\":%b,\"residual\":%b,\"attention\":%b,\"mlp\":%b,"
                    + "\"head\":\"%s\",\"positions\":\"%s\",\"init\":\"%s\",\"init-std\":%s}",
                layers,
                heads,
                width,
                vocabulary,
                context,
                activation.label(),
                gain,
                gainScope,
                layerNorm,
                residual,
                attention,
                mlp,
                head,
                positions,
                init,
                initStd);
    }
}
