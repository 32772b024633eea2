package org.neuralredshift.metrics.spectral;

/**
 * The orthonormal cosine transform (DCT-II) of a grid, which continues it by mirrors and so has no
 * jump at its edges, and the mean frequency in cycles a side. Not thread-safe. Time O(N^d log N),
 * memory about four times the grid's.
 *
 * <p>Along an axis, the even elements followed by the odd ones backwards are Fourier transformed
 * and turned by a quarter step (Makhoul 1980, doi:10.1109/TASSP.1980.1163351). Two real lines go
 * through one complex transform.
 */
final class CosineSpectrum {
    private final int dimensions;
    private final int side;
    private final LineTransform transform;
    private final int[] rows;
    private final Lines lines = new Lines();
    private final PartialSums sums = new PartialSums();
    private final double[] cos;
    private final double[] sin;
    private final double[] radius;
    private final double[] amplitude;
    private double[] values;
    private double[] spare;
    private double rounding;

    CosineSpectrum(GridShape shape) {
        this.dimensions = shape.dimensions();
        this.side = shape.side();
        this.transform = LineTransform.of(side);
        int points = shape.points();
        this.values = new double[points];
        this.spare = new double[points];
        this.amplitude = new double[points];
        this.rows = new int[side];
        this.cos = new double[side];
        this.sin = new double[side];
        for (int k = 0; k < side; k++) {
            int place = k % 2 == 0 ? k / 2 : side - 1 - k / 2;
            rows[place] = k * (points / side);
            // Half, since the pairs of lines give twice their transforms.
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / side) / 2;
            cos[k] = scale * StrictMath.cos(Math.PI * k / (2.0 * side));
            sin[k] = scale * StrictMath.sin(Math.PI * k / (2.0 * side));
        }
        this.radius = Radii.of(dimensions, side, k -> k);
    }

    /** Transforms a grid, shape (N, …, N), for the means that follow. */
    void load(double[] f) {
        transform(f);
        rounding = WeightedMean.ROUNDING * Math.sqrt(sums.dot(f, f, f.length));
    }

    /**
     * Computes Σ |D| ‖k‖/2 / Σ |D| over k ≠ 0, or 0 when nothing is left. |D| up to 1e-12 ‖f‖₂, and
     * up to the given floor, counts as 0.
     */
    double mean(double floor) {
        Amplitudes.above(Math.max(floor, rounding), values, values.length, amplitude);
        amplitude[0] = 0;
        return WeightedMean.of(sums, amplitude, radius) / 2;
    }

    /** Transforms a grid and returns the coefficients, shape (N, …, N); overwritten by the next. */
    double[] transform(double[] f) {
        DoubleLanes.count(f.length);
        alongFirstAxis(f, values);
        for (int axis = 1; axis < dimensions; axis++) {
            alongFirstAxis(values, spare);
            double[] was = values;
            values = spare;
            spare = was;
        }
        return values;
    }

    /** Transforms along the first axis and moves it to the end. */
    private void alongFirstAxis(double[] from, double[] to) {
        int columns = from.length / side;
        int apart = columns / 2;
        int pairs = columns - apart;
        for (int b = 0, width; b < pairs; b += width) {
            width = Lines.together(pairs - b);
            lines.reserve(side * width);
            lines.readFrom(from, b, from, b + apart, rows);
            transform.forward(lines, width);
            RealPairs.turn(lines, side, width, cos, sin);
            // Of an odd number of lines the middle one is in two pairs; the last of them counts.
            int skipped = b == 0 && pairs > apart ? 1 : 0;
            int line = b + apart + skipped;
            Transpose.apply(lines.otherRe, 0, width, to, b * side, side, side, width);
            Transpose.apply(
                    lines.otherIm, skipped, width, to, line * side, side, side, width - skipped);
        }
    }
}
