package org.neuralredshift.metrics.spectral;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * Scores many grids of one shape: load one, then ask for measures. What measures share (a spectrum,
 * a projection) is computed once a grid, and only when asked for; tables and work space are made
 * once a shape. Not thread-safe: one a thread. Memory at most 20 times the grid's.
 *
 * <p>Values are first divided by the power of two at their greatest magnitude, which is exact, so
 * that no square overflows or vanishes.
 */
public final class SpectralScorer {
    /** Range, in steps of a float at the greatest magnitude, below which a grid is flat. */
    public static final int FLAT_STEPS = 1 << 14;

    /** Rounding of a float network leaves less than this in a coefficient, relative to max |f|. */
    static final double FLOAT_ROUNDING = 0x1p-19;

    private static final int MOST_SHIFT = 1000;

    /** What a grid is, besides its scores. */
    public enum Status {
        /** Finite, and not constant. */
        OK,
        /** All values are equal: every measure is 0. */
        CONSTANT,
        /**
         * Floats whose range is below 2^-9 of their greatest magnitude, {@value #FLAT_STEPS} steps
         * of a float: measured as they are, but their high frequencies are mostly rounding.
         */
        FLAT,
        /** Some value is NaN or infinite: every measure is NaN. */
        NONFINITE
    }

    private final GridShape shape;
    private final double[] values;
    private final double[] windowed;
    private final double[] window;
    private final Map<SpectralMeasure, Double> known = new EnumMap<>(SpectralMeasure.class);
    private Status status = Status.CONSTANT;
    private int exponent;
    private double range;
    private double greatest;
    private @Nullable FourierSpectrum fourier;
    private @Nullable CosineSpectrum cosine;
    private @Nullable PolynomialFit polynomials;
    private boolean isTransformed;
    private boolean isProjected;
    private boolean isCosines;

    /** Prepares for grids of a shape. */
    public SpectralScorer(GridShape shape) {
        this.shape = shape;
        this.values = new double[shape.points()];
        this.windowed = new double[shape.points()];
        this.window = new double[shape.side()];
        for (int i = 0; i < window.length; i++) {
            double sine = StrictMath.sin(Math.PI * i / Math.max(1, shape.side() - 1));
            boolean isEnd = i == 0 || i == window.length - 1;
            window[i] = isEnd ? 0 : sine * sine;
        }
    }

    /** The shape that this scores. */
    public GridShape shape() {
        return shape;
    }

    /**
     * Takes a grid to be scored.
     *
     * @param f shape (N, …, N), row-major, copied
     */
    public Status load(double[] f) {
        requireSize(f.length);
        System.arraycopy(f, 0, values, 0, f.length);
        return prepare();
    }

    /** As {@link #load(double[])}, for values that were computed in floats. */
    public Status load(float[] f) {
        requireSize(f.length);
        for (int i = 0; i < f.length; i++) {
            values[i] = f[i];
        }
        prepare();
        if (status == Status.OK && range < FLAT_STEPS * 0x1p-23 * greatest) {
            status = Status.FLAT;
        }
        return status;
    }

    /** The status of the grid loaded last. */
    public Status status() {
        return status;
    }

    /** Computes one measure of the grid loaded last; a second call costs nothing. */
    public double value(SpectralMeasure measure) {
        return switch (status) {
            case CONSTANT -> 0;
            case NONFINITE -> Double.NaN;
            case OK, FLAT -> known.computeIfAbsent(measure, m -> m.measure(this));
        };
    }

    /**
     * Quantises the grid loaded last, which must be finite.
     *
     * @param symbols shape (N^d), overwritten
     */
    public void quantise(Raster.Levels levels, Raster.Order order, int[] symbols) {
        Raster.quantise(values, shape, levels, order, symbols);
    }

    double fourier() {
        return spectrum().mean();
    }

    double fourierInDisc() {
        return spectrum().meanInDisc();
    }

    double fourierPower() {
        return spectrum().meanOfPower();
    }

    double fourierHann() {
        double mean = 0;
        for (double value : values) {
            mean += value;
        }
        mean /= values.length;
        for (int i = 0; i < values.length; i++) {
            windowed[i] = values[i] - mean;
        }
        int side = shape.side();
        for (int apart = 1; apart < values.length; apart *= side) {
            for (int from = 0; from < values.length; from += apart) {
                double factor = window[from / apart % side];
                for (int i = from; i < from + apart; i++) {
                    windowed[i] *= factor;
                }
            }
        }
        isTransformed = false;
        FourierSpectrum spectrum = fourierOfShape();
        spectrum.load(windowed);
        return spectrum.mean();
    }

    double cosine() {
        return cosines().mean(0);
    }

    double cosineAboveFloatRounding() {
        return cosines().mean(FLOAT_ROUNDING * greatest);
    }

    private CosineSpectrum cosines() {
        CosineSpectrum ready = cosine == null ? new CosineSpectrum(shape) : cosine;
        cosine = ready;
        if (!isCosines) {
            ready.load(values);
            isCosines = true;
        }
        return ready;
    }

    double polynomial(PolynomialBasis basis) {
        PolynomialFit fit = polynomials == null ? new PolynomialFit(shape) : polynomials;
        polynomials = fit;
        if (!isProjected) {
            fit.load(values);
            isProjected = true;
        }
        return fit.mean(basis, greatest);
    }

    double variation() {
        return Variation.total(values, shape) / range;
    }

    double variationRaw() {
        return Math.scalb(Variation.total(values, shape), exponent);
    }

    double meanSquaredGradient() {
        return Math.scalb(Variation.meanSquaredGradient(values, shape), 2 * exponent);
    }

    private FourierSpectrum spectrum() {
        FourierSpectrum spectrum = fourierOfShape();
        if (!isTransformed) {
            spectrum.load(values);
            isTransformed = true;
        }
        return spectrum;
    }

    private FourierSpectrum fourierOfShape() {
        FourierSpectrum spectrum = fourier == null ? new FourierSpectrum(shape) : fourier;
        fourier = spectrum;
        return spectrum;
    }

    private Status prepare() {
        known.clear();
        isTransformed = false;
        isProjected = false;
        isCosines = false;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double zero = 0;
        for (double value : values) {
            // Infinity times 0 is NaN, and NaN stays.
            zero += value * 0;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        greatest = Math.max(-min, max);
        if (Double.isNaN(zero)) {
            status = Status.NONFINITE;
            return status;
        }
        exponent = Math.clamp(Math.getExponent(greatest), -MOST_SHIFT, MOST_SHIFT);
        double unit = Math.scalb(1.0, -exponent);
        for (int i = 0; i < values.length; i++) {
            values[i] *= unit;
        }
        range = max * unit - min * unit;
        greatest *= unit;
        status = min == max ? Status.CONSTANT : Status.OK;
        return status;
    }

    private void requireSize(int length) {
        if (length != shape.points()) {
            throw new IllegalArgumentException(
                    "f: expected %d values, shape %d^%d, got %d"
                            .formatted(shape.points(), shape.side(), shape.dimensions(), length));
        }
    }
}
