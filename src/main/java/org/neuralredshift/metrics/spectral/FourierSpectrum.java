package org.neuralredshift.metrics.spectral;

/**
 * Amplitudes |F(k)| of the discrete Fourier transform of a grid, and their means over frequency.
 * Not thread-safe. Time O(N^d log N), memory about five times the grid's.
 *
 * <p>The grid is real, so F(-k) is the conjugate of F(k): the first axis keeps its frequencies 0 to
 * N/2 only, and all of these but 0 and N/2 count twice. Its real lines go in pairs through complex
 * transforms.
 */
final class FourierSpectrum {
    private final int dimensions;
    private final int side;
    private final int half;
    private final LineTransform transform;
    private final int[] realRows;
    private final int[] rows;
    private final Lines lines = new Lines();
    private final PartialSums sums = new PartialSums();
    private double[] re;
    private double[] im;
    private double[] spareRe;
    private double[] spareIm;
    private final double[] amplitude;
    private final double[] power;
    private final FourierWeights square;
    private final FourierWeights disc;

    FourierSpectrum(GridShape shape) {
        this.dimensions = shape.dimensions();
        this.side = shape.side();
        this.half = side / 2 + 1;
        this.transform = LineTransform.of(side);
        int points = shape.points() / side * half;
        this.realRows = Lines.rows(side, shape.points() / side);
        this.rows = Lines.rows(side, points / side);
        this.re = new double[points];
        this.im = new double[points];
        this.spareRe = new double[dimensions > 2 ? points : 0];
        this.spareIm = new double[dimensions > 2 ? points : 0];
        this.amplitude = new double[points];
        this.power = new double[points];
        this.square = FourierWeights.of(shape, Double.POSITIVE_INFINITY);
        this.disc = FourierWeights.of(shape, side / 2.0);
    }

    /**
     * Computes the amplitudes. Those up to 1e-12 times the sum of |f| become 0: they are rounding.
     *
     * @param f shape (N, …, N)
     */
    void load(double[] f) {
        DoubleLanes.count(f.length);
        double least = WeightedMean.ROUNDING * sums.absolute(f, f.length);
        firstAxis(f);
        for (int axis = 1; axis < dimensions - 1; axis++) {
            nextAxis();
        }
        if (dimensions == 1) {
            Amplitudes.ofTwice(re, im, 1, half, least, amplitude, 0, half);
        } else {
            lastAxis(least);
        }
    }

    /** Transforms along the first axis and moves it to the end, shape (N, …, N, N/2 + 1). */
    private void firstAxis(double[] f) {
        int columns = f.length / side;
        int apart = columns / 2;
        int pairs = columns - apart;
        for (int b = 0, width; b < pairs; b += width) {
            width = Lines.together(pairs - b);
            lines.reserve((side + 2) * width);
            lines.readFrom(f, b, f, b + apart, realRows);
            transform.forward(lines, width);
            RealPairs.part(lines, side, width);
            // Of an odd number of lines the middle one is in two pairs; the last of them counts.
            int skipped = b == 0 && pairs > apart ? 1 : 0;
            moveHalf(0, 2 * width, b, width);
            moveHalf(width + skipped, 2 * width, b + apart + skipped, width - skipped);
        }
    }

    private void moveHalf(int from, int stride, int line, int width) {
        Transpose.apply(lines.otherRe, from, stride, re, line * half, half, half, width);
        Transpose.apply(lines.otherIm, from, stride, im, line * half, half, half, width);
    }

    /** Transforms along an axis, now the first, and moves it to the end. */
    private void nextAxis() {
        int columns = re.length / side;
        for (int b = 0, width; b < columns; b += width) {
            width = Lines.together(columns - b);
            forward(b, width);
            Transpose.apply(lines.re, 0, width, spareRe, b * side, side, side, width);
            Transpose.apply(lines.im, 0, width, spareIm, b * side, side, side, width);
        }
        double[] was = re;
        re = spareRe;
        spareRe = was;
        was = im;
        im = spareIm;
        spareIm = was;
    }

    private void lastAxis(double least) {
        int columns = re.length / side;
        for (int b = 0, width; b < columns; b += width) {
            width = Lines.together(columns - b);
            forward(b, width);
            Amplitudes.ofTwice(lines.re, lines.im, side, width, least, amplitude, b, columns);
        }
    }

    private void forward(int firstLine, int width) {
        lines.reserve(side * width);
        lines.readFrom(re, firstLine, im, firstLine, rows);
        transform.forward(lines, width);
    }

    /** Computes Σ |F| ‖k‖ / Σ |F| over k ≠ 0, or 0 when nothing is left. */
    double mean() {
        return WeightedMean.of(sums, amplitude, square.radius(), square.count());
    }

    /** As {@link #mean}, over ‖k‖ of (0, N/2]. */
    double meanInDisc() {
        return WeightedMean.of(sums, amplitude, disc.radius(), disc.count());
    }

    /** As {@link #mean}, weighted by |F|². */
    double meanOfPower() {
        Amplitudes.square(amplitude, power);
        return WeightedMean.of(sums, power, square.radius(), square.count());
    }
}
