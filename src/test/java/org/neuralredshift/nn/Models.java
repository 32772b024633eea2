package org.neuralredshift.nn;

import org.neuralredshift.simd.Activation;
import org.neuralredshift.simd.Panels;

import java.util.function.UnaryOperator;

/**
 * Small models for tests: 3 layers, 4 heads, width 32, 50 tokens, and variants of one option each;
 * and larger ones.
 */
final class Models {
    static final Transformer SMALL = with(2, "gelu-tanh", 1);

    private Models() {}

    static Transformer with(int layers, String activation, double gain) {
        return new Transformer(
                layers,
                4,
                32,
                50,
                64,
                Activation.named(activation),
                gain,
                Transformer.GainScope.ALL,
                true,
                true,
                true,
                true,
                Transformer.Head.TIED,
                Transformer.Positions.LEARNT,
                Transformer.Init.GPT2,
                0.3);
    }

    /** The same with two heads that are each as wide as a panel of images. */
    static Transformer panelHeads(Transformer m) {
        return m.withSizes(m.layers(), 2, 2 * Panels.PAD, m.vocabulary());
    }

    /** The same with so many tokens that greedy decoding with deferred weights draws no logits. */
    static Transformer manyTokens(Transformer m) {
        return m.withSizes(m.layers(), m.heads(), m.width(), 1000);
    }

    /** The same with a head that {@link Engine#MIXED} defers and blocks that it draws whole. */
    static Transformer mixed(Transformer m) {
        return m.withSizes(m.layers(), m.heads(), m.width(), 10_000);
    }

    /** GPT-2 with these sizes and heads of 64. */
    static Transformer gpt2(int layers, int width, int vocabulary, String activation, double gain) {
        return Transformer.GPT2_SMALL
                .withSizes(layers, width / 64, width, vocabulary)
                .withActivation(Activation.named(activation), gain);
    }

    static Generation generation(Transformer model, int length, Engine engine) {
        return new Generation(
                model,
                length,
                Generation.WeightDraw.PER_SEQUENCE,
                new Prompt.RandomToken(),
                new Decoding.Greedy(),
                engine);
    }

    /** Every option that changes the forward pass, one at a time. */
    enum Variant implements UnaryOperator<Transformer> {
        LAYERS(m -> copy(m, 3, m.heads(), m.activation().label(), 1, m.gainScope())),
        HEADS(m -> copy(m, m.layers(), 2, m.activation().label(), 1, m.gainScope())),
        RELU(m -> copy(m, m.layers(), m.heads(), "relu", 1, m.gainScope())),
        SWISH(m -> copy(m, m.layers(), m.heads(), "swish", 1, m.gainScope())),
        TANH(m -> copy(m, m.layers(), m.heads(), "tanh", 1, m.gainScope())),
        GAUSSIAN(m -> copy(m, m.layers(), m.heads(), "gaussian", 1, m.gainScope())),
        SINE(m -> copy(m, m.layers(), m.heads(), "sine", 1, m.gainScope())),
        GAIN(m -> copy(m, m.layers(), m.heads(), m.activation().label(), 3, m.gainScope())),
        GAIN_SCOPE(m ->
                copy(
                        m,
                        m.layers(),
                        m.heads(),
                        m.activation().label(),
                        3,
                        Transformer.GainScope.BLOCKS)),
        NO_LAYER_NORM(m -> switched(m, false, true, true, true)),
        NO_RESIDUAL(m -> switched(m, true, false, true, true)),
        NO_ATTENTION(m -> switched(m, true, true, false, true)),
        NO_MLP(m -> switched(m, true, true, true, false)),
        UNTIED(m -> prior(m, Transformer.Head.UNTIED, m.positions(), m.init(), m.initStd())),
        SINUSOIDAL(
                m -> prior(m, m.head(), Transformer.Positions.SINUSOIDAL, m.init(), m.initStd())),
        NO_POSITIONS(m -> prior(m, m.head(), Transformer.Positions.NONE, m.init(), m.initStd())),
        FIXED12(m -> prior(m, m.head(), m.positions(), Transformer.Init.GPT2_FIXED12, m.initStd())),
        NORMAL(m -> prior(m, m.head(), m.positions(), Transformer.Init.NORMAL, m.initStd())),
        PYTORCH(m -> prior(m, m.head(), m.positions(), Transformer.Init.PYTORCH, 0.02)),
        PYTORCH_UNTIED(m ->
                prior(m, Transformer.Head.UNTIED, m.positions(), Transformer.Init.PYTORCH, 0.02)),
        STD(m -> prior(m, m.head(), m.positions(), m.init(), 0.1));

        private final UnaryOperator<Transformer> change;

        Variant(UnaryOperator<Transformer> change) {
            this.change = change;
        }

        @Override
        public Transformer apply(Transformer model) {
            return change.apply(model);
        }
    }

    private static Transformer copy(
            Transformer m,
            int layers,
            int heads,
            String activation,
            double gain,
            Transformer.GainScope scope) {
        return new Transformer(
                layers,
                heads,
                m.width(),
                m.vocabulary(),
                m.context(),
                Activation.named(activation),
                gain,
                scope,
                m.layerNorm(),
                m.residual(),
                m.attention(),
                m.mlp(),
                m.head(),
                m.positions(),
                m.init(),
                m.initStd());
    }

    private static Transformer switched(
            Transformer m, boolean layerNorm, boolean residual, boolean attention, boolean mlp) {
        return new Transformer(
                m.layers(),
                m.heads(),
                m.width(),
                m.vocabulary(),
                m.context(),
                m.activation(),
                m.gain(),
                m.gainScope(),
                layerNorm,
                residual,
                attention,
                mlp,
                m.head(),
                m.positions(),
                m.init(),
                m.initStd());
    }

    static Transformer prior(
            Transformer m,
            Transformer.Head head,
            Transformer.Positions positions,
            Transformer.Init init,
            double std) {
        return new Transformer(
                m.layers(),
                m.heads(),
                m.width(),
                m.vocabulary(),
                m.context(),
                m.activation(),
                m.gain(),
                m.gainScope(),
                m.layerNorm(),
                m.residual(),
                m.attention(),
                m.mlp(),
                head,
                positions,
                init,
                std);
    }

    static Transformer context(Transformer m, int context) {
        return new Transformer(
                m.layers(),
                m.heads(),
                m.width(),
                m.vocabulary(),
                context,
                m.activation(),
                m.gain(),
                m.gainScope(),
                m.layerNorm(),
                m.residual(),
                m.attention(),
                m.mlp(),
                m.head(),
                m.positions(),
                m.init(),
                m.initStd());
    }
}
