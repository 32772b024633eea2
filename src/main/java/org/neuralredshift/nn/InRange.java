package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Sums;

/**
 * A copy of a vector whose products with itself and others neither overflow nor are lost: one with
 * a squared norm beyond 2<sup>±60</sup> is scaled by a power of two to a largest element of [1, 2).
 */
final class InRange {
    private static final float SMALL = 0x1p-60f;
    private static final float LARGE = 0x1p60f;

    private final int n;
    private final float[] vector;
    private final float[] partial = new float[Sums.PARTIALS];
    private float squares;
    private int exponent;

    /**
     * Allocates a copy.
     *
     * @param n length of a vector
     */
    InRange(int n) {
        this.n = n;
        this.vector = new float[Sums.pad(n)];
    }

    /** Takes {@code x[at … at + n - 1]}, and returns whether all of it is finite. */
    boolean take(float[] x, int at) {
        System.arraycopy(x, at, vector, 0, n);
        exponent = 0;
        squares = Sums.squares(vector, 0, n, 0, partial);
        if (squares > SMALL && squares < LARGE) {
            return true;
        }
        float largest = Elementwise.largest(vector, 0, n);
        if (!Float.isFinite(largest)) {
            return false;
        }
        if (largest > 0) {
            exponent = Math.max(Math.getExponent(largest), Float.MIN_EXPONENT);
            Elementwise.scale(vector, 0, n, Math.scalb(1f, -exponent));
            squares = Sums.squares(vector, 0, n, 0, partial);
        }
        return true;
    }

    /**
     * Returns the vector over 2 to the {@link #exponent}, length padded n; for use as one likes.
     */
    float[] vector() {
        return vector;
    }

    /** Returns the squared norm of what {@link #take} left as the vector; 0 for zeros only. */
    float squares() {
        return squares;
    }

    /** Returns the power of two by which the vector taken was larger. */
    int exponent() {
        return exponent;
    }
}
