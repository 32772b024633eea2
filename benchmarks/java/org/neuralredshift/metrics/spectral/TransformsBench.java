package org.neuralredshift.metrics.spectral;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Transforms of square grids of doubles, microseconds a grid: Fourier with its amplitudes, cosine,
 * and all coefficients of the polynomial fit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransformsBench {
    /** Points a side; 100 is 2^2 5^2, 127 a prime. */
    @Param({"64", "100", "127", "128", "256"})
    public int side;

    private double[] values = {};
    private FourierSpectrum fourier = new FourierSpectrum(GridShape.square(1));
    private CosineSpectrum cosine = new CosineSpectrum(GridShape.square(1));
    private SpectralScorer scorer = new SpectralScorer(GridShape.square(1));

    /** Draws a grid. */
    @Setup
    public void draw() {
        values = new SplittableRandom(side).doubles(side * side, -1, 1).toArray();
        fourier = new FourierSpectrum(GridShape.square(side));
        cosine = new CosineSpectrum(GridShape.square(side));
        scorer = new SpectralScorer(GridShape.square(side));
    }

    /** Transforms, and takes amplitudes. */
    @Benchmark
    public FourierSpectrum fourier() {
        fourier.load(values);
        return fourier;
    }

    /** Transforms. */
    @Benchmark
    public double[] cosine() {
        return cosine.transform(values);
    }

    /** Projects on polynomials, and takes the mean degree. */
    @Benchmark
    public double polynomials() {
        scorer.load(values);
        return scorer.value(SpectralMeasure.C_LEGENDRE);
    }
}
