package org.neuralredshift.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.GridScorer;
import org.neuralredshift.metrics.spectral.GridShape;
import org.neuralredshift.metrics.spectral.SpectralMeasure;
import org.neuralredshift.metrics.spectral.SpectralScorer;
import org.neuralredshift.nn.InputGrid;
import org.neuralredshift.nn.Mlp;
import org.neuralredshift.nn.MlpEvaluator;
import org.neuralredshift.nn.MlpWeights;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Activation;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One random MLP on a 64 x 64 grid, width 64, depth 4: drawn, evaluated, scored by all spectral
 * measures. Add {@code -t 2} for networks a second on two threads.
 *
 * <p>The share of the peak is the {@code gflops} of {@code evaluate} over that of {@code peak},
 * which does nothing but independent fused multiply-adds in registers. Activations count as no
 * work.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FunctionsBench {
    private static final int SIDE = 64;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 16;
    private static final int STEPS = 10_000;

    @Param({"tanh", "relu", "sine"})
    public String activation;

    private final InputGrid grid = new InputGrid(2, SIDE, false);
    private final SpectralScorer scorer = new SpectralScorer(GridShape.square(SIDE));
    private final GridScorer all = new GridScorer(GridShape.square(SIDE));
    private final float[] values = new float[SIDE * SIDE];
    private final List<GridMeasure> standard = GridMeasure.standard();
    private Mlp mlp;
    private MlpWeights weights;
    private MlpEvaluator evaluator;
    private StreamKey key;
    private int sample;

    /** Work done, for the share of the peak. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        /** Multiplications and additions, in 10^9. */
        public double gflops;

        /** Starts an iteration. */
        @Setup(Level.Iteration)
        public void reset() {
            gflops = 0;
        }
    }

    /** Draws the first network. */
    @Setup
    public void draw() {
        mlp = Mlp.standard(Activation.named(activation)).withDepth(4).withMagnitude(2);
        weights = new MlpWeights(mlp);
        evaluator = new MlpEvaluator(mlp, grid);
        key = mlp.key(0);
        evaluate(new Work());
        scorer.load(values);
    }

    /** Draws and evaluates a network. */
    @Benchmark
    public float[] evaluate(Work work) {
        weights.draw(key, sample++);
        evaluator.evaluate(weights, values);
        work.gflops += 2e-9 * mlp.multiplyAdds() * grid.points();
        return values;
    }

    /** Computes all spectral measures of a function. */
    @Benchmark
    public double measure() {
        scorer.load(values);
        double sum = 0;
        for (SpectralMeasure measure : SpectralMeasure.values()) {
            sum += scorer.value(measure);
        }
        return sum;
    }

    /** Computes the measures that {@code functions} prints, Lempel-Ziv counts among them. */
    @Benchmark
    public double measureAsPrinted() {
        all.load(values);
        double sum = 0;
        for (GridMeasure measure : standard) {
            sum += all.value(measure);
        }
        return sum;
    }

    /** Draws, evaluates and measures a network. */
    @Benchmark
    public double evaluateAndMeasure(Work work) {
        evaluate(work);
        return measure();
    }

    /** Fused multiply-adds in registers: the machine's peak. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float peak(Work work) {
        FloatVector a = FloatVector.broadcast(F, 0.999f);
        FloatVector b = FloatVector.broadcast(F, 1e-3f);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        FloatVector s10 = b;
        FloatVector s11 = b;
        FloatVector s12 = b;
        FloatVector s13 = b;
        FloatVector s14 = b;
        FloatVector s15 = b;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
            s12 = s12.fma(a, b);
            s13 = s13.fma(a, b);
            s14 = s14.fma(a, b);
            s15 = s15.fma(a, b);
        }
        work.gflops += 2e-9 * STEPS * CHAINS * F.length();
        s0 = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7);
        s8 = s8.add(s9).add(s10).add(s11).add(s12).add(s13).add(s14).add(s15);
        return s0.add(s8).lane(0);
    }
}
