package org.neuralredshift.metrics;

import org.neuralredshift.metrics.sequence.SequenceMeasure;
import org.neuralredshift.metrics.spectral.Raster;
import org.neuralredshift.metrics.spectral.SpectralMeasure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A measure of a function on a grid: its name in the output, formula, unit, edge cases, source,
 * cost.
 */
public sealed interface GridMeasure {
    /** Name in the output. */
    String id();

    /** Unit of a value. */
    String unit();

    /** Definition, in one line of plain text. */
    String formula();

    /** Values that one should know. */
    String edgeCases();

    /** Source, with DOI or arXiv number. */
    String citation();

    /** Time for N points an axis. */
    String cost();

    /** Tells whether every value is a whole number. */
    boolean isCount();

    /** Returns all measures, in the order of the output. */
    static List<GridMeasure> all() {
        Stream<GridMeasure> spectral = Arrays.stream(SpectralMeasure.values()).map(Spectral::new);
        Stream<GridMeasure> lempelZiv =
                Stream.of(Raster.Levels.values())
                        .flatMap(levels ->
                                Stream.of(false, true)
                                        .flatMap(mean ->
                                                LempelZiv.COUNTS.stream()
                                                        .map(count ->
                                                                new LempelZiv(
                                                                        count, levels, mean))));
        return Stream.concat(spectral, lempelZiv).toList();
    }

    /** Returns the measures that are computed unless others are asked for. */
    static List<GridMeasure> standard() {
        return Stream.of(
                        "c_fourier",
                        "c_fourier_norm",
                        "c_dct",
                        "c_chebyshev",
                        "c_legendre",
                        "tv",
                        "lz78_q256",
                        "lz76_q256",
                        "lz78_q2")
                .map(id -> byId(id).orElseThrow())
                .toList();
    }

    /** Finds a measure by its name in the output. */
    static Optional<GridMeasure> byId(String id) {
        return all().stream().filter(measure -> measure.id().equals(id)).findFirst();
    }

    /**
     * A measure of the values themselves.
     *
     * @param measure which one
     */
    record Spectral(SpectralMeasure measure) implements GridMeasure {
        @Override
        public String id() {
            return measure.id();
        }

        @Override
        public String unit() {
            return measure.unit();
        }

        @Override
        public String formula() {
            return measure.formula();
        }

        @Override
        public String edgeCases() {
            return measure.edgeCases();
        }

        @Override
        public String citation() {
            return measure.citation();
        }

        @Override
        public String cost() {
            return measure.cost();
        }

        @Override
        public boolean isCount() {
            return false;
        }
    }

    /**
     * A Lempel-Ziv count of the quantised grid.
     *
     * @param count {@code LZ78}, {@code LZ76} or {@code LZW}
     * @param levels how values become symbols
     * @param mean whether this is the mean of both orders of reading; else it is row-major
     */
    record LempelZiv(SequenceMeasure count, Raster.Levels levels, boolean mean)
            implements GridMeasure {
        static final List<SequenceMeasure> COUNTS =
                List.of(SequenceMeasure.LZ78, SequenceMeasure.LZ76, SequenceMeasure.LZW);

        @Override
        public String id() {
            return count.id() + "_" + levels.id() + (mean ? "_mean" : "");
        }

        @Override
        public String unit() {
            return count.unit();
        }

        @Override
        public String formula() {
            String symbol =
                    switch (levels) {
                        case Q256 -> "min(255, ⌊256 (f - min) / (max - min)⌋)";
                        case Q2 -> "1 where f > mean, else 0";
                    };
            String order = mean ? "mean of row-major and column-major reading" : "row-major";
            return "%s of the symbols %s, %s".formatted(count.id(), symbol, order);
        }

        @Override
        public String edgeCases() {
            return "constant: %s of N^d equal symbols".formatted(count.id());
        }

        @Override
        public String citation() {
            return count.citation();
        }

        @Override
        public String cost() {
            return "O(N^d)";
        }

        @Override
        public boolean isCount() {
            return !mean;
        }
    }
}
