package org.neuralredshift.cli;

import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.stats.Bootstrap;
import org.neuralredshift.metrics.stats.Descriptive;
import org.neuralredshift.metrics.stats.Interval;
import org.neuralredshift.metrics.stats.Summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Mean, 95 % confidence interval and spread of each measure over samples, as a table. */
final class ScoreSummary {
    private static final int BOOTSTRAPPED = 2000;
    private static final double NORMAL_975 = 1.959963984540054;

    private final List<GridMeasure> measures;
    private final double[][] scores;
    private int samples;
    private int flat;

    ScoreSummary(List<GridMeasure> measures, int count) {
        this.measures = measures;
        this.scores = new double[measures.size()][count];
    }

    /** Takes the scores of a sample; those that are NaN are not counted. */
    void add(double[] sample, boolean isFlat) {
        flat += isFlat ? 1 : 0;
        for (int m = 0; m < sample.length; m++) {
            scores[m][samples] = sample[m];
        }
        samples++;
    }

    /**
     * Returns one row a measure: the mean and its interval by the bootstrap (BCa, 2000 resamples),
     * beyond 2000 samples by the normal distribution.
     */
    List<Row> rows(RandomGenerator random) {
        List<Row> rows = new ArrayList<>();
        for (int m = 0; m < measures.size(); m++) {
            double[] finite =
                    Arrays.stream(scores[m], 0, samples).filter(Double::isFinite).toArray();
            Row row = new Row().put("measure", measures.get(m).id());
            rows.add(finite.length == 0 ? empty(row) : summary(row, finite, random));
        }
        return rows;
    }

    /** Returns the rows as a table. */
    String table(RandomGenerator random) {
        TableRows table = new TableRows();
        StringBuilder text = new StringBuilder();
        rows(random).forEach(row -> table.row(row, text));
        table.end(text);
        return text.toString();
    }

    private static Row summary(Row row, double[] values, RandomGenerator random) {
        Interval mean = mean(values, random);
        Summary s = Summary.of(values);
        return row.put("mean", mean.estimate())
                .put("ci95_low", mean.low())
                .put("ci95_high", mean.high())
                .put("sd", s.standardDeviation())
                .put("min", s.min())
                .put("median", s.median())
                .put("max", s.max())
                .put("n", s.n());
    }

    private static Row empty(Row row) {
        String none = null;
        for (String name : List.of("mean", "ci95_low", "ci95_high", "sd", "min", "median", "max")) {
            row.put(name, none);
        }
        return row.put("n", 0);
    }

    private static Interval mean(double[] values, RandomGenerator random) {
        if (values.length <= BOOTSTRAPPED) {
            return Bootstrap.STANDARD.bca(values, Descriptive::mean, random);
        }
        double mean = Descriptive.mean(values);
        double half = NORMAL_975 * Descriptive.standardError(values);
        return new Interval(mean, mean - half, mean + half, 0.95, 0);
    }

    /** Returns how many samples were nearly constant. */
    int flat() {
        return flat;
    }

    /** Returns how many samples were added whose first measure is NaN. */
    int undefined() {
        return (int) IntStream.range(0, samples).filter(i -> Double.isNaN(scores[0][i])).count();
    }
}
