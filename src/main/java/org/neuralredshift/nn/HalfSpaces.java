package org.neuralredshift.nn;

import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What is known of a vector w that was never looked at: {@code u_i · w ≤ b_i} for unit vectors u_1
 * … u_t, which are added in turn. Without that, w is N(0, I), and leaves half-space i with the
 * probability p_i = P(N > b_i).
 *
 * <p>A vector has as many elements as there are dimensions; later u may have more elements than
 * earlier ones, which count as zeros.
 */
final class HalfSpaces {
    private final int stride;
    private final MemorySegment normals; // u, shape (capacity + 1, stride)
    private final float[] bounds;
    private final double[] probabilities; // p
    private final double[] totals; // p_1 + … + p_i, at i
    private final float[] products;
    private final float[] row;
    private final float[] partial = new float[8 * Sums.PARTIALS];
    private int count;

    /**
     * Allocates half-spaces.
     *
     * @param dimensions bound on the elements of a vector
     * @param capacity bound on the number of half-spaces
     */
    HalfSpaces(SegmentAllocator memory, int dimensions, int capacity) {
        this.stride = Sums.pad(dimensions);
        normals = memory.allocate(bytes(dimensions, capacity), Panels.ALIGNMENT);
        bounds = new float[capacity];
        probabilities = new double[capacity];
        totals = new double[capacity + 1];
        products = new float[Sums.pad(capacity + 1)];
        row = new float[stride];
    }

    /** Returns the bytes off the heap that half-spaces take. */
    static long bytes(int dimensions, int capacity) {
        return (capacity + 1L) * Sums.pad(dimensions) * Float.BYTES;
    }

    /** Returns the length of a vector with the zeros that follow its elements. */
    int stride() {
        return stride;
    }

    /** Returns t. */
    int count() {
        return count;
    }

    /** Forgets all half-spaces but the first ones. */
    void truncate(int count) {
        this.count = count;
    }

    /**
     * Proposes a half-space, which {@link #add} makes the next one.
     *
     * @param u its unit vector, in the first elements
     */
    void propose(float[] u, int elements) {
        System.arraycopy(u, 0, row, 0, elements);
        Arrays.fill(row, elements, stride, 0);
        long at = (long) count * stride * Float.BYTES;
        MemorySegment.copy(row, 0, normals, ValueLayout.JAVA_FLOAT, at, stride);
    }

    /** Adds the half-space proposed, of bound b, which N(0, I) leaves with probability p. */
    void add(double b, double p) {
        bounds[count] = (float) b;
        probabilities[count] = p;
        totals[count + 1] = totals[count] + p;
        count++;
    }

    /** Returns p_1 + … + p_t. */
    double total() {
        return totals[count];
    }

    /** Returns the half-space i in whose share of [0, {@link #total}) a number lies. */
    int pick(double number) {
        int i = 0;
        while (i < count - 1 && number >= totals[i + 1]) {
            i++;
        }
        return i;
    }

    /** Returns p_i. */
    double probability(int i) {
        return probabilities[i];
    }

    /** Returns how many half-spaces do not hold w. */
    int leaves(float[] w) {
        Sums.dots(normals, count, stride, w, products, partial);
        int leaves = 0;
        for (int i = 0; i < count; i++) {
            leaves += products[i] > bounds[i] ? 1 : 0;
        }
        return leaves;
    }

    /** Returns {@code u_i · w}; i = t is the half-space proposed. */
    float along(int i, float[] w) {
        Sums.dots(normals, (long) i * stride, 1, stride, w, 0, products, 0, partial);
        return products[0];
    }

    /** Moves w along u_i to where {@code u_i · w = value}; i = t is the half-space proposed. */
    void move(int i, double value, float[] w) {
        products[0] = (float) (value - along(i, w));
        Sums.addRows(normals, (long) i * stride, 1, stride, 1, products, 0, w);
    }

    /** Writes u_i, length padded dimensions. */
    void direction(int i, float[] u) {
        long at = (long) i * stride * Float.BYTES;
        MemorySegment.copy(normals, ValueLayout.JAVA_FLOAT, at, u, 0, stride);
    }

    /** Returns b_i. */
    float bound(int i) {
        return bounds[i];
    }
}
