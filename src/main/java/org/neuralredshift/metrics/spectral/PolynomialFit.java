package org.neuralredshift.metrics.spectral;

import java.util.Arrays;

/**
 * The least-squares fit of a grid by products of polynomials of degree up to 2⌊√N⌋ an axis (N - 1
 * when that is less), a degree at which equispaced points still determine the coefficients well,
 * and the mean order of the coefficients. Not thread-safe. Time O(N^d √N).
 *
 * <p>The grid is projected once on polynomials that are orthonormal on the points (from Legendre's,
 * by Gram-Schmidt done twice); a triangular system turns the result into Legendre coefficients, and
 * the recursions of the families into those of each family, which loses no digits even where that
 * family is nearly dependent on the points.
 */
final class PolynomialFit {
    private final int dimensions;
    private final int side;
    private final int terms;
    private final double[] orthonormal;
    private final double[][] toFamily = new double[PolynomialBasis.values().length][];
    private final PartialSums sums = new PartialSums();
    private final double[] order;
    private final double[] projected;
    private final double[] coefficients;
    private final double[] product;
    private final double[] work;

    PolynomialFit(GridShape shape) {
        this.dimensions = shape.dimensions();
        this.side = shape.side();
        this.terms = degree(side) + 1;
        double[] x = shape.coordinates();
        double[][] legendre = PolynomialBasis.LEGENDRE.values(x, terms - 1);
        double[][] projection = orthonormalised(PolynomialBasis.LEGENDRE.values(x, terms - 1));
        this.orthonormal = flat(projection);
        double[][] toLegendre = inverse(triangle(projection, legendre));
        for (PolynomialBasis basis : PolynomialBasis.values()) {
            toFamily[basis.ordinal()] =
                    flat(product(PolynomialBasis.LEGENDRE.in(basis, terms - 1), toLegendre));
        }
        this.order = Radii.sums(dimensions, terms, k -> k);
        this.projected = new double[order.length];
        this.coefficients = new double[order.length];
        this.product = new double[terms * (shape.points() / side)];
        this.work = new double[product.length];
    }

    /** Returns the highest degree an axis: 2⌊√N⌋, at most N - 1. */
    static int degree(int side) {
        return Math.min(side - 1, 2 * (int) Math.sqrt(side));
    }

    /** Projects a grid, shape (N, …, N), for the means that follow. */
    void load(double[] f) {
        DoubleLanes.count(f.length);
        along(orthonormal, side, f, projected);
    }

    /**
     * Computes Σ |C| (i + j + …) / Σ |C| without the constant term, or 0 when nothing is left. |C|
     * up to 1e-12 times the given scale counts as 0.
     *
     * @param scale max |f|
     */
    double mean(PolynomialBasis basis, double scale) {
        double[] c = coefficients(basis);
        Amplitudes.above(WeightedMean.ROUNDING * scale, c, c.length, c);
        c[0] = 0;
        return WeightedMean.of(sums, c, order);
    }

    /**
     * Returns the coefficients in a family, shape (degree + 1, …); overwritten by the next call.
     */
    double[] coefficients(PolynomialBasis basis) {
        along(toFamily[basis.ordinal()], terms, projected, coefficients);
        return coefficients;
    }

    /** Multiplies all axes, of so many elements each, by a matrix of as many rows as terms. */
    private void along(double[] matrix, int elements, double[] from, double[] to) {
        double[] x = from;
        int size = from.length;
        for (int axis = 0; axis < dimensions; axis++) {
            int columns = size / elements;
            AxisProduct.apply(matrix, x, product, terms, elements, columns);
            x = axis == dimensions - 1 ? to : work;
            Transpose.apply(product, 0, columns, x, 0, terms, terms, columns);
            size = terms * columns;
        }
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][] orthonormalised(double[][] rows) {
        for (int n = 0; n < rows.length; n++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < n; k++) {
                    double along = dot(rows[n], rows[k]);
                    for (int i = 0; i < rows[n].length; i++) {
                        rows[n][i] -= along * rows[k][i];
                    }
                }
            }
            double length = Math.sqrt(dot(rows[n], rows[n]));
            for (int i = 0; i < rows[n].length; i++) {
                rows[n][i] /= length;
            }
        }
        return rows;
    }

    /**
     * Entry (k, n), k up to n: the share of orthonormal polynomial k in polynomial n of the family.
     */
    private static double[][] triangle(double[][] orthonormal, double[][] family) {
        int terms = family.length;
        double[][] triangle = new double[terms][terms];
        for (int n = 0; n < terms; n++) {
            for (int k = 0; k <= n; k++) {
                triangle[k][n] = dot(orthonormal[k], family[n]);
            }
        }
        return triangle;
    }

    private static double[][] inverse(double[][] upper) {
        int terms = upper.length;
        double[][] inverse = new double[terms][terms];
        for (int c = 0; c < terms; c++) {
            for (int r = c; r >= 0; r--) {
                double sum = r == c ? 1 : 0;
                for (int k = r + 1; k <= c; k++) {
                    sum -= upper[r][k] * inverse[k][c];
                }
                inverse[r][c] = sum / upper[r][r];
            }
        }
        return inverse;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a.length];
        for (int r = 0; r < a.length; r++) {
            for (int k = r; k < a.length; k++) {
                for (int c = k; c < a.length; c++) {
                    product[r][c] += a[r][k] * b[k][c];
                }
            }
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
