package org.neuralredshift.metrics.spectral;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The measures of a function f on a grid of N points an axis over [-1, 1]^d: each with its name in
 * the output, formula, unit, edge cases, source and cost. F is the discrete Fourier transform, k
 * its signed whole frequencies (cycles a side), D the orthonormal DCT-II. A constant grid is 0 in
 * every measure, and has the status {@link SpectralScorer.Status#CONSTANT}.
 *
 * <pre>{@code
 * double frequency = SpectralMeasure.C_DCT.of(values, GridShape.square(64));
 * }</pre>
 */
public enum SpectralMeasure {
    C_FOURIER(
            "c_fourier",
            "cycles a side",
            "Σ |F(k)| ‖k‖₂ / Σ |F(k)| over all k ≠ 0; |F| <= 1e-12 Σ|f| counts as 0",
            "a grid that is not periodic jumps at its edges: a plane already scores"
                    + " 8.6 at N = 64",
            "Teney et al. 2024, arXiv:2403.02241",
            "O(N^d log N)",
            SpectralScorer::fourier),
    C_FOURIER_NORM(
            "c_fourier_norm",
            "share of the greatest frequency",
            "c_fourier / (√d N/2)",
            "as c_fourier",
            "Teney et al. 2024, arXiv:2403.02241",
            "with c_fourier",
            s -> s.fourier() / (Math.sqrt(s.shape().dimensions()) * s.shape().side() / 2)),
    C_FOURIER_DISC(
            "c_fourier_disc",
            "cycles a side",
            "c_fourier over 0 < ‖k‖₂ <= N/2 only",
            "a checkerboard lies in the corner outside the disc: 0",
            "Teney et al. 2024, arXiv:2403.02241",
            "with c_fourier",
            SpectralScorer::fourierInDisc),
    C_FOURIER_POWER(
            "c_fourier_power",
            "cycles a side",
            "c_fourier weighted by |F(k)|²",
            "as c_fourier",
            "Teney et al. 2024, arXiv:2403.02241",
            "with c_fourier",
            SpectralScorer::fourierPower),
    C_FOURIER_HANN(
            "c_fourier_hann",
            "cycles a side",
            "c_fourier of (f - mean) times Π sin²(π i / (N - 1)) over the axes",
            "N = 1 or 2: 0, since the window is 0 at both ends",
            "window: Harris 1978, doi:10.1109/PROC.1978.10837",
            "O(N^d log N)",
            SpectralScorer::fourierHann),
    C_DCT(
            "c_dct",
            "cycles a side",
            "Σ |D(i, j)| ‖(i, j)‖₂ / 2 / Σ |D(i, j)| over (i, j) ≠ (0, 0); |D| <= 1e-12 ‖f‖₂"
                    + " counts as 0",
            "continues f by mirrors, so no jump at the edges; a plane grows with log N only",
            "transform: Ahmed, Natarajan and Rao 1974, doi:10.1109/T-C.1974.223784",
            "O(N^d log N)",
            SpectralScorer::cosine),
    C_DCT_F32(
            "c_dct_f32",
            "cycles a side",
            "c_dct, where |D| <= 2^-19 max|f|, the rounding of float networks, counts as 0",
            "nothing above it: 0; differs from c_dct where a network is nearly constant",
            "as c_dct",
            "with c_dct",
            SpectralScorer::cosineAboveFloatRounding),
    C_DCT_NORM(
            "c_dct_norm",
            "share of the greatest frequency",
            "c_dct / (√d (N - 1)/2)",
            "N = 1: 0",
            "as c_dct",
            "with c_dct",
            s ->
                    s.shape().side() == 1
                            ? 0
                            : s.cosine()
                                    / (Math.sqrt(s.shape().dimensions())
                                            * (s.shape().side() - 1)
                                            / 2)),
    C_CHEBYSHEV(
            "c_chebyshev",
            "degrees",
            "Σ |C_ij| (i + j) / Σ |C_ij| over (i, j) ≠ (0, 0), C the least-squares coefficients of"
                    + " T_i(x) T_j(y), i, j <= 2⌊√N⌋; |C| <= 1e-12 max|f| counts as 0",
            "a plane: 1; T3(x) T2(y): 5; the highest degree is N - 1 when N < 5",
            "Teney et al. 2024, arXiv:2403.02241",
            "O(N^d √N)",
            s -> s.polynomial(PolynomialBasis.CHEBYSHEV)),
    C_LEGENDRE(
            "c_legendre",
            "degrees",
            "as c_chebyshev, with the Legendre polynomials P_n, P_n(1) = 1",
            "as c_chebyshev",
            "Teney et al. 2024, arXiv:2403.02241",
            "with c_chebyshev",
            s -> s.polynomial(PolynomialBasis.LEGENDRE)),
    C_HERMITE(
            "c_hermite",
            "degrees",
            "as c_chebyshev, with He_n / √(n!)",
            "warning: on [-1, 1] these polynomials are nearly dependent, so that the value shows"
                    + " the basis more than f",
            "Teney et al. 2024, arXiv:2403.02241",
            "with c_chebyshev",
            s -> s.polynomial(PolynomialBasis.HERMITE)),
    TV(
            "tv",
            "ranges of f",
            "mean over all grid lines along all axes of Σ |f_{i+1} - f_i| / (max f - min f)",
            "N = 1: 0; a plane along one axis: 1/d",
            "Teney et al. 2025, arXiv:2503.10065",
            "O(N^d)",
            SpectralScorer::variation),
    TV_RAW(
            "tv_raw",
            "units of f",
            "tv without the division by the range",
            "N = 1: 0",
            "Teney et al. 2025, arXiv:2503.10065",
            "O(N^d)",
            SpectralScorer::variationRaw),
    MEAN_SQUARED_GRADIENT(
            "mean_squared_gradient",
            "squared units of f",
            "Σ over axes of the mean of ((f_{i+1} - f_i) / h)², h the spacing: geometric complexity"
                    + " by finite differences",
            "N = 1: 0; ax + by: a² + b²",
            "Dherin et al. 2022, arXiv:2209.13083",
            "O(N^d)",
            SpectralScorer::meanSquaredGradient);

    private final String id;
    private final String unit;
    private final String formula;
    private final String edgeCases;
    private final String citation;
    private final String cost;
    private final ToDoubleFunction<SpectralScorer> measure;

    SpectralMeasure(
            String id,
            String unit,
            String formula,
            String edgeCases,
            String citation,
            String cost,
            ToDoubleFunction<SpectralScorer> measure) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.edgeCases = edgeCases;
        this.citation = citation;
        this.cost = cost;
        this.measure = measure;
    }

    /** Finds a measure by its name in the output. */
    public static Optional<SpectralMeasure> byId(String id) {
        return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }

    /** Returns the names of all measures, in the order of the output. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(SpectralMeasure::id).toList();
    }

    /**
     * Computes this measure of one grid, in {@link #unit()}; NaN when a value is not finite.
     *
     * @param f shape (N, …, N), row-major
     */
    public double of(double[] f, GridShape shape) {
        SpectralScorer scorer = new SpectralScorer(shape);
        scorer.load(f);
        return scorer.value(this);
    }

    /** Name in the output. */
    public String id() {
        return id;
    }

    /** Unit of a value. */
    public String unit() {
        return unit;
    }

    /** Definition, in one line of plain text. */
    public String formula() {
        return formula;
    }

    /** Values that one should know. */
    public String edgeCases() {
        return edgeCases;
    }

    /** Source, with DOI or arXiv number. */
    public String citation() {
        return citation;
    }

    /** Time for N points an axis. */
    public String cost() {
        return cost;
    }

    double measure(SpectralScorer scorer) {
        return measure.applyAsDouble(scorer);
    }
}
