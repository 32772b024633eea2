package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * An orthonormal basis q₁ … q_k of the vectors added, which grows with them.
 *
 * <p>Kept are unit vectors v₁ … v_k and the lower triangular matrix T with {@code q_i = Σ_j T_ij
 * v_j}. A vector x has the coordinates {@code c = T V x} and, outside of the space, the squared
 * length {@code r² = ‖x‖² - ‖c‖²} (Pythagoras; Smoktunowicz et al., doi:10.1007/s00211-006-0042-1).
 * Where that is long enough, x itself, brought to length 1, becomes v_{k+1}, and T's new row is
 * {@code (-Tᵀ c, ‖x‖) / r}: V is read once, and the part outside is never formed. Row by row, that
 * is Cholesky's factorisation of the products V Vᵀ, with T the inverse of the factor.
 *
 * <p>The rounding of products enters the basis multiplied by the squared norms of T's rows. Where
 * that of the new row would exceed {@link #STEEP}, the part outside is formed by Gram and Schmidt:
 * all products with the same vector, then the subtraction (the classical form), once; a second time
 * where less than {@link #REPEAT_BELOW} of the squared norm is left (Daniel et al.,
 * doi:10.1090/S0025-5718-1976-0431641-8: twice is enough), unless by then the row of T can say the
 * same. What is left, brought to length 1, becomes v_{k+1}. So that this is seldom needed, the part
 * along an earlier projection is taken out of vectors near it beforehand; see {@link Anchors}. A
 * part of at most {@link #TAU} of the vector's norm is rounding, and counts as 0.
 */
final class Basis {
    /** What is no longer than this part of the vector is rounding error: 8 units of precision. */
    static final float TAU = 0x1p-20f;

    /** How often the part outside is formed at most. */
    private static final int PASSES = 2;

    /** Orthogonalise again where the squared norm fell below this part. */
    static final float REPEAT_BELOW = 0.5f;

    /**
     * The largest squared norm of a row of T. With 4, |QᵀQ - I| stays below 1.1e-6 for up to 768
     * random vectors that share any part of a common one or walk; with 16 it may be 9e-6.
     */
    static final float STEEP = 4;

    /** Rows of T that are stored with the same length. */
    private static final int BLOCK = Sums.PARTIALS;

    private final int n;
    private final int stride;
    private final int capacity;
    private final MemorySegment vectors; // V, shape (capacity, stride)
    private final MemorySegment transform; // T
    private final float[] products;
    private final float[] found; // c, of one pass
    private final float[] mixture; // Tᵀ c
    private final float[] coordinates;
    private final float[] partial = new float[8 * Sums.PARTIALS];
    private final Anchors anchors;

    private int size;

    /**
     * Allocates a basis.
     *
     * @param n length of a vector
     * @param capacity bound on the number of vectors, at most n
     */
    Basis(SegmentAllocator memory, int n, int capacity) {
        this.n = n;
        this.stride = Sums.pad(n);
        this.capacity = capacity;
        vectors = memory.allocate((long) capacity * stride * Float.BYTES, Panels.ALIGNMENT);
        transform = memory.allocate(transformBytes(capacity), Panels.ALIGNMENT);
        int padded = Sums.pad(capacity);
        products = new float[padded];
        found = new float[padded];
        mixture = new float[padded];
        coordinates = new float[padded];
        anchors = new Anchors(n, capacity);
    }

    /** Returns the bytes off the heap that a basis takes. */
    static long bytes(int n, int capacity) {
        return (long) capacity * Sums.pad(n) * Float.BYTES + transformBytes(capacity);
    }

    private static long transformBytes(int capacity) {
        return blockStart(Math.ceilDiv(capacity, BLOCK)) * Float.BYTES;
    }

    /** Returns where a block of T begins, whose rows are {@code (block + 1) BLOCK} floats long. */
    private static long blockStart(int block) {
        return (long) BLOCK * BLOCK * block * (block + 1) / 2;
    }

    /** Returns k. */
    int size() {
        return size;
    }

    /** Forgets all directions but the first ones. */
    void truncate(int size) {
        this.size = size;
    }

    /** Returns the coordinates of the vector added last; those from {@link #size} mean nothing. */
    float[] coordinates() {
        return coordinates;
    }

    /**
     * Finds the coordinates of a vector in the basis, which grows by one direction where it must.
     *
     * @param x length padded n; is overwritten
     * @param squares its squared norm, not far from 1
     * @param formed whether x shall become the new direction, where there is one
     * @return whether there is a new direction
     */
    boolean add(float[] x, float squares, boolean formed) {
        Arrays.fill(coordinates, 0, size, 0);
        float left = squares;
        if (!formed && anchors.takeOut(x, squares, size, coordinates)) {
            left = Sums.squares(x, 0, n, 0, partial);
        }
        boolean anchor = !formed && anchors.due(size);
        for (int pass = 1; ; pass++) {
            project(x);
            Elementwise.add(found, 0, size, coordinates, 0);
            if (size == n) {
                return false;
            }
            mix(found);
            if (!formed && keep(x, left, TAU * TAU * squares)) {
                return true;
            }
            if (anchor && pass == 1) {
                anchors.propose(x, size);
            }
            float all = left;
            left = subtract(x);
            if (anchor && pass == 1) {
                anchors.complete(x, size, coordinates);
            }
            if (pass == PASSES || left >= REPEAT_BELOW * all) {
                break;
            }
        }
        if (left <= TAU * TAU * squares) {
            return false;
        }
        Arrays.fill(mixture, 0, size, 0);
        float norm = (float) Math.sqrt(left);
        append(x, norm, 1, norm);
        return true;
    }

    /**
     * Makes what is left of a vector the next v as it is, if it is far enough from the space.
     *
     * @param left its squared norm
     * @param rounding what is no longer, squared, counts as 0
     */
    private boolean keep(float[] x, float left, float rounding) {
        float outside = left - Sums.squares(found, 0, size, 0, partial);
        float steepness = left + Sums.squares(mixture, 0, size, 0, partial);
        if (!(steepness <= STEEP * outside && outside > rounding)) {
            return false;
        }
        float r = (float) Math.sqrt(outside);
        float norm = (float) Math.sqrt(left);
        Elementwise.scale(mixture, 0, size, -1 / r);
        append(x, norm, norm / r, r);
        return true;
    }

    /** Writes the coordinates of a vector's projection, and zeros behind them. */
    void coordinates(float[] x, float[] c) {
        project(x);
        System.arraycopy(found, 0, c, 0, size);
        Arrays.fill(c, size, c.length, 0);
    }

    /** Makes a vector orthogonal to the basis. */
    void removeProjection(float[] x) {
        if (size == n) {
            Arrays.fill(x, 0);
            return;
        }
        float left = Sums.squares(x, 0, n, 0, partial);
        for (int pass = 1; pass <= PASSES; pass++) {
            project(x);
            mix(found);
            float all = left;
            left = subtract(x);
            if (left >= REPEAT_BELOW * all) {
                break;
            }
        }
    }

    /** Adds {@code Σ_j c_j q_j} to x. */
    void addCombination(float[] c, float[] x) {
        mix(c);
        Sums.addRows(vectors, size, stride, 1, mixture, x);
    }

    /** Returns the directions q, shape (k, padded n). */
    float[] directions() {
        float[] q = new float[size * stride];
        float[] mixture = new float[Sums.pad(capacity)];
        for (int i = 0; i < size; i++) {
            float[] direction = new float[stride];
            MemorySegment.copy(
                    transform,
                    ValueLayout.JAVA_FLOAT,
                    rowStart(i) * Float.BYTES,
                    mixture,
                    0,
                    i + 1);
            Sums.addRows(vectors, i + 1, stride, 1, mixture, direction);
            System.arraycopy(direction, 0, q, i * stride, stride);
        }
        return q;
    }

    /** Returns the largest element of |QᵀQ - I|, in double. */
    double orthogonalityError() {
        float[] q = directions();
        double worst = 0;
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < n; i++) {
                    product += (double) q[a * stride + i] * q[b * stride + i];
                }
                worst = Math.max(worst, Math.abs(product - (a == b ? 1 : 0)));
            }
        }
        return worst;
    }

    /** Finds a vector's coordinates {@code c = T V x}. */
    private void project(float[] x) {
        Sums.dots(vectors, size, stride, x, products, partial);
        Arrays.fill(products, size, Sums.pad(size), 0);
        for (int row = 0; row < size; row += BLOCK) {
            int rows = Math.min(BLOCK, size - row);
            int length = row + BLOCK;
            Sums.dots(transform, rowStart(row), rows, length, products, 0, found, row, partial);
        }
    }

    /**
     * Subtracts the projection that was found and mixed, and returns the squared norm of what is
     * left.
     */
    private float subtract(float[] x) {
        Sums.addRows(vectors, size, stride, -1, mixture, x);
        return Sums.squares(x, 0, n, 0, partial);
    }

    /** Computes {@code mixture = Tᵀ c}: what to take of each v for {@code Σ_j c_j q_j}. */
    private void mix(float[] c) {
        Arrays.fill(mixture, 0, Sums.pad(size), 0);
        for (int row = 0; row < size; row += BLOCK) {
            int rows = Math.min(BLOCK, size - row);
            Sums.addRows(transform, rowStart(row), rows, row + BLOCK, 1, c, row, mixture);
        }
    }

    /**
     * Appends a vector of the given norm.
     *
     * @param diagonal of T, in the row that begins with the mixture
     * @param outside its part orthogonal to the basis
     */
    private void append(float[] x, float norm, float diagonal, float outside) {
        Elementwise.scale(x, 0, n, 1 / norm);
        copy(x, vectors, (long) size * stride, stride);
        mixture[size] = diagonal;
        Arrays.fill(mixture, size + 1, Sums.pad(size + 1), 0);
        copy(mixture, transform, rowStart(size), Sums.pad(size + 1));
        coordinates[size] = outside;
        size++;
        anchors.grown(size);
    }

    private static long rowStart(int row) {
        int block = row / BLOCK;
        return blockStart(block) + (long) (row % BLOCK) * (block + 1) * BLOCK;
    }

    private static void copy(float[] from, MemorySegment to, long at, int length) {
        MemorySegment.copy(from, 0, to, ValueLayout.JAVA_FLOAT, at * Float.BYTES, length);
    }
}
