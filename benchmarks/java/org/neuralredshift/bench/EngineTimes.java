package org.neuralredshift.bench;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.nn.Engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a network took with each engine, in seconds, one value a round. An engine may be left out
 * after some rounds; it is compared over those that it has.
 *
 * <p>Networks differ, some repeat themselves early, and a user waits for their sum: so the ratio is
 * one of means. Its error is that of the mean of a/A - b/B, the first term of the logarithm's
 * series, which keeps what a slow minute does to both.
 */
final class EngineTimes {
    private final Map<Engine, double[]> seconds = new EnumMap<>(Engine.class);

    void add(Engine engine, double value) {
        double[] before = seconds.getOrDefault(engine, new double[0]);
        double[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = value;
        seconds.put(engine, more);
    }

    /** Returns the engines that were measured. */
    Set<Engine> engines() {
        return seconds.keySet();
    }

    private double[] of(Engine engine) {
        return Objects.requireNonNull(seconds.get(engine));
    }

    /** Returns the rounds of an engine. */
    int rounds(Engine engine) {
        return of(engine).length;
    }

    /** Returns the mean seconds of an engine. */
    double mean(Engine engine) {
        return Descriptive.mean(of(engine));
    }

    /** Returns log(mean of a / mean of b) over the rounds that both have. */
    double logRatio(Engine a, Engine b) {
        return Math.log(Descriptive.mean(common(a, b)) / Descriptive.mean(common(b, a)));
    }

    /** Returns the first rounds of a, as many as b has too. */
    private double[] common(Engine a, Engine b) {
        return Arrays.copyOf(of(a), Math.min(rounds(a), rounds(b)));
    }

    /** Returns the standard error of the {@link #logRatio}, of at least two rounds. */
    double error(Engine a, Engine b) {
        return Descriptive.standardError(terms(a, b));
    }

    /** Returns each round's part in the logarithm of the ratio; their mean is the ratio's. */
    private double[] terms(Engine a, Engine b) {
        double[] x = common(a, b);
        double[] y = common(b, a);
        double ratio = logRatio(a, b);
        double meanX = Descriptive.mean(x);
        double meanY = Descriptive.mean(y);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> ratio + x[i] / meanX - y[i] / meanY)
                .toArray();
    }

    /** Returns the ratio, with its interval of 95 % where there are three rounds or more. */
    String ratio(Engine a, Engine b) {
        String ratio = String.format(Locale.ROOT, "%.2f", Math.exp(logRatio(a, b)));
        double[] terms = terms(a, b);
        if (terms.length < 3) {
            return ratio;
        }
        Interval of = Descriptive.meanInterval(terms, 0.95);
        return ratio
                + String.format(
                        Locale.ROOT, " (%.2f to %.2f)", Math.exp(of.low()), Math.exp(of.high()));
    }
}
