package org.neuralredshift.bench;

import org.neuralredshift.metrics.stats.Descriptive;
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
 * widths and lengths of the default job, at the very length at which the choice changes for each
 * width of it, and in random settings near such a length.
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

    /** A choice that is right by this factor after two rounds needs no third. */
    private static final double CLEAR = 2;

    /** The standard error of the logarithm of the ratio that is small enough. */
    private static final double ENOUGH = 0.02;

    private static final int LEAST_ROUNDS = 3;

    /** Before, a small standard error may be chance. */
    private static final int LEAST_ROUNDS_FOR_ERROR = 10;

    private static final int MOST_ROUNDS = 1_000;
    private static final double SECONDS = 40; // a setting, at most

    /** More than this over the faster engine is a miss. */
    private static final double MISS = 1.1;

    private static final double LEAST_SECONDS = 0.1; // of one engine in one round
    private static final double WARM_SECONDS = 25;
    private static final double WARM_SETTING_SECONDS = 2;
    private static final long SEED = 1;
    private static final String AGAIN = "again=";
    private static final String OPTIONS = "(seconds|near|seed|grid|crossings|again)=.*";

    private final double seconds;
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

    private EngineChoice(double seconds) {
        this.seconds = seconds;
    }

    /**
     * Measures and prints a table.
     *
     * @param arguments {@code seconds=T} at most in a setting; {@code near=N} random settings,
     *     drawn by {@code seed=S}; {@code grid=0} leaves the default job's sizes out, {@code
     *     crossings=0} the lengths at which its choice changes; {@code again=2/64/5000/100/tanh},
     *     once or more, measures blocks, width, tokens, length and activation and nothing else
     */
    static void main(String[] arguments) throws InterruptedException {
        double seconds = Rounds.option(arguments, "seconds", SECONDS);
        int near = (int) Rounds.option(arguments, "near", 40);
        long seed = (long) Rounds.option(arguments, "seed", SEED);
        boolean grid = Rounds.option(arguments, "grid", 1) != 0;
        boolean crossings = Rounds.option(arguments, "crossings", 1) != 0;
        boolean known = Arrays.stream(arguments).allMatch(a -> a.matches(OPTIONS));
        if (!known || !(seconds > 0) || near < 0) {
            throw new IllegalArgumentException(
                    "arguments: expected seconds=T above 0, near=N of at least 0, seed=S, grid=0,"
                            + " crossings=0 or again=..., got "
                            + String.join(" ", arguments));
        }
        Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
        List<Setting> again = again(arguments);
        again.forEach(Setting::chosen); // a size that can't be is refused before hours of work
        EngineChoice choice = new EngineChoice(seconds);
        choice.warm();
        if (again.isEmpty()) {
            choice.run(
                    grid ? grid() : List.of(),
                    crossings ? crossings() : List.of(),
                    near(near, new Random(seed)));
        } else {
            choice.run(again, List.of(), List.of());
        }
    }

    private static List<Setting> again(String[] arguments) {
        return Arrays.stream(arguments)
                .filter(a -> a.startsWith(AGAIN))
                .map(a -> setting(a.substring(AGAIN.length())))
                .toList();
    }

    private static Setting setting(String text) {
        String[] parts = text.split("/");
        if (parts.length != 5 || !Arrays.stream(parts).limit(4).allMatch(p -> p.matches("\\d+"))) {
            throw new IllegalArgumentException(
                    "again: expected blocks/width/tokens/length/activation, got " + text);
        }
        int[] sizes = Arrays.stream(parts).limit(4).mapToInt(Integer::parseInt).toArray();
        return new Setting(sizes[0], sizes[1], sizes[2], sizes[3], parts[4]);
    }

    private static List<Setting> grid() {
        List<Setting> grid = new ArrayList<>();
        for (String activation : List.of("gelu-tanh", "tanh")) {
            for (int width : WIDTHS) {
                for (int length : LENGTHS) {
                    grid.add(ofDefaultJob(width, length, activation));
                }
            }
        }
        return grid;
    }

    private static List<Setting> crossings() {
        List<Setting> crossings = new ArrayList<>();
        for (String activation : List.of("gelu-tanh", "tanh")) {
            for (int width : WIDTHS_NEAR) {
                Setting sizes = ofDefaultJob(width, LEAST_LENGTH, activation);
                crossing(sizes).ifPresent(n -> crossings.add(sizes.ofLength(n)));
            }
        }
        return crossings;
    }

    private static Setting ofDefaultJob(int width, int length, String activation) {
        Transformer small = Transformer.GPT2_SMALL;
        return new Setting(small.layers(), width, small.vocabulary(), length, activation);
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

    private void run(List<Setting> grid, List<Setting> crossings, List<Setting> near)
            throws InterruptedException {
        System.out.println(
                """

                | blocks | width | tokens | length | activation | deferred, ms | explicit, ms | deferred / explicit | rounds | auto | over the faster |
                |---|---|---|---|---|---|---|---|---|---|---|\
                """);
        for (Setting setting : grid) {
            measure(setting, Optional.of(setting.chosen()));
        }
        for (Setting setting : crossings) {
            measure(setting, Optional.empty());
        }
        for (Setting setting : near) {
            measure(setting, Optional.of(setting.chosen()));
        }
        System.out.printf(
                "%n%d settings, %d in which auto takes more than 10 %% longer than the faster"
                        + " engine%n",
                settings, misses.size());
        misses.forEach(System.out::println);
        System.out.println(text("load average %.2f at the end", Machine.load()));
    }

    /**
     * Measures one setting.
     *
     * @param chosen the engine that {@code auto} takes, or none at a crossing: one token less or
     *     more takes about the same time, and the other engine, so that the slower one counts
     */
    private void measure(Setting setting, Optional<Engine> chosen) throws InterruptedException {
        Generation[] both = {setting.of(Engine.DEFERRED), setting.of(Engine.EXPLICIT)};
        double once = warm(both);
        int most = (int) Math.clamp(seconds / once, LEAST_ROUNDS, MOST_ROUNDS);
        EngineTimes times = EngineTimes.NONE;
        while (times.rounds() < most && !enough(times, chosen)) {
            double[] round = new double[2];
            for (int i = 0; i < 2; i++) {
                int turn = (times.rounds() + i) % 2;
                round[turn] = seconds(both[turn]);
            }
            times = times.and(round[0], round[1]);
        }
        report(setting, chosen, times);
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
    private static boolean enough(EngineTimes times, Optional<Engine> chosen) {
        if (times.rounds() < LEAST_ROUNDS) {
            return times.rounds() > 1 && over(chosen, times.logRatio()) < -Math.log(CLEAR);
        }
        return times.rounds() >= LEAST_ROUNDS_FOR_ERROR && times.error() < ENOUGH;
    }

    /** Returns log(time of the choice / time of the other), from log(deferred / explicit). */
    private static double over(Optional<Engine> chosen, double ratio) {
        return chosen.map(e -> e == Engine.DEFERRED ? ratio : -ratio).orElse(Math.abs(ratio));
    }

    private void report(Setting setting, Optional<Engine> chosen, EngineTimes times) {
        double over = Math.exp(over(chosen, times.logRatio()));
        String line =
                text(
                        "| %s | %.2f | %.2f | %s | %d | %s | %.2f |",
                        setting,
                        1e3 * Descriptive.mean(times.deferred()),
                        1e3 * Descriptive.mean(times.explicit()),
                        times,
                        times.rounds(),
                        chosen.map(Engine::toString).orElse("changes here"),
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
