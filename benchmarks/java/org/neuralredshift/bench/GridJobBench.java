package org.neuralredshift.bench;

import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.metrics.spectral.SpectralMeasure;
import org.neuralredshift.metrics.spectral.SpectralScorer;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.Mlp;
import org.neuralredshift.nn.MlpEvaluator;
import org.neuralredshift.nn.MlpWeights;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Activation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The job of the function study: 100 MLPs, 64 wide and 4 deep, drawn, evaluated on a 64 x 64 grid
 * and given their mean Fourier frequency. Networks a second; one a thread with {@code -t}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GridJobBench {
    static final int SIDE = 64;
    private static final int NETWORKS = 100;

    /** The networks' activation. */
    @Param("tanh")
    public String activation = "tanh";

    private final InputGrid grid = new InputGrid(2, SIDE, false);
    private final SpectralScorer scorer = new SpectralScorer(GridShape.square(SIDE));
    private final float[] values = new float[SIDE * SIDE];
    private int sample;

    static Mlp mlp(String activation) {
        return Mlp.standard(Activation.named(activation)).withDepth(4).withMagnitude(2);
    }

    /** Does the job. */
    @Benchmark
    @OperationsPerInvocation(NETWORKS)
    public double networks() {
        Mlp mlp = mlp(activation);
        MlpWeights weights = new MlpWeights(mlp);
        MlpEvaluator evaluator = new MlpEvaluator(mlp, grid);
        StreamKey key = mlp.key(0);
        double sum = 0;
        for (int i = 0; i < NETWORKS; i++) {
            weights.draw(key, sample++);
            evaluator.evaluate(weights, values);
            scorer.load(values);
            sum += scorer.value(SpectralMeasure.C_FOURIER);
        }
        return sum;
    }
}
