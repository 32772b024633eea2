package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.nn.FunctionModel;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.Mlp;
import org.neuralredshift.nn.UnbiasedModel;
import org.neuralredshift.nn.WeightPrior;
import org.neuralredshift.simd.Activation;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Locale;

/** Mixin: which random functions, on which grid. */
final class FunctionModelOptions {
    /** What {@code --model} takes. */
    enum Model {
        MLP,
        UNBIASED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code --axis} takes. */
    enum Axis {
        CLOSED,
        PERIODIC;

        GridShape.Axis ofGrids() {
            return switch (this) {
                case CLOSED -> GridShape.Axis.CLOSED;
                case PERIODIC -> GridShape.Axis.PERIODIC;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> ONLY_MLP =
            List.of(
                    "activation",
                    "depth",
                    "width",
                    "prior",
                    "bias-range",
                    "layer-norm",
                    "residual",
                    "gate",
                    "prefactor");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); unbiased is a sum of"
                            + " sines of all frequencies, which takes only --magnitude.")
    private Model model = Model.MLP;

    private Activation activation = Activation.named("relu");

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "relu",
            description =
                    "relu, gelu, gelu-tanh, swish, selu, tanh, gaussian, sine, sigmoid, erf, step"
                            + " or identity (default: ${DEFAULT-VALUE}).")
    void activation(String label) {
        activation = Activation.named(label);
    }

    @Option(
            names = "--depth",
            paramLabel = "L",
            description = "Hidden layers, from 0 (default: ${DEFAULT-VALUE}).")
    private int depth = 3;

    @Option(
            names = "--width",
            paramLabel = "W",
            description = "Channels of a hidden layer (default: ${DEFAULT-VALUE}).")
    private int width = 64;

    @Option(
            names = "--magnitude",
            paramLabel = "A",
            description = "Scale of the weights, alpha (default: ${DEFAULT-VALUE}).")
    private double magnitude = 1;

    @Option(
            names = "--prior",
            paramLabel = "PRIOR",
            description =
                    "Weights: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); glorot,"
                            + " gaussian, ball and long-tailed have one variance.")
    private WeightPrior prior = WeightPrior.GLOROT;

    @Option(
            names = "--bias-range",
            paramLabel = "B",
            description = "Biases are uniform on -B to B (default: ${DEFAULT-VALUE}).")
    private double biasRange = 1;

    @Option(
            names = "--layer-norm",
            paramLabel = "on|off",
            description = "Layer normalisation before the activation (default: ${DEFAULT-VALUE}).")
    private Switch layerNorm = Switch.OFF;

    @Option(
            names = "--residual",
            paramLabel = "on|off",
            description =
                    "What enters the activation is added to what leaves it (default:"
                            + " ${DEFAULT-VALUE}).")
    private Switch residual = Switch.OFF;

    @Option(
            names = "--gate",
            paramLabel = "on|off",
            description = "Activations are gated (default: ${DEFAULT-VALUE}).")
    private Switch gate = Switch.OFF;

    @Option(
            names = "--prefactor",
            paramLabel = "C",
            description =
                    "Factor of what enters the activation, biases included (default:"
                            + " ${DEFAULT-VALUE}).")
    private double prefactor = 1;

    @Option(
            names = "--inputs",
            paramLabel = "D",
            description = "Inputs of the function (default: ${DEFAULT-VALUE}).")
    private int inputs = 2;

    @Option(
            names = "--grid",
            paramLabel = "N",
            description = "Points an axis, over [-1, 1] (default: ${DEFAULT-VALUE}).")
    private int grid = 64;

    @Option(
            names = "--axis",
            paramLabel = "AXIS",
            description =
                    "${COMPLETION-CANDIDATES}: both ends are points, or the right one is left out"
                            + " (default: ${DEFAULT-VALUE}).")
    private Axis axis = Axis.CLOSED;

    /**
     * Returns what the options say.
     *
     * @throws IllegalArgumentException when they break a rule
     */
    FunctionModel model() {
        if (model == Model.UNBIASED) {
            refuseThoseOfMlps();
        }
        return switch (model) {
            case MLP ->
                    new Mlp(
                            inputs,
                            depth,
                            width,
                            activation,
                            layerNorm.on(),
                            residual.on(),
                            gate.on(),
                            prefactor,
                            prior,
                            magnitude,
                            biasRange);
            case UNBIASED -> new UnbiasedModel(inputs, magnitude);
        };
    }

    private void refuseThoseOfMlps() {
        if (command == null) {
            throw new IllegalStateException("picocli injects the command before a run");
        }
        for (String name : ONLY_MLP) {
            Object given = command.commandLine().getParseResult().matchedOptionValue(name, null);
            if (given != null) {
                throw new IllegalArgumentException(
                        "%s: expected none with --model unbiased, got %s".formatted(name, given));
            }
        }
    }

    InputGrid grid() {
        return new InputGrid(inputs, grid, axis == Axis.PERIODIC);
    }

    /** Puts what the functions are into a row. */
    void describe(Row row) {
        row.put("model", model.toString());
        if (model == Model.MLP) {
            row.put("activation", activation.label())
                    .put("depth", depth)
                    .put("width", width)
                    .put("prior", prior.label())
                    .put("bias_range", biasRange)
                    .put("layer_norm", layerNorm.on())
                    .put("residual", residual.on())
                    .put("gate", gate.on())
                    .put("prefactor", prefactor);
        }
        row.put("magnitude", magnitude);
    }
}
