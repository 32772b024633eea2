package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.StreamKey;

/**
 * The model without a bias for simple functions: one layer of sine units, one a Fourier component
 * of the grid, with fixed input weights, and random coefficients and phases. Teney et al. 2024,
 * arXiv 2403.02241.
 *
 * <p>At point i of a grid of N points an axis, {@code f = α √(2/N^d) Σ_k a_k cos(2π k·i / N + φ_k)}
 * over all k of {0, …, N - 1}^d, a_k normal, φ_k uniform on a full turn. So the grid covers one
 * period, whatever its axis, and the spectrum is flat: f has the covariance of white noise of
 * standard deviation α.
 *
 * @param inputs d, at least 1
 * @param magnitude α, a finite number, not negative
 */
public record UnbiasedModel(int inputs, double magnitude) implements FunctionModel {
    private static final int COEFFICIENTS = 0;
    private static final int PHASES = 1;

    /** Checks both. */
    public UnbiasedModel {
        Check.atLeast(1, inputs, "inputs");
        Check.check(
                magnitude >= 0 && Double.isFinite(magnitude),
                "magnitude",
                "a finite number, not negative",
                magnitude);
    }

    @Override
    public String canonical() {
        return "{\"model\":\"unbiased\",\"inputs\":%d,\"magnitude\":%s}"
                .formatted(inputs, magnitude);
    }

    @Override
    public long bytes(InputGrid grid) {
        return 6L * grid.points() * Double.BYTES + 4L * grid.side() * Double.BYTES;
    }

    /** Prepares to draw; a function takes O(d N^(d+1)) time, on one thread. */
    @Override
    public FunctionSampler sampler(InputGrid grid, int threads) {
        return new Sampler(this, grid);
    }

    private static final class Sampler implements FunctionSampler {
        private final UnbiasedModel model;
        private final InputGrid grid;
        private final double[] cos;
        private final double[] sin;
        private final float[] coefficient;
        private final float[] phase;
        private double[] re;
        private double[] im;
        private double[] re2;
        private double[] im2;

        Sampler(UnbiasedModel model, InputGrid grid) {
            this.model = model;
            this.grid = grid;
            int side = grid.side();
            int points = grid.points();
            this.cos = new double[side];
            this.sin = new double[side];
            for (int i = 0; i < side; i++) {
                cos[i] = StrictMath.cos(2 * Math.PI * i / side);
                sin[i] = StrictMath.sin(2 * Math.PI * i / side);
            }
            this.coefficient = new float[points];
            this.phase = new float[points];
            this.re = new double[points];
            this.im = new double[points];
            this.re2 = new double[points];
            this.im2 = new double[points];
        }

        @Override
        public @Nullable NonFinite sample(StreamKey key, int sample, float[] values) {
            Check.check(
                    values.length == grid.points(),
                    "values",
                    grid.points() + " of them",
                    values.length);
            Deviates deviates = new Deviates(key, sample);
            deviates.fill(Distribution.NORMAL, 1, COEFFICIENTS, 0, coefficient, coefficient.length);
            deviates.fill(Distribution.UNIFORM, 1, PHASES, 0, phase, phase.length);
            double scale = model.magnitude() * Math.sqrt(2.0 / values.length);
            for (int k = 0; k < values.length; k++) {
                re[k] = scale * coefficient[k] * StrictMath.cos(Math.PI * phase[k]);
                im[k] = scale * coefficient[k] * StrictMath.sin(Math.PI * phase[k]);
            }
            for (int axis = 0; axis < grid.inputs(); axis++) {
                alongLastAxis();
            }
            NonFinite first = null;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) re[i];
                if (first == null && !Float.isFinite(values[i])) {
                    first = new NonFinite("output", 0, i);
                }
            }
            return first;
        }

        /** Sums the waves along the last axis, k = 0, 1, …, and makes it the first one. */
        private void alongLastAxis() {
            int side = grid.side();
            int rows = re.length / side;
            for (int i = 0; i < side; i++) {
                for (int r = 0; r < rows; r++) {
                    double sumRe = 0;
                    double sumIm = 0;
                    for (int k = 0, turn = 0; k < side; k++) {
                        int at = r * side + k;
                        sumRe += re[at] * cos[turn] - im[at] * sin[turn];
                        sumIm += re[at] * sin[turn] + im[at] * cos[turn];
                        turn += i;
                        turn -= turn < side ? 0 : side;
                    }
                    re2[i * rows + r] = sumRe;
                    im2[i * rows + r] = sumIm;
                }
            }
            double[] swapped = re;
            re = re2;
            re2 = swapped;
            swapped = im;
            im = im2;
            im2 = swapped;
        }
    }
}
