package org.neuralredshift.rivals;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Products of one, 16 and 64 rows by GPT-2 small's matrices, ours and OpenBLAS's in turn, one
 * thread each. Weights come from memory: both multiply by enough matrices in turn to fill {@value
 * #POOL} bytes. OpenBLAS keeps a matrix with its outputs first, as torch does, and takes {@code
 * sgemv} for one row, {@code sgemm} for more.
 */
final class ProductsRace {
    private static final long POOL = 200_000_000;
    private static final int MOST_ROWS = 64;
    private static final double TOLERANCE = 1e-4;
    private static final int[][] SHAPES = {{768, 2304}, {768, 3072}, {3072, 768}, {768, 50257}};
    private static final int[] ROWS = {1, 16, 64};

    /** Columns a panel, as the explicit engine has them. */
    private static final int PANEL = 16;

    private final int inputs;
    private final int outputs;
    private final float[] x;
    private final float[] y;
    private final FloatPointer theirX;
    private final FloatPointer theirY;
    private final List<Panels> ours = new ArrayList<>();
    private final List<FloatPointer> theirs = new ArrayList<>();
    private int nextOurs;
    private int nextTheirs;

    private ProductsRace(Arena arena, int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.x = random(MOST_ROWS * inputs, 1);
        this.y = new float[MOST_ROWS * Panels.pad(outputs)];
        this.theirX = new FloatPointer(x);
        this.theirY = new FloatPointer((long) MOST_ROWS * outputs);
        long size = 4L * inputs * outputs;
        for (int i = 0; i < Math.max(2, Math.ceilDiv(POOL, size)); i++) {
            float[] w = random(inputs * outputs, 2 + i);
            theirs.add(new FloatPointer(w));
            Panels panels = new Panels(arena, inputs, outputs, PANEL);
            float[] row = new float[outputs];
            for (int k = 0; k < inputs; k++) {
                for (int o = 0; o < outputs; o++) {
                    row[o] = w[o * inputs + k];
                }
                panels.setRow(k, row, 0);
            }
            ours.add(panels);
        }
    }

    /** Races all shapes and prints a table. */
    static void run(int rounds, double seconds) throws InterruptedException {
        openblas.cblas_sscal(1, 1, new float[1], 1); // loads the library
        BlasThreads.set(1);
        System.out.printf(
                "%nProducts on one thread, weights from memory%n%n| matrix | rows | ours, us |"
                        + " ours, GB/s | ours, GFLOP/s | OpenBLAS, us | its time, ours = 1"
                        + " |%n|---|---|---|---|---|---|---|%n");
        for (int[] shape : SHAPES) {
            try (Arena arena = Arena.ofShared()) {
                ProductsRace race = new ProductsRace(arena, shape[0], shape[1]);
                for (int rows : ROWS) {
                    race.race(rows, new Race(rounds, seconds, 0));
                }
                race.close();
            }
        }
    }

    private void race(int rows, Race race) throws InterruptedException {
        check(rows);
        List<Race.Result> results =
                race.run(
                        List.of(
                                new Race.Contender("ours", () -> multiply(rows)),
                                new Race.Contender("OpenBLAS", () -> theirs(rows))));
        double time = results.getFirst().median();
        System.out.printf(
                Locale.ROOT,
                "| %d x %d | %d | %.1f | %.1f | %.1f | %.1f | %s |%n",
                inputs,
                outputs,
                rows,
                1e6 * time,
                4e-9 * inputs * outputs / time,
                2e-9 * inputs * outputs * rows / time,
                1e6 * results.get(1).median(),
                results.get(1).ratio());
    }

    private void multiply(int rows) {
        nextOurs = (nextOurs + 1) % ours.size();
        int padded = Panels.pad(outputs);
        Products.multiply(x, inputs, rows, ours.get(nextOurs), inputs, y, 0, padded);
    }

    private void theirs(int rows) {
        nextTheirs = (nextTheirs + 1) % theirs.size();
        FloatPointer w = theirs.get(nextTheirs);
        if (rows == 1) {
            openblas.cblas_sgemv(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    outputs,
                    inputs,
                    1,
                    w,
                    inputs,
                    theirX,
                    1,
                    0,
                    theirY,
                    1);
        } else {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasTrans,
                    rows,
                    outputs,
                    inputs,
                    1,
                    theirX,
                    inputs,
                    w,
                    inputs,
                    0,
                    theirY,
                    outputs);
        }
    }

    /** Both must have computed the same product, up to the rounding of float sums. */
    private void check(int rows) {
        nextOurs = nextTheirs;
        multiply(rows);
        theirs(rows);
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < outputs; o++) {
                float expected = theirY.get((long) r * outputs + o);
                float found = y[r * Panels.pad(outputs) + o];
                if (!(Math.abs(expected - found) <= TOLERANCE * Math.sqrt(inputs))) {
                    throw new IllegalStateException(
                            "row %d, output %d: ours %s, theirs %s"
                                    .formatted(r, o, found, expected));
                }
            }
        }
    }

    private static float[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private void close() {
        theirs.forEach(FloatPointer::close);
        theirX.close();
        theirY.close();
    }
}
