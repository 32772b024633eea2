package org.neuralredshift.metrics.spectral;

/**
 * A discrete Fourier transform of one length, F[k] = Σ_j f[j] exp(-2πi jk / n), of many lines at a
 * time. Each line has the same bits however many there are. Not thread-safe: it owns its scratch.
 */
sealed interface LineTransform permits MixedRadix, Chirp {
    /**
     * Transforms in place, without scaling.
     *
     * @param z shape (n, lines)
     */
    void forward(Lines z, int lines);

    /**
     * Transforms in place, without scaling.
     *
     * @param re real parts, shape (n, lines), row-major: element k of line b at k * lines + b
     * @param im imaginary parts, likewise
     */
    default void forward(double[] re, double[] im, int lines) {
        Lines z = new Lines();
        z.reserve(re.length);
        System.arraycopy(re, 0, z.re, 0, re.length);
        System.arraycopy(im, 0, z.im, 0, im.length);
        forward(z, lines);
        System.arraycopy(z.re, 0, re, 0, re.length);
        System.arraycopy(z.im, 0, im, 0, im.length);
    }

    /** Returns the transform of a length: O(n log n) for every n. */
    static LineTransform of(int n) {
        return MixedRadix.greatestFactor(n) <= MixedRadix.GREATEST_RADIX
                ? new MixedRadix(n)
                : new Chirp(n);
    }
}
