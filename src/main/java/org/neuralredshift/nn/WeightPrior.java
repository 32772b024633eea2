package org.neuralredshift.nn;

/**
 * Priors of a weight matrix with n_in inputs and n_out outputs, each of mean 0. GLOROT, GAUSSIAN,
 * BALL and LONG_TAILED have one variance, 2α² / (n_in + n_out).
 */
public enum WeightPrior {
    /** Uniform on ±α √(6 / (n_in + n_out)): Glorot and Bengio 2010, the paper's prior at α = 1. */
    GLOROT("U(±α √(6 / (inputs + outputs)))"),
    /**
     * Uniform on ±α √(3 / n_in), of variance α² / n_in: the scale of a sum does not depend on the
     * width.
     */
    FAN_IN("U(±α √(3 / inputs))"),
    /** Uniform on ±α. */
    PLAIN("U(±α)"),
    /** Normal. */
    GAUSSIAN("N(0, 2α² / (inputs + outputs))"),
    /** The matrix as one vector, uniform in a ball about 0. */
    BALL("the matrix uniform in a ball, of variance 2α² / (inputs + outputs) an entry"),
    /** Student's t with five degrees of freedom, whose tails fall as |w|^-6. */
    LONG_TAILED(
            "Student's t with 5 degrees of freedom, scaled to variance 2α² / (inputs + outputs)");

    private final String formula;

    WeightPrior(String formula) {
        this.formula = formula;
    }

    /** Name on the command line and in results. */
    public String label() {
        return Check.label(this);
    }

    /** Distribution of one weight. */
    public String formula() {
        return formula;
    }

    @Override
    public String toString() {
        return label();
    }
}
