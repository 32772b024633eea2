package org.neuralredshift.simd;

/**
 * The built-in activations. A new one is a constant here: its texts, its scalar twin, and its
 * vector twin, which is a loop over whole vectors. Both are lambdas and no references to methods,
 * which would load their classes and so the vectors where only the texts are wanted.
 *
 * <p>The greatest errors are over all floats in units in the last place (ulp) of the exact value,
 * and absolute ones over |x| ≤ 8. NaN gives NaN; the sign of a zero is that of the limit.
 */
public enum BuiltInActivation implements Activation {
    /** max(0, x); +0 at −0. Exact. */
    RELU(
            "relu",
            "max(0, x)",
            "rectified linear unit",
            "doi:10.1109/TSSC.1969.300225",
            x -> Piecewise.relu(x),
            (x, from, to) -> Piecewise.relu(x, from, to)),

    /** x Φ(x). At most 6.14 ulp, 2.4e-07 for |x| ≤ 8; −0 below −14.36. */
    GELU(
            "gelu",
            "x/2 (1 + erf(x/√2))",
            "Gaussian error linear unit: x times the normal distribution function",
            "arXiv:1606.08415",
            x -> Gelu.gelu(x),
            (x, from, to) -> Gelu.gelu(x, from, to)),

    /** x σ(2 √(2/π) (x + 0.044715 x³)). At most 2.36 ulp, 2.4e-07 for |x| ≤ 8; −0 below −10.78. */
    GELU_TANH(
            "gelu-tanh",
            "x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))",
            "GELU as GPT-2 computes it, by tanh",
            "arXiv:1606.08415",
            x -> Logistic.geluTanh(x),
            (x, from, to) -> Logistic.geluTanh(x, from, to)),

    /** x σ(x). At most 2.28 ulp, 2.5e-07 for |x| ≤ 8; −0 below −108.67. */
    SWISH(
            "swish",
            "x / (1 + e^−x)",
            "sigmoid-weighted linear unit, also SiLU",
            "arXiv:1710.05941",
            x -> Logistic.swish(x),
            (x, from, to) -> Logistic.swish(x, from, to)),

    /** λ x above 0, λ α (e<sup>x</sup> − 1) below. At most 1.79 ulp, 7.6e-07 for |x| ≤ 8. */
    SELU(
            "selu",
            "λ x for x ≥ 0, λ α (e^x − 1) below; λ = 1.0507009873554805, α = 1.6732632423543772",
            "scaled exponential linear unit, self-normalising",
            "arXiv:1706.02515",
            x -> Exponential.selu(x),
            (x, from, to) -> Exponential.selu(x, from, to)),

    /** tanh x. At most 1.43 ulp, 8.5e-08 for |x| ≤ 8. */
    TANH(
            "tanh",
            "tanh x",
            "hyperbolic tangent",
            "doi:10.1007/3-540-49430-8_2",
            x -> HyperbolicTangent.tanh(x),
            (x, from, to) -> HyperbolicTangent.tanh(x, from, to)),

    /** e<sup>−x²/2</sup>. At most 0.79 ulp, 4.1e-08 for |x| ≤ 8; 0 beyond 14.43. */
    GAUSSIAN(
            "gaussian",
            "e^(−x²/2)",
            "Gaussian bump",
            "arXiv:2403.02241",
            x -> Exponential.gaussian(x),
            (x, from, to) -> Exponential.gaussian(x, from, to)),

    /** sin x, NaN at ±∞. At most 1.54 ulp, 6.5e-08 for |x| ≤ 8. */
    SINE(
            "sine",
            "sin x",
            "sine, x in radians",
            "arXiv:2006.09661",
            x -> Circular.sin(x),
            (x, from, to) -> Circular.sin(x, from, to)),

    /** σ(x) = 1 / (1 + e<sup>−x</sup>). At most 1.50 ulp, 7.2e-08 for |x| ≤ 8; 0 below −103.98. */
    SIGMOID(
            "sigmoid",
            "1 / (1 + e^−x)",
            "logistic function",
            "doi:10.1007/BF02551274",
            x -> Logistic.sigmoid(x),
            (x, from, to) -> Logistic.sigmoid(x, from, to)),

    /** erf x. At most 1.00 ulp, 6.0e-08 for |x| ≤ 8. */
    ERF(
            "erf",
            "erf x",
            "error function",
            "doi:10.1162/089976698300017412",
            x -> ErrorFunction.erf(x),
            (x, from, to) -> ErrorFunction.erf(x, from, to)),

    /** 1 for x > 0, 0 for x ≤ 0. Exact. */
    STEP(
            "step",
            "1 for x > 0, 0 for x ≤ 0",
            "threshold unit",
            "doi:10.1007/BF02478259",
            x -> Piecewise.step(x),
            (x, from, to) -> Piecewise.step(x, from, to)),

    /** x. Exact. */
    IDENTITY(
            "identity",
            "x",
            "no non-linearity: a linear network",
            "arXiv:1312.6120",
            x -> x,
            (x, from, to) -> {});

    private interface Loop {
        void apply(float[] x, int from, int to);
    }

    private final String label;
    private final String formula;
    private final String description;
    private final String source;
    private final Scalar scalar;
    private final Loop vectors;

    BuiltInActivation(
            String label,
            String formula,
            String description,
            String source,
            Scalar scalar,
            Loop vectors) {
        this.label = label;
        this.formula = formula;
        this.description = description;
        this.source = source;
        this.scalar = scalar;
        this.vectors = vectors;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String formula() {
        return formula;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public float at(float x) {
        return scalar.at(x);
    }

    @Override
    public void apply(float[] x, int from, int to) {
        int end = Functions.vectorEnd(x, from, to);
        vectors.apply(x, from, end);
        for (int i = end; i < to; i++) {
            x[i] = scalar.at(x[i]);
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
