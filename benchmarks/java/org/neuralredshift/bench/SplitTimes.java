package org.neuralredshift.bench;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.ForcedSplit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the prices of {@code nn/Price} say what this machine needs: every choice of what is drawn
 * whole, in turn, one thread, beside what each list of prices says. What takes {@value #CLEAR}
 * times as long as the fastest after two rounds is left out of the rest.
 */
final class SplitTimes {
    private static final double SECONDS = 20; // a setting, at most
    private static final double WARM_SECONDS = 25;
    private static final double WARM_SETTING_SECONDS = 2;
    private static final double CLEAR = 1.5;
    private static final int CLEAR_ROUNDS = 2;
    private static final int LEAST_ROUNDS = 4;

    /** Near lengths at which a choice changes, and where much is drawn whole. */
    private static final List<String> SETTINGS =
            List.of(
                    "12/64/50257/20/gelu-tanh",
                    "12/64/50257/500/gelu-tanh",
                    "12/128/50257/30/gelu-tanh",
                    "12/128/50257/60/gelu-tanh",
                    "12/256/50257/70/gelu-tanh",
                    "12/256/50257/130/gelu-tanh",
                    "12/384/50257/190/gelu-tanh",
                    "2/128/791/37/gelu-tanh",
                    "4/256/2000/150/gelu-tanh",
                    "12/64/50257/20/tanh",
                    "12/64/50257/500/tanh",
                    "12/128/50257/40/tanh",
                    "12/128/50257/80/tanh",
                    "12/256/50257/130/tanh",
                    "12/256/50257/200/tanh",
                    "12/384/50257/250/tanh",
                    "2/128/791/40/tanh",
                    "4/256/2000/120/tanh");

    private final double limit;
    private final NetworkClock clock = new NetworkClock();
    private final List<Turn> all = new ArrayList<>();

    /** What one split took in the rounds that it took part in, and the prices of it. */
    private static final class Turn {
        final ForcedSplit split;
        final double[] costs;
        final List<Double> seconds = new ArrayList<>();
        double ofFastest;
        double[] pricedOfFastest = {};

        Turn(ForcedSplit split) {
            this.split = split;
            this.costs = split.costs();
        }

        double mean() {
            return Descriptive.mean(seconds.stream().mapToDouble(x -> x).toArray());
        }
    }

    private SplitTimes(double limit) {
        this.limit = limit;
    }

    /**
     * Measures and prints a table.
     *
     * @param arguments {@code seconds=T} at most in a setting; settings such as {@code
     *     2/64/5000/100/tanh} (blocks, width, tokens, length, activation) in place of the built-in
     *     ones
     */
    static void main(String[] arguments) throws InterruptedException {
        double seconds = Rounds.option(arguments, "seconds", SECONDS);
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("seconds: expected more than 0, got " + seconds);
        }
        List<Setting> settings =
                Arrays.stream(arguments)
                        .filter(a -> !a.startsWith("seconds="))
                        .map(Setting::parse)
                        .toList();
        if (settings.isEmpty()) {
            settings = SETTINGS.stream().map(Setting::parse).toList();
        }
        settings.forEach(Setting::chosen); // a size that can't be is refused before hours of work
        Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
        String names = String.join(" | ", ForcedSplit.machines());
        System.out.printf(
                "%n| blocks | width | tokens | length | activation | whole | ms | of the fastest |"
                        + " %s | rounds |%n|%s%n",
                names, "---|".repeat(9 + ForcedSplit.machines().size()));
        SplitTimes times = new SplitTimes(seconds);
        for (String activation : List.of("gelu-tanh", "tanh")) {
            times.warm(turns(new Setting(2, 192, 5_000, 60, activation)), WARM_SECONDS / 2);
        }
        for (Setting setting : settings) {
            times.measure(setting);
        }
        times.summary();
    }

    private static List<Turn> turns(Setting setting) {
        return ForcedSplit.of(setting.of(Engine.DEFERRED)).stream().map(Turn::new).toList();
    }

    /** Lets the compiler see all splits for a while, at least once. */
    private void warm(List<Turn> turns, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (1e9 * seconds);
        do {
            for (Turn turn : turns) {
                clock.seconds(turn.split::run);
            }
        } while (System.nanoTime() < end);
    }

    private void measure(Setting setting) throws InterruptedException {
        List<Turn> turns = turns(setting);
        warm(turns, WARM_SETTING_SECONDS);
        List<Turn> live = new ArrayList<>(turns);
        long end = System.nanoTime() + (long) (1e9 * limit);
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
            List<Turn> order = new ArrayList<>(live);
            Collections.rotate(order, round);
            for (Turn turn : order) {
                turn.seconds.add(clock.seconds(turn.split::run));
            }
            if (round == CLEAR_ROUNDS - 1) {
                double clear = CLEAR * fastest(turns);
                live.removeIf(turn -> turn.mean() > clear);
            }
        }
        compare(turns);
        turns.stream()
                .sorted(Comparator.comparingDouble(Turn::mean))
                .forEach(turn -> print(setting, turn));
        all.addAll(turns);
    }

    private static double fastest(List<Turn> turns) {
        return turns.stream().mapToDouble(Turn::mean).min().orElseThrow();
    }

    /** Divides what was measured by the fastest, and prices by those of that one. */
    private static void compare(List<Turn> turns) {
        Turn fastest = Collections.min(turns, Comparator.comparingDouble(Turn::mean));
        for (Turn turn : turns) {
            turn.ofFastest = turn.mean() / fastest.mean();
            turn.pricedOfFastest = turn.costs.clone();
            Arrays.setAll(turn.pricedOfFastest, i -> turn.costs[i] / fastest.costs[i]);
        }
    }

    private static void print(Setting setting, Turn turn) {
        String whole = String.join(", ", turn.split.names());
        System.out.println(
                Stream.of(
                                setting.toString(),
                                (whole.isEmpty() ? "nothing" : whole)
                                        + (turn.split.chosen() ? " (auto)" : ""),
                                text("%.2f", 1e3 * turn.mean()),
                                text("%.2f", turn.ofFastest),
                                Arrays.stream(turn.pricedOfFastest)
                                        .mapToObj(x -> text("%.2f", x))
                                        .collect(Collectors.joining(" | ")),
                                text("%d", turn.seconds.size()))
                        .collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Says how far prices and times are apart where it matters, and how good the choices are. */
    private void summary() {
        List<Turn> near = all.stream().filter(turn -> turn.ofFastest < CLEAR).toList();
        List<String> machines = ForcedSplit.machines();
        for (int i = 0; i < machines.size(); i++) {
            int machine = i;
            double square =
                    near.stream()
                            .mapToDouble(t -> Math.log(t.pricedOfFastest[machine] / t.ofFastest))
                            .map(x -> x * x)
                            .average()
                            .orElseThrow();
            System.out.println(
                    text(
                            "%nprices of %s: %.0f %% apart (root mean square) in %d splits within"
                                    + " %.1f of the fastest",
                            machines.get(i), 100 * Math.sqrt(square), near.size(), CLEAR));
        }
        Rounds chosen =
                new Rounds(
                        all.stream()
                                .filter(turn -> turn.split.chosen())
                                .mapToDouble(turn -> turn.ofFastest)
                                .toArray());
        System.out.println(text("%nwhat auto takes, of the fastest split: %s", chosen));
        System.out.println(text("load average %.2f at the end", Machine.load()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
