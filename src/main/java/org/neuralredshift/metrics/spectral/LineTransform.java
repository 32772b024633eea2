package org.neuralredshift.metrics.spectral;

/**
 * A discrete Fourier transform of one length, F[k] = Σ_j f[j] exp(-2πi jk / n), of many lines at a
 * time. Not thread-safe: it owns its scratch.
 */
sealed interface LineTransform permits MixedRadix, Chirp {
    /**
     * Transforms in place, without scaling.
     *
     * @param re real parts, shape (n, lines), row-major: element k of line b at k * lines + b
     * @param im imaginary parts, likewise
     */
    void forward(double[] re, double[] im, int lines);

    /** Returns the transform of a length: O(n log n) for every n. */
    static LineTransform of(int n) {
        return MixedRadix.greatestFactor(n) <= MixedRadix.GREATEST_RADIX
                ? new MixedRadix(n)
                : new Chirp(n);
    }
}
