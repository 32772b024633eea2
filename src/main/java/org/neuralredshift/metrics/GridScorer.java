package org.neuralredshift.metrics;

import org.neuralredshift.metrics.sequence.SequenceScorer;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.metrics.spectral.Raster;
import org.neuralredshift.metrics.spectral.SpectralScorer;
import org.neuralredshift.metrics.spectral.SpectralScorer.Status;

import java.util.EnumMap;
import java.util.Map;

/**
 * Scores many grids of one shape: load one, then ask for measures. What measures share is computed
 * once a grid. Not thread-safe: one a thread.
 */
public final class GridScorer {
    private final SpectralScorer spectral;
    private final Map<Raster.Levels, Map<Raster.Order, Reading>> readings =
            new EnumMap<>(Raster.Levels.class);

    /** Prepares for grids of a shape. */
    public GridScorer(GridShape shape) {
        this.spectral = new SpectralScorer(shape);
    }

    /**
     * Takes a grid to be scored.
     *
     * @param f shape (N, …, N), row-major, copied
     */
    public Status load(float[] f) {
        forget();
        return spectral.load(f);
    }

    /** As {@link #load(float[])}. */
    public Status load(double[] f) {
        forget();
        return spectral.load(f);
    }

    /** The status of the grid loaded last. */
    public Status status() {
        return spectral.status();
    }

    /** Computes one measure of the grid loaded last; NaN when one of its values is not finite. */
    public double value(GridMeasure measure) {
        return switch (measure) {
            case GridMeasure.Spectral(var m) -> spectral.value(m);
            case GridMeasure.LempelZiv lz when status() == Status.NONFINITE -> Double.NaN;
            case GridMeasure.LempelZiv(var count, var levels, var mean) -> {
                double rows = reading(levels, Raster.Order.ROW_MAJOR).value(count);
                yield mean
                        ? (rows + reading(levels, Raster.Order.COLUMN_MAJOR).value(count)) / 2
                        : rows;
            }
        };
    }

    private void forget() {
        readings.values().forEach(orders -> orders.values().forEach(r -> r.isCurrent = false));
    }

    private SequenceScorer reading(Raster.Levels levels, Raster.Order order) {
        Reading reading =
                readings.computeIfAbsent(levels, _ -> new EnumMap<>(Raster.Order.class))
                        .computeIfAbsent(order, _ -> new Reading(spectral.shape().points()));
        if (!reading.isCurrent) {
            spectral.quantise(levels, order, reading.symbols);
            reading.scorer.load(reading.symbols);
            reading.isCurrent = true;
        }
        return reading.scorer;
    }

    /** The symbols of one way to read a grid. */
    private static final class Reading {
        final int[] symbols;
        final SequenceScorer scorer = new SequenceScorer();
        boolean isCurrent;

        Reading(int points) {
            symbols = new int[points];
        }
    }
}
