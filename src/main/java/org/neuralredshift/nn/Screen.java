package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.simd.CodedPanels;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Lanes;
import org.neuralredshift.simd.Panels;

import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/**
 * Finds the largest output of a deferred matrix without reading all of its images: a quarter of the
 * bytes gives every output to within a proven bound, and only those that may be the largest are
 * computed, with the very bits that {@link DeferredMatrix#apply} would give them.
 */
final class Screen {
    /** Beyond these sizes products might overflow or lose bits to underflow. */
    private static final double SMALL = 0x1p-60;

    private static final double LARGE = 0x1p60;

    private final Panels images;
    private final CodedPanels codes;
    private int[] outsiders = new int[8];
    private int outsiderCount;

    /** Allocates the screen of some images; see {@link #possible}. */
    Screen(SegmentAllocator memory, Panels images, float std) {
        this.images = images;
        this.codes =
                new CodedPanels(
                        memory, images.rows(), images.columns(), std * Deviates.LARGEST_NORMAL);
    }

    /** Whether a matrix of this scale can have a screen. The scalar twin does without. */
    static boolean possible(float std) {
        return !Lanes.SCALAR && std > SMALL && std < LARGE;
    }

    /** Returns the bytes off the heap that a screen takes. */
    static long bytes(int directions, int outputs) {
        return CodedPanels.bytes(directions, outputs);
    }

    /** Forgets what is particular to a network. */
    void restart() {
        outsiderCount = 0;
    }

    /** Takes note of outputs {@code [from, to)} of an image, which were drawn. */
    void drawn(int direction, int from, int to) {
        codes.keep(direction, from, to, images);
    }

    /**
     * Takes note of one element of the images that was set. A column with one that is too large is
     * never estimated again, but computed each time.
     */
    void set(int direction, int column) {
        if (!codes.keep(direction, column, images)) {
            if (outsiderCount == outsiders.length) {
                outsiders = Arrays.copyOf(outsiders, 2 * outsiderCount);
            }
            outsiders[outsiderCount++] = column;
        }
    }

    /**
     * Returns the column of the largest output, the lowest of equals, or -1 where the estimates do
     * not serve or an output is not finite.
     *
     * @param c coefficients, length terms
     * @param work length padded outputs
     */
    int largest(float[] c, int terms, float[] work) {
        double size = 0;
        for (int k = 0; k < terms; k++) {
            size += Math.abs(c[k]);
        }
        if (!(size > SMALL && size < LARGE)) {
            return -1;
        }
        int columns = images.columns();
        codes.multiply(c, terms, work);
        for (int j = 0; j < outsiderCount; j++) {
            work[outsiders[j]] = Float.NEGATIVE_INFINITY; // its estimate means nothing
        }
        double highest = Elementwise.max(work, 0, columns);
        float threshold = Math.nextDown((float) (highest - 2 * CodedPanels.bound(size, terms)));
        int best = -1;
        float value = Float.NEGATIVE_INFINITY;
        int i = Elementwise.next(work, 0, columns, 0, threshold);
        while (i < columns) {
            float output = output(c, terms, i);
            if (output > value) {
                value = output;
                best = i;
            }
            i = Elementwise.next(work, 0, columns, i + 1, threshold);
        }
        for (int j = 0; j < outsiderCount; j++) {
            float output = output(c, terms, outsiders[j]);
            if (!Float.isFinite(output)) {
                return -1;
            }
            if (output > value || output == value && outsiders[j] < best) {
                value = output;
                best = outsiders[j];
            }
        }
        return best;
    }

    /** One output by the order of {@link org.neuralredshift.simd.Products}. */
    private float output(float[] c, int terms, int column) {
        float sum = 0;
        for (int k = 0; k < terms; k++) {
            sum = Math.fma(c[k], images.at(k, column), sum);
        }
        return sum;
    }
}
