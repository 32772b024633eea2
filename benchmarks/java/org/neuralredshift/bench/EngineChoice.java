package org.neuralredshift.bench;

import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether {@link Generation#auto} takes the fastest engine: all engines in turn, one thread, over
 * widths and lengths of the default job, at the very lengths at which the choice changes for each
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

    /** An engine that takes so many times as long as the choice after two rounds needs no third. */
    private static final double CLEAR = 1.5;

    /** The standard error of the logarithm of the ratio that is small enough. */
    private static final double ENOUGH = 0.02;

    private static final int CLEAR_ROUNDS = 2;
    private static final int LEAST_ROUNDS = 3;

    /** Before, a small standard error may be chance. */
    private static final int LEAST_ROUNDS_FOR_ERROR = 10;

    private static final int MOST_ROUNDS = 1_000;
    private static final double SECONDS = 40; // a setting, at most

    /** More than this over the fastest engine is a miss. */
    private static final double MISS = 1.1;

    private static final double WARM_SECONDS = 25;
    private static final double WARM_SETTING_SECONDS = 2;
    private static final long SEED = 1;
    private static final String AGAIN = "again=";
    private static final String OPTIONS = "(seconds|near|seed|grid|crossings|again)=.*";

    private final double seconds;
    private final NetworkClock clock = new NetworkClock();
    private int settings;
    private final List<String> misses = new ArrayList<>();

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
                .map(a -> Setting.parse(a.substring(AGAIN.length())))
                .toList();
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
                changes(sizes).forEach(n -> crossings.add(sizes.ofLength(n)));
            }
        }
        return crossings;
    }

    private static Setting ofDefaultJob(int width, int length, String activation) {
        Transformer small = Transformer.GPT2_SMALL;
        return new Setting(small.layers(), width, small.vocabulary(), length, activation);
    }

    /** Draws settings near a change of random sizes, for as long as it takes to find them. */
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
            List<Integer> changes = changes(sizes);
            if (!changes.isEmpty()) {
                int n = changes.get(random.nextInt(changes.size()));
                near.add(sizes.ofLength(within(n * factor)));
            }
        }
        return List.copyOf(near);
    }

    private static double logUniform(double least, double most, Random random) {
        return least * Math.exp(random.nextDouble() * Math.log(most / least));
    }

    private static int within(double length) {
        return (int) Math.clamp(length, LEAST_LENGTH, MOST_LENGTH);
    }

    /** Returns the lengths at which another engine is chosen than one token before. */
    private static List<Integer> changes(Setting sizes) {
        List<Integer> changes = new ArrayList<>();
        Engine before = sizes.ofLength(LEAST_LENGTH).chosen().engine();
        for (int n = LEAST_LENGTH + 1; n <= MOST_LENGTH; n++) {
            Engine chosen = sizes.ofLength(n).chosen().engine();
            if (chosen != before) {
                changes.add(n);
            }
            before = chosen;
        }
        return changes;
    }

    /** Lets the compiler see all engines at several sizes. */
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

                | blocks | width | tokens | length | activation | deferred, ms | explicit, ms | mixed, ms | auto | auto / fastest other | rounds | over the fastest |
                |---|---|---|---|---|---|---|---|---|---|---|---|\
                """);
        for (Setting setting : grid) {
            measure(setting, EnumSet.of(setting.chosen().engine()));
        }
        for (Setting setting : crossings) {
            measure(setting, atChange(setting));
        }
        for (Setting setting : near) {
            measure(setting, EnumSet.of(setting.chosen().engine()));
        }
        System.out.printf(
                "%n%d settings, %d in which auto takes more than 10 %% longer than the fastest"
                        + " engine%n",
                settings, misses.size());
        misses.forEach(System.out::println);
        System.out.println(text("load average %.2f at the end", Machine.load()));
    }

    /**
     * Returns both choices at a change: one token less or more takes about the same time, and the
     * other engine, so that the slower one counts.
     */
    private static Set<Engine> atChange(Setting setting) {
        Setting before = setting.ofLength(setting.length() - 1);
        return EnumSet.of(setting.chosen().engine(), before.chosen().engine());
    }

    /**
     * Measures one setting.
     *
     * @param chosen the engines that {@code auto} takes there
     */
    private void measure(Setting setting, Set<Engine> chosen) throws InterruptedException {
        Map<Engine, Generation> live = different(setting);
        double once = warm(live.values());
        int most = (int) Math.clamp(seconds / once, LEAST_ROUNDS, MOST_ROUNDS);
        EngineTimes times = new EngineTimes();
        int rounds = 0;
        while (rounds < most && live.size() > 1 && !(rounds > 0 && enough(times, chosen))) {
            List<Engine> turns = new ArrayList<>(live.keySet());
            Collections.rotate(turns, rounds);
            for (Engine engine : turns) {
                times.add(engine, seconds(Objects.requireNonNull(live.get(engine))));
            }
            rounds++;
            if (rounds == CLEAR_ROUNDS) {
                double limit = CLEAR * times.mean(slower(times, chosen));
                live.keySet().removeIf(e -> !chosen.contains(e) && times.mean(e) > limit);
            }
        }
        report(setting, chosen, times);
    }

    /** Returns the engines, but for a mixed one that mixes nothing: it is one of the others. */
    private static Map<Engine, Generation> different(Setting setting) {
        Map<Engine, Generation> engines = new EnumMap<>(Engine.class);
        Set<List<String>> known = new HashSet<>();
        for (Engine engine : Engine.values()) {
            Generation generation = setting.of(engine);
            if (known.add(generation.drawnWhole())) {
                engines.put(engine, generation);
            }
        }
        return engines;
    }

    /**
     * Lets the compiler see this setting for a while; returns the seconds of the last turn of all.
     */
    private double warm(Collection<Generation> all) throws InterruptedException {
        long end = System.nanoTime() + (long) (1e9 * WARM_SETTING_SECONDS);
        double once;
        do {
            once = 0;
            for (Generation each : all) {
                once += seconds(each);
            }
        } while (System.nanoTime() < end);
        return once;
    }

    /** Returns the engine that counts, of those chosen at a length. */
    private static Engine slower(EngineTimes times, Set<Engine> chosen) {
        return Collections.max(chosen, Comparator.comparingDouble(times::mean));
    }

    private static Engine fastestOther(EngineTimes times, Engine than) {
        return times.engines().stream()
                .filter(engine -> engine != than)
                .min(Comparator.comparingDouble(times::mean))
                .orElseThrow();
    }

    /** Whether the ratio is known well. */
    private static boolean enough(EngineTimes times, Set<Engine> chosen) {
        Engine auto = slower(times, chosen);
        return times.rounds(auto) >= LEAST_ROUNDS_FOR_ERROR
                && times.error(auto, fastestOther(times, auto)) < ENOUGH;
    }

    private void report(Setting setting, Set<Engine> chosen, EngineTimes times) {
        Engine auto = slower(times, chosen);
        Engine other = fastestOther(times, auto);
        double over = Math.exp(times.logRatio(auto, other));
        String line =
                text(
                        "| %s | %s | %s | %s | %s | %s | %d | %.2f |",
                        setting,
                        milliseconds(times, Engine.DEFERRED),
                        milliseconds(times, Engine.EXPLICIT),
                        milliseconds(times, Engine.MIXED),
                        chosen.stream().map(Engine::toString).collect(Collectors.joining(" or ")),
                        times.ratio(auto, other),
                        times.rounds(auto),
                        Math.max(1, over));
        System.out.println(line);
        settings++;
        if (over > MISS) {
            misses.add(line);
        }
    }

    private static String milliseconds(EngineTimes times, Engine engine) {
        return times.engines().contains(engine) ? text("%.2f", 1e3 * times.mean(engine)) : "-";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private double seconds(Generation generation) throws InterruptedException {
        Generator generator = new Generator(generation, 0, 1, 1);
        return clock.seconds((first, count) -> generator.run(first, count, _ -> {}));
    }
}
