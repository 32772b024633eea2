package org.neuralredshift.rivals;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.neuralredshift.nn.NetworkTensors;
import org.neuralredshift.nn.Tensor.Role;
import org.neuralredshift.nn.Transformer;

import java.util.List;

/**
 * GPT-2 in libtorch: all weights of one network at a time, and greedy decoding with a cache of keys
 * and values. The decoder is TorchScript, so that no Java stands between two operations; the
 * products are matrix-vector products ({@code mv}), the fastest that libtorch has for one token.
 * Biases, which are zero in this prior, are left out, which is to libtorch's advantage.
 *
 * <p>Each network has a generator of its own, since the default one is locked while it draws.
 */
final class TorchGpt2 implements AutoCloseable {
    private static final String SCRIPT =
            """
            def decode(wte: Tensor, wpe: Tensor, wide: Tensor, out: Tensor, up: Tensor, down: Tensor,
                       heads: int, gain: float, last: float, phi: str, first: int, steps: int) -> Tensor:
                layers = wide.size(0)
                c = wte.size(1)
                d = c // heads
                scale = 1.0 / float(d) ** 0.5
                g = torch.full([c], gain)
                f = torch.full([c], last)
                keys = torch.empty([layers, heads, steps, d])
                values = torch.empty([layers, heads, steps, d])
                tokens = torch.empty([steps], dtype=4)  # int64
                token = first
                for t in range(steps):
                    x = wte[token] + wpe[t]
                    for l in range(layers):
                        p = torch.mv(wide[l], torch.layer_norm(x, [c], g, None, 1e-5)).view(3, heads, d)
                        keys[l, :, t] = p[1]
                        values[l, :, t] = p[2]
                        k = keys[l, :, :t + 1]
                        v = values[l, :, :t + 1]
                        a = torch.softmax(torch.bmm(p[0].unsqueeze(1), k.transpose(1, 2)) * scale, -1)
                        x = x + torch.mv(out[l], torch.bmm(a, v).view(c))
                        h = torch.mv(up[l], torch.layer_norm(x, [c], g, None, 1e-5))
                        if phi == "tanh":
                            h = torch.tanh(h)
                        else:
                            h = torch.gelu(h, approximate="tanh")
                        x = x + torch.mv(down[l], h)
                    logits = torch.mv(wte, torch.layer_norm(x, [c], f, None, 1e-5))
                    token = int(torch.argmax(logits))
                    tokens[t] = token
                return tokens
            """;

    /** Activations that the script knows. */
    static final List<String> ACTIVATIONS = List.of("gelu-tanh", "tanh");

    private final Transformer model;
    private final CompilationUnit unit = torch.compile(SCRIPT);
    private final Function decode = unit.find_function(new QualifiedName("decode"));
    private final GeneratorOptional generator;
    private final Tensor tokens; // shape (V, C)
    private final Tensor positions; // shape (context, C)
    private final Tensor attentionIn; // shape (layers, 3C, C): outputs first, as torch keeps it
    private final Tensor attentionOut;
    private final Tensor mlpIn;
    private final Tensor mlpOut;

    /** Allocates the weights of a network with GPT-2's prior. */
    TorchGpt2(Transformer model, long seed) {
        if (!ACTIVATIONS.contains(model.activation().label())) {
            throw new IllegalArgumentException(
                    "activation: expected one of %s, got %s"
                            .formatted(ACTIVATIONS, model.activation().label()));
        }
        this.model = model;
        int c = model.width();
        generator = new GeneratorOptional(torch.make_generator_cpu(seed));
        tokens = torch.empty(model.vocabulary(), c);
        positions = torch.empty(model.context(), c);
        attentionIn = torch.empty(model.layers(), 3L * c, c);
        attentionOut = torch.empty(model.layers(), c, c);
        mlpIn = torch.empty(model.layers(), model.hidden(), c);
        mlpOut = torch.empty(model.layers(), c, model.hidden());
    }

    /** Draws all weights: normal, and the projections to the residual stream by their number. */
    void draw() {
        try (PointerScope _ = new PointerScope();
                InferenceMode _ = new InferenceMode()) {
            double std = model.initStd();
            double residual = std / Math.sqrt(2.0 * model.layers());
            for (Tensor tensor : List.of(tokens, positions, attentionIn, mlpIn)) {
                tensor.normal_(0, std, generator);
            }
            attentionOut.normal_(0, residual, generator);
            mlpOut.normal_(0, residual, generator);
        }
    }

    /** Takes the weights of another network; its biases and offsets must be zero. */
    void copy(NetworkTensors network) {
        int c = model.width();
        rows(network, Role.TOKENS, tokens);
        rows(network, Role.POSITIONS, positions);
        columns(network, Role.ATTENTION_IN, attentionIn, 3 * c, c);
        columns(network, Role.ATTENTION_OUT, attentionOut, c, c);
        columns(network, Role.MLP_IN, mlpIn, model.hidden(), c);
        columns(network, Role.MLP_OUT, mlpOut, c, model.hidden());
    }

    private static void rows(NetworkTensors network, Role role, Tensor target) {
        var memory = target.data_ptr_float();
        network.read(
                org.neuralredshift.nn.Tensor.of(role),
                (row, values) ->
                        memory.position((long) row * values.length).put(values, 0, values.length));
    }

    private void columns(NetworkTensors network, Role role, Tensor target, int out, int in) {
        var memory = target.data_ptr_float();
        for (int layer = 0; layer < model.layers(); layer++) {
            float[] turned = new float[out * in];
            network.read(
                    new org.neuralredshift.nn.Tensor(role, layer),
                    (row, values) -> {
                        for (int o = 0; o < out; o++) {
                            turned[o * in + row] = values[o];
                        }
                    });
            memory.position((long) layer * out * in).put(turned, 0, turned.length);
        }
    }

    /** Writes greedily. */
    int[] decode(int first, int steps) {
        try (PointerScope _ = new PointerScope();
                InferenceMode _ = new InferenceMode()) {
            boolean all = model.gainScope() == Transformer.GainScope.ALL;
            IValueVector arguments =
                    new IValueVector(
                            new IValue(tokens),
                            new IValue(positions),
                            new IValue(attentionIn),
                            new IValue(attentionOut),
                            new IValue(mlpIn),
                            new IValue(mlpOut),
                            new IValue((long) model.heads()),
                            new IValue(model.gain()),
                            new IValue(all ? model.gain() : 1.0),
                            new IValue(model.activation().label()),
                            new IValue((long) first),
                            new IValue((long) steps));
            var written = decode.apply(arguments).toTensor().data_ptr_long();
            int[] sequence = new int[steps];
            for (int t = 0; t < steps; t++) {
                sequence[t] = (int) written.get(t);
            }
            return sequence;
        }
    }

    @Override
    public void close() {
        for (Tensor tensor : List.of(tokens, positions, attentionIn, attentionOut, mlpIn, mlpOut)) {
            tensor.close();
        }
        unit.close();
    }
}
