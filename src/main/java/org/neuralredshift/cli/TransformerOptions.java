package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Activation;

import picocli.CommandLine.Option;

/**
 * Mixin of every command that samples transformers: the architecture and the prior of its weights.
 */
final class TransformerOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    @Option(names = "--layers", paramLabel = "N", description = "Blocks" + DEFAULT)
    private int layers = 12;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Attention heads a block; they divide the width" + DEFAULT)
    private int heads = 12;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "Width of the residual stream" + DEFAULT)
    private int width = 768;

    @Option(names = "--vocabulary", paramLabel = "N", description = "Tokens, 2 or more" + DEFAULT)
    private int vocabulary = 50257;

    @Option(
            names = "--context",
            paramLabel = "N",
            description =
                    "Last tokens that are seen; positions restart in the window when a sequence"
                            + " outgrows it"
                            + DEFAULT)
    private int context = 1024;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = ActivationNames.class,
            description = "Activation of the MLPs" + CHOICE)
    private String activation = "gelu-tanh";

    @Option(names = "--gain", paramLabel = "X", description = "Gain of the layer norms" + DEFAULT)
    private double gain = 1;

    @Option(
            names = "--gain-scope",
            paramLabel = "SCOPE",
            description = "Layer norms that have the gain, the final one or not" + CHOICE)
    private Transformer.GainScope gainScope = Transformer.GainScope.ALL;

    @Option(names = "--layer-norm", paramLabel = "ON|OFF", description = "Layer norms" + CHOICE)
    private Switch layerNorm = Switch.ON;

    @Option(
            names = "--residual",
            paramLabel = "ON|OFF",
            description = "Residual connections" + CHOICE)
    private Switch residual = Switch.ON;

    @Option(
            names = "--attention",
            paramLabel = "ON|OFF",
            description = "Attention sublayers" + CHOICE)
    private Switch attention = Switch.ON;

    @Option(names = "--mlp", paramLabel = "ON|OFF", description = "MLP sublayers" + CHOICE)
    private Switch mlp = Switch.ON;

    @Option(
            names = "--head",
            paramLabel = "KIND",
            description = "The head is the token embedding or a matrix of its own" + CHOICE)
    private Transformer.Head head = Transformer.Head.TIED;

    @Option(
            names = "--positions",
            paramLabel = "KIND",
            description = "Position embeddings" + CHOICE)
    private Transformer.Positions positions = Transformer.Positions.LEARNT;

    @Option(
            names = "--init",
            paramLabel = "PRIOR",
            description =
                    "Prior of the weights: gpt2 is N(0, std^2), what writes to the residual stream"
                        + " divided by sqrt(2 layers); gpt2-fixed12 divides by sqrt(24) at every"
                        + " depth; pytorch is uniform on +-1/sqrt(inputs) with such biases,"
                        + " embeddings N(0, 1); normal is N(0, std^2)"
                            + DEFAULT)
    private Transformer.Init init = Transformer.Init.GPT2;

    @Option(
            names = "--init-std",
            paramLabel = "X",
            description = "Standard deviation of the Gaussian priors (default: 0.02).")
    private @Nullable Double initStd;

    /** Names of the built-in activations, for completion. */
    static final class ActivationNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Activation.builtIn().stream().map(Activation::label).iterator();
        }
    }

    /**
     * Returns what the options say.
     *
     * @throws IllegalArgumentException when they break a rule
     */
    Transformer transformer() {
        if (initStd != null && init == Transformer.Init.PYTORCH) {
            throw new IllegalArgumentException(
                    "init-std: expected none with --init pytorch, which has its own scales, got "
                            + initStd);
        }
        return new Transformer(
                layers,
                heads,
                width,
                vocabulary,
                context,
                Activation.named(activation),
                gain,
                gainScope,
                layerNorm.on(),
                residual.on(),
                attention.on(),
                mlp.on(),
                head,
                positions,
                init,
                initStd == null ? 0.02 : initStd);
    }
}
