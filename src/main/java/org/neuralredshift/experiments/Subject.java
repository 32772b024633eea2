package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.FunctionModel;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generation.WeightDraw;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.Mlp;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.nn.UnbiasedModel;
import org.neuralredshift.nn.WeightPrior;
import org.neuralredshift.simd.Activation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the samples of a cell are drawn from, as the records of {@code nn}. */
sealed interface Subject {
    /** Seed of the streams. */
    long seed();

    /** Returns one line of JSON that names everything that decides a sample's values. */
    String canonical();

    /** Returns the bytes that one worker needs. */
    long bytes();

    /**
     * Returns the number of samples that are best drawn together: those of one batch of prompts.
     */
    default int together() {
        return 1;
    }

    /**
     * Sequences of random transformers, or of one given network; {@code prompted} scores the prompt
     * with the rest.
     */
    record Sequences(
            Generation generation, boolean prompted, long seed, @Nullable Checkpoint checkpoint)
            implements Subject {
        /** Prompts that go through shared weights together. */
        static final int BATCH = 16;

        private static final int PIECE = 4 * BATCH;

        /** A piece of work draws shared weights anew, so it takes several batches. */
        @Override
        public int together() {
            return generation.weights() == WeightDraw.SHARED ? PIECE : 1;
        }

        @Override
        public String canonical() {
            String given =
                    checkpoint == null ? "" : ",\"checkpoint\":" + Json.text(checkpoint.hash());
            return "{\"generation\":%s%s,\"scored\":\"%s\",\"seed\":%d}"
                    .formatted(generation.canonical(), given, prompted ? "all" : "generated", seed);
        }

        @Override
        public long bytes() {
            return checkpoint == null
                    ? generation.bytes(BATCH)
                    : generation.bytes(2, BATCH) - generation.bytes(1, BATCH); // beside the weights
        }
    }

    /** Functions on a grid. */
    record Functions(FunctionModel model, InputGrid grid, long seed) implements Subject {
        private static final int SCORER_BYTES_A_POINT = 25 * Double.BYTES;

        GridShape shape() {
            GridShape.Axis axis = grid.periodic() ? GridShape.Axis.PERIODIC : GridShape.Axis.CLOSED;
            return new GridShape(grid.inputs(), grid.side(), axis);
        }

        @Override
        public String canonical() {
            return "{\"function\":%s,\"grid\":%d,\"axis\":\"%s\",\"seed\":%d}"
                    .formatted(
                            model.canonical(),
                            grid.side(),
                            grid.periodic() ? "periodic" : "closed",
                            seed);
        }

        @Override
        public long bytes() {
            return model.bytes(grid) + (long) SCORER_BYTES_A_POINT * grid.points();
        }
    }

    /**
     * Builds the records that settings describe.
     *
     * @param settings all of the family's, in canonical form
     * @throws IllegalArgumentException when they break a rule
     */
    static Subject of(Family family, Map<String, String> settings) {
        Values values = new Values(settings);
        return switch (family) {
            case TRANSFORMER -> values.sequences();
            case MLP -> values.functions();
        };
    }

    /** Settings, read as what they are. */
    record Values(Map<String, String> settings) {
        private Sequences sequences() {
            Transformer model = transformer();
            int length = integer("length");
            WeightDraw draw = choice("weights", WeightDraw.values());
            Prompt prompt = prompt();
            String engine = word("engine", "auto", "explicit", "deferred", "mixed");
            Generation generation =
                    engine.equals("auto")
                            ? Generation.auto(model, length, draw, prompt, decoding())
                            : new Generation(
                                    model,
                                    length,
                                    draw,
                                    prompt,
                                    decoding(),
                                    choice("engine", Engine.values()));
            boolean prompted = word("scored", "generated", "all").equals("all");
            return new Sequences(generation, prompted, seed(), Checkpoint.of(settings));
        }

        private Transformer transformer() {
            return new Transformer(
                    integer("layers"),
                    integer("heads"),
                    integer("width"),
                    integer("vocabulary"),
                    integer("context"),
                    Activation.named(of("activation")),
                    real("gain"),
                    choice("gain-scope", Transformer.GainScope.values()),
                    on("layer-norm"),
                    on("residual"),
                    on("attention"),
                    on("mlp"),
                    choice("head", Transformer.Head.values()),
                    choice("positions", Transformer.Positions.values()),
                    choice("init", Transformer.Init.values()),
                    real("init-std"));
        }

        private Decoding decoding() {
            return switch (word("decode", "greedy", "sample")) {
                case "sample" ->
                        new Decoding.Sample(real("temperature"), integer("top-k"), real("top-p"));
                default -> new Decoding.Greedy();
            };
        }

        /** {@code random}, tokens of one prompt, or {@code FIRST..LAST}: one-token prompts. */
        private Prompt prompt() {
            String text = of("prompt");
            if (text.equals("random")) {
                return new Prompt.RandomToken();
            }
            try {
                String[] ends = text.split("\\.\\.", -1);
                if (ends.length == 2) {
                    int first = Integer.parseInt(ends[0]);
                    int last = Math.min(Integer.parseInt(ends[1]), 1 << 20);
                    List<int[]> each = new ArrayList<>();
                    IntStream.rangeClosed(first, last).forEach(t -> each.add(new int[] {t}));
                    return new Prompt.Tokens(each);
                }
                int[] tokens = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
                return new Prompt.Tokens(List.of(tokens));
            } catch (NumberFormatException e) {
                throw wrong("prompt", "random, token ids, or FIRST..LAST", text);
            }
        }

        private Functions functions() {
            int inputs = integer("inputs");
            boolean periodic = word("axis", "closed", "periodic").equals("periodic");
            InputGrid grid = new InputGrid(inputs, integer("grid"), periodic);
            FunctionModel model =
                    switch (word("model", "mlp", "unbiased")) {
                        case "unbiased" -> new UnbiasedModel(inputs, real("magnitude"));
                        default -> mlp(inputs);
                    };
            return new Functions(model, grid, seed());
        }

        private Mlp mlp(int inputs) {
            return new Mlp(
                    inputs,
                    integer("depth"),
                    integer("width"),
                    Activation.named(of("activation")),
                    on("layer-norm"),
                    on("residual"),
                    on("gate"),
                    real("prefactor"),
                    choice("prior", WeightPrior.values()),
                    real("magnitude"),
                    real("bias-range"));
        }

        private String of(String name) {
            String value = settings.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + ": expected a value, got none");
            }
            return value;
        }

        private int integer(String name) {
            return Integer.parseInt(of(name));
        }

        private long seed() {
            return Long.parseLong(of("seed"));
        }

        private double real(String name) {
            return Double.parseDouble(of(name));
        }

        private boolean on(String name) {
            return of(name).equals("on");
        }

        private String word(String name, String... words) {
            String text = of(name);
            if (!List.of(words).contains(text)) {
                String near = Suggestion.of(text, Arrays.stream(words));
                throw wrong(name, "one of " + String.join(", ", words), text + near);
            }
            return text;
        }

        private <E> E choice(String name, E[] constants) {
            String[] words = Arrays.stream(constants).map(Object::toString).toArray(String[]::new);
            return constants[List.of(words).indexOf(word(name, words))];
        }

        private static IllegalArgumentException wrong(String name, String rule, String got) {
            return new IllegalArgumentException(
                    "%s: expected %s, got %s".formatted(name, rule, got));
        }
    }
}
