package org.neuralredshift.metrics.spectral;

/** Families of polynomials p_0 = 1, p_1, …, by what multiplication with x does to them. */
enum PolynomialBasis {
    /** T_n: T_n(cos t) = cos nt. */
    CHEBYSHEV {
        @Override
        double up(int n) {
            return n == 0 ? 1 : 0.5;
        }

        @Override
        double down(int n) {
            return 0.5;
        }
    },
    /** P_n with P_n(1) = 1. */
    LEGENDRE {
        @Override
        double up(int n) {
            return (n + 1) / (2.0 * n + 1);
        }

        @Override
        double down(int n) {
            return n / (2.0 * n + 1);
        }
    },
    /** He_n / sqrt(n!), orthonormal under the standard normal weight. */
    HERMITE {
        @Override
        double up(int n) {
            return Math.sqrt(n + 1);
        }

        @Override
        double down(int n) {
            return Math.sqrt(n);
        }
    };

    /** The factor u in x p_n = u p_{n+1} + d p_{n-1}. */
    abstract double up(int n);

    /** The factor d in x p_n = u p_{n+1} + d p_{n-1}, asked for n >= 1 only. */
    abstract double down(int n);

    /**
     * Returns the values of the polynomials up to a degree.
     *
     * @return shape (degree + 1, points)
     */
    double[][] values(double[] x, int degree) {
        double[][] values = new double[degree + 1][x.length];
        for (int i = 0; i < x.length; i++) {
            values[0][i] = 1;
            for (int n = 0; n < degree; n++) {
                double lower = n == 0 ? 0 : down(n) * values[n - 1][i];
                values[n + 1][i] = (x[i] * values[n][i] - lower) / up(n);
            }
        }
        return values;
    }

    /**
     * Returns the coefficients of this family's polynomials in another: column n holds those of
     * p_n.
     *
     * @return shape (degree + 1, degree + 1), upper triangular
     */
    double[][] in(PolynomialBasis other, int degree) {
        double[][] c = new double[degree + 1][degree + 1];
        c[0][0] = 1;
        for (int n = 0; n < degree; n++) {
            for (int k = 0; k <= n + 1; k++) {
                // Coefficient k of x p_n, less what belongs to p_{n-1}.
                double fromBelow = k == 0 ? 0 : other.up(k - 1) * c[k - 1][n];
                double fromAbove = k + 1 > n ? 0 : other.down(k + 1) * c[k + 1][n];
                double lower = n == 0 ? 0 : down(n) * c[k][n - 1];
                c[k][n + 1] = (fromBelow + fromAbove - lower) / up(n);
            }
        }
        return c;
    }
}
