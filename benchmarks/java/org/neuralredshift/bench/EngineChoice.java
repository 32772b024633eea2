package org.neuralredshift.bench;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generation.WeightDraw;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Whether {@link Generation#auto} takes the faster engine: both engines in turn, one thread, over
 * widths and lengths of the default job, and in random settings near the length at which the choice
 * changes.
 */
final class EngineChoice {
    private static final int[] WIDTHS = {64, 128, 256, 512, 768, 1024};
    private static final int[] LENGTHS = {20, 50, 100, 200, 500, 1000};
    private static final int[] LAYERS = {1, 2, 3, 4, 6, 8, 12};
    private static final int[] WIDTHS_NEAR = {
        64, 128, 192, 256, 320, 384, 512, 640, 768, 896, 1024
    };
    private static final int LEAST_LENGTH = 20;
    private static final int MOST_LENGTH = 1_000;
    private static final int LEAST_VOCABULARY = 500;
    private static final int MOST_VOCABULARY = 60_000;

    /** How far a length may be from the crossing, up or down, as a logarithm. */
    private static final double NEAR = 0.4;

    /** A choice that is right by this factor in the first round needs no other. */
    private static final double CLEAR = 2;

    /** The standard error of the logarithm of the ratio that is small enough. */
    private static final double ENOUGH = 0.02;

    private static final int LEAST_ROUNDS = 3;
    private static final double MOST_SECONDS = 40; // a setting

    /** More than this over the faster engine is a miss. */
    private static final double MISS = 1.1;

    private static final double LEAST_SECONDS = 0.1; // of one engine in one round
    private static final double WARM_SECONDS = 25;
    private static final double WARM_SETTING_SECONDS = 2;
    private static final long SEED = 1;

    private final int rounds;
    private int next;
    private int settings;
    private final List<String> misses = new ArrayList<>();

    /** One setting of both engines; GELU has gain 1, TanH gain 4, which never repeats. */
    private record Setting(int layers, int width, int vocabulary, int length, String activation) {
        Transformer model() {
            double gain = activation.equals("tanh") ? 4 : 1;
            return GenerateBench.model(activation, gain, layers, width, vocabulary);
        }

        Generation of(Engine engine) {
            Prompt prompt = new Prompt.RandomToken();
            Decoding decoding = new Decoding.Greedy();
            return new Generation(
                    model(), length, WeightDraw.PER_SEQUENCE, prompt, decoding, engine);
        }

        Engine chosen() {
            Prompt prompt = new Prompt.RandomToken();
            Decoding decoding = new Decoding.Greedy();
            return Generation.auto(model(), length, WeightDraw.PER_SEQUENCE, prompt, decoding)
                    .engine();
        }

        Setting ofLength(int length) {
            return new Setting(layers, width, vocabulary, length, activation);
        }

        @Override
        public String toString() {
            return "%d | %d | %d | %d | %s"
                    .formatted(layers, width, vocabulary, length, activation);
        }
    }

    private EngineChoice(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Measures and prints a table.
     *
     * @param arguments {@code rounds=N} at most in a setting; {@code near=N} random settings, drawn
     *     by {@code seed=S}; {@code grid=0} leaves the default job's sizes out
     */
    static void main(String[] arguments) throws InterruptedException {
        int rounds = (int) Rounds.option(arguments, "rounds", 15);
        int near = (int) Rounds.option(arguments, "near", 40);
        long seed = (long) Rounds.option(arguments, "seed", SEED);
        boolean grid = Rounds.option(arguments, "grid", 1) != 0;
        if (rounds < LEAST_ROUNDS || near < 0) {
            throw new IllegalArgumentException(
                    "arguments: expected rounds of at least %d and near of at least 0, got %d and %d"
                            .formatted(LEAST_ROUNDS, rounds, near));
        }
        Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
        EngineChoice choice = new EngineChoice(rounds);
        choice.warm();
        choice.run(grid ? grid() : List.of(), near(near, new Random(seed)));
    }

    private static List<Setting> grid() {
        List<Setting> grid = new ArrayList<>();
        Transformer small = Transformer.GPT2_SMALL;
        for (String activation : List.of("gelu-tanh", "tanh")) {
            for (int width : WIDTHS) {
                for (int length : LENGTHS) {
                    grid.add(
                            new Setting(
                                    small.layers(), width, small.vocabulary(), length, activation));
                }
            }
        }
        return grid;
    }

    /** Draws settings near the crossing of random sizes, for as long as it takes to find them. */
    private static List<Setting> near(int count, Random random) {
        Set<Setting> near = new LinkedHashSet<>();
        while (near.size() < count) {
            Setting sizes =
                    new Setting(
                            LAYERS[random.nextInt(LAYERS.length)],
                            WIDTHS_NEAR[random.nextInt(WIDTHS_NEAR.length)],
                            (int) logUniform(LEAST_VOCABULARY, MOST_VOCABULARY, random),
                            LEAST_LENGTH,
                            random.nextBoolean() ? "tanh" : "gelu-tanh");
            double factor = Math.exp(NEAR * (2 * random.nextDouble() - 1));
            crossing(sizes).ifPresent(n -> near.add(sizes.ofLength(within(n * factor))));
        }
        return List.copyOf(near);
    }

    private static double logUniform(double least, double most, Random random) {
        return least * Math.exp(random.nextDouble() * Math.log(most / least));
    }

    private static int within(double length) {
        return (int) Math.clamp(length, LEAST_LENGTH, MOST_LENGTH);
    }

    /** Returns the least length at which the choice is another than at the least one of all. */
    private static Optional<Integer> crossing(Setting sizes) {
        Engine first = sizes.ofLength(LEAST_LENGTH).chosen();
        int before = LEAST_LENGTH;
        int after = MOST_LENGTH;
        if (sizes.ofLength(after).chosen() == first) {
            return Optional.empty();
        }
        while (after - before > 1) {
            int middle = (before + after) / 2;
            if (sizes.ofLength(middle).chosen() == first) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return Optional.of(after);
    }

    /** Lets the compiler see both engines at several sizes. */
    private void warm() throws InterruptedException {
        long end = System.nanoTime() + (long) (1e9 * WARM_SECONDS);
        while (System.nanoTime() < end) {
            for (int width : new int[] {64, 192, 512}) {
                for (String activation : List.of("gelu-tanh", "tanh")) {
                    for (Engine engine : Engine.values()) {
                        seconds(new Setting(2, width, 5_000, 60, activation).of(engine));
                    }
                }
            }
        }
    }

    private void run(List<Setting> grid, List<Setting> near) throws InterruptedException {
        System.out.println(
                """

                | blocks | width | tokens | length | activation | deferred, ms | explicit, ms | deferred / explicit | rounds | auto | over the faster |
                |---|---|---|---|---|---|---|---|---|---|---|\
                """);
        for (Setting setting : grid) {
            measure(setting);
        }
        for (Setting setting : near) {
            measure(setting);
        }
        System.out.printf(
                "%n%d settings, %d in which auto takes more than 10 %% longer than the faster"
                        + " engine%n",
                settings, misses.size());
        misses.forEach(System.out::println);
        System.out.println(text("load average %.2f at the end", Machine.load()));
    }

    private void measure(Setting setting) throws InterruptedException {
        Generation[] both = {setting.of(Engine.DEFERRED), setting.of(Engine.EXPLICIT)};
        Engine chosen = setting.chosen();
        double once = warm(both);
        int most = (int) Math.clamp(MOST_SECONDS / once, LEAST_ROUNDS, rounds);
        double[][] times = new double[2][most];
        double[] ratios = {}; // logarithms
        while (ratios.length < most && !enough(ratios, chosen)) {
            int round = ratios.length;
            for (int i = 0; i < 2; i++) {
                int turn = (round + i) % 2;
                times[turn][round] = seconds(both[turn]);
            }
            ratios = Arrays.copyOf(ratios, round + 1);
            ratios[round] = Math.log(times[0][round] / times[1][round]);
        }
        report(setting, chosen, times, ratios);
    }

    /**
     * Lets the compiler see this setting for a while; returns the seconds of the last turn of both.
     */
    private double warm(Generation[] both) throws InterruptedException {
        long end = System.nanoTime() + (long) (1e9 * WARM_SETTING_SECONDS);
        double once;
        do {
            once = seconds(both[0]) + seconds(both[1]);
        } while (System.nanoTime() < end);
        return once;
    }

    /** Whether the choice is clearly right, or the ratio is known well. */
    private static boolean enough(double[] ratios, Engine chosen) {
        if (ratios.length < LEAST_ROUNDS) {
            return ratios.length > 0 && Math.log(CLEAR) < sign(chosen) * Descriptive.mean(ratios);
        }
        return Descriptive.standardError(ratios) < ENOUGH;
    }

    /** By which the logarithm of deferred / explicit is positive where the choice is right. */
    private static int sign(Engine chosen) {
        return chosen == Engine.DEFERRED ? -1 : 1;
    }

    private void report(Setting setting, Engine chosen, double[][] times, double[] ratios) {
        int made = ratios.length;
        double ratio = Math.exp(Descriptive.mean(ratios));
        double over = Math.exp(-sign(chosen) * Descriptive.mean(ratios));
        String interval = "";
        if (made > 1) {
            Interval of = Descriptive.meanInterval(ratios, 0.95);
            interval = text(" (%.2f to %.2f)", Math.exp(of.low()), Math.exp(of.high()));
        }
        String line =
                text(
                        "| %s | %.2f | %.2f | %.2f%s | %d | %s | %.2f |",
                        setting,
                        1e3 * Descriptive.mean(Arrays.copyOf(times[0], made)),
                        1e3 * Descriptive.mean(Arrays.copyOf(times[1], made)),
                        ratio,
                        interval,
                        made,
                        chosen,
                        Math.max(1, over));
        System.out.println(line);
        settings++;
        if (over > MISS) {
            misses.add(line);
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Returns the seconds that a network takes, over as many as fill the least time. */
    private double seconds(Generation generation) throws InterruptedException {
        int networks = 0;
        long start = System.nanoTime();
        double seconds;
        do {
            new Generator(generation, 0, 1, 1).run(next++, 1, _ -> {});
            networks++;
            seconds = 1e-9 * (System.nanoTime() - start);
        } while (seconds < LEAST_SECONDS);
        return seconds / networks;
    }
}
