package org.neuralredshift.metrics.spectral;

import org.jtransforms.dct.DoubleDCT_2D;
import org.jtransforms.fft.DoubleFFT_2D;
import org.neuralredshift.rivals.Race;
import org.visnow.jlargearrays.ConcurrencyUtils;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Our transforms and those of JTransforms in turn, doubles on one thread, square grids. Fourier:
 * from real values to the amplitudes of all frequencies; beside it the bare transform of
 * JTransforms to half a spectrum, which leaves out the amplitudes and so is less work. Cosine: the
 * orthonormal DCT-II.
 */
public final class TransformsRace {
    private static final int[] SIDES = {64, 128, 256};
    private static final double TOLERANCE = 1e-10;

    private final int side;
    private final double[] values;
    private final double[] work;
    private final double[] amplitude;
    private final FourierSpectrum fourier;
    private final CosineSpectrum cosine;
    private final DoubleFFT_2D theirFourier;
    private final DoubleDCT_2D theirCosine;

    private TransformsRace(int side) {
        this.side = side;
        this.values = new SplittableRandom(side).doubles(side * side, -1, 1).toArray();
        this.work = new double[2 * side * side];
        this.amplitude = new double[side * side];
        this.fourier = new FourierSpectrum(GridShape.square(side));
        this.cosine = new CosineSpectrum(GridShape.square(side));
        this.theirFourier = new DoubleFFT_2D(side, side);
        this.theirCosine = new DoubleDCT_2D(side, side);
    }

    /** Races all sizes and prints a table. */
    public static void run(int rounds, double seconds) throws InterruptedException {
        ConcurrencyUtils.setNumberOfThreads(1);
        System.out.printf(
                "%nTransforms of doubles on one thread%n%n| grid | transform | ours, us |"
                    + " JTransforms, us | its time, ours = 1 | its bare half spectrum, us | ours ="
                    + " 1 |%n|---|---|---|---|---|---|---|%n");
        for (int side : SIDES) {
            TransformsRace race = new TransformsRace(side);
            race.check();
            race.fourier(new Race(rounds, seconds, 0));
            race.cosine(new Race(rounds, seconds, 0));
        }
    }

    private void fourier(Race race) throws InterruptedException {
        List<Race.Result> results =
                race.run(
                        List.of(
                                new Race.Contender("ours", () -> fourier.load(values)),
                                new Race.Contender("JTransforms", this::theirAmplitudes),
                                new Race.Contender("half", this::theirHalf)));
        print("Fourier", results, micros(results.get(2)) + " | " + results.get(2).ratio());
    }

    private void cosine(Race race) throws InterruptedException {
        List<Race.Result> results =
                race.run(
                        List.of(
                                new Race.Contender("ours", () -> cosine.transform(values)),
                                new Race.Contender("JTransforms", this::theirCosines)));
        print("cosine", results, "| ");
    }

    private void print(String transform, List<Race.Result> results, String rest) {
        System.out.printf(
                "| %d x %d | %s | %s | %s | %s | %s |%n",
                side,
                side,
                transform,
                micros(results.getFirst()),
                micros(results.get(1)),
                results.get(1).ratio(),
                rest);
    }

    private static String micros(Race.Result result) {
        return String.format(Locale.ROOT, "%.1f", 1e6 * result.median());
    }

    private void theirAmplitudes() {
        System.arraycopy(values, 0, work, 0, values.length);
        theirFourier.realForwardFull(work);
        for (int k = 0; k < amplitude.length; k++) {
            double re = work[2 * k];
            double im = work[2 * k + 1];
            amplitude[k] = Math.sqrt(re * re + im * im);
        }
    }

    private void theirHalf() {
        System.arraycopy(values, 0, work, 0, values.length);
        theirFourier.realForward(work);
    }

    private void theirCosines() {
        System.arraycopy(values, 0, work, 0, values.length);
        theirCosine.forward(work, true);
    }

    /** Both must have computed the same. */
    private void check() {
        fourier.load(values);
        theirAmplitudes();
        double[] radius = Radii.of(2, side, k -> k <= side / 2 ? k : k - side);
        amplitude[0] = 0;
        double mean = WeightedMean.of(new PartialSums(), amplitude, radius);
        agree("mean frequency", fourier.mean(), mean);
        double[] ours = cosine.transform(values).clone();
        theirCosines();
        for (int k = 0; k < ours.length; k++) {
            agree("cosine coefficient " + k, ours[k], work[k]);
        }
    }

    private static void agree(String what, double ours, double theirs) {
        if (!(Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(ours)))) {
            throw new IllegalStateException(
                    "%s: ours %s, JTransforms %s".formatted(what, ours, theirs));
        }
    }
}
