package org.neuralredshift.bench;

import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a network took with either engine, in seconds, one value a round.
 *
 * <p>Networks differ, some repeat themselves early, and a user waits for their sum: so the ratio is
 * one of means. Its error is that of the mean of d/D - e/E, the first term of the logarithm's
 * series, which keeps what a slow minute does to both.
 */
record EngineTimes(double[] deferred, double[] explicit) {
    static final EngineTimes NONE = new EngineTimes(new double[0], new double[0]);

    EngineTimes and(double deferredSeconds, double explicitSeconds) {
        return new EngineTimes(with(deferred, deferredSeconds), with(explicit, explicitSeconds));
    }

    int rounds() {
        return deferred.length;
    }

    /** Returns log(mean deferred / mean explicit), of at least one round. */
    double logRatio() {
        return Math.log(Descriptive.mean(deferred) / Descriptive.mean(explicit));
    }

    /** Returns the standard error of the {@link #logRatio}, of at least two rounds. */
    double error() {
        return Descriptive.standardError(terms());
    }

    /** Returns each round's part in the logarithm of the ratio; their mean is the ratio's. */
    private double[] terms() {
        double ratio = logRatio();
        double d = Descriptive.mean(deferred);
        double e = Descriptive.mean(explicit);
        return IntStream.range(0, rounds())
                .mapToDouble(i -> ratio + deferred[i] / d - explicit[i] / e)
                .toArray();
    }

    /** Returns the ratio, with its interval of 95 % where there are three rounds or more. */
    @Override
    public String toString() {
        String ratio = String.format(Locale.ROOT, "%.2f", Math.exp(logRatio()));
        if (rounds() < 3) {
            return ratio;
        }
        Interval of = Descriptive.meanInterval(terms(), 0.95);
        return ratio
                + String.format(
                        Locale.ROOT, " (%.2f to %.2f)", Math.exp(of.low()), Math.exp(of.high()));
    }

    private static double[] with(double[] values, double value) {
        double[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = value;
        return more;
    }
}
