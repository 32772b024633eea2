package org.neuralredshift.nn;

import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Sums;

/**
 * First guesses of vectors that are added to a {@link Basis}. A sequence that repeats itself gives
 * vectors near each other, of which little lies outside the space of the earlier ones. Of a vector
 * x whose outside had to be formed, the projection on the space is kept as an anchor a, with its
 * coordinates. A later x near a is {@code x = α a + d}, α = x · a / ‖a‖²: the coordinates of α a
 * are known, and d, being short, is far from the space.
 *
 * <p>Anchors belong to numbers of directions, so that directions can be forgotten: those of the
 * last {@link Decoder#ROWS} and the one before are kept.
 */
final class Anchors {
    /** A vector is near an anchor that holds more than this part of its squared norm. */
    private static final float NEAR = 0.5f;

    /** Directions from one anchor to the next, at least. */
    private static final int APART = 4;

    private static final int KEPT = Decoder.ROWS / APART + 2;

    private final int n;
    private final float[][] vectors; // of length 1, in turn
    private final float[][] coordinates;
    private final int[] terms = new int[KEPT]; // of the coordinates
    private final int[] counts; // how many anchors there were with k directions
    private final float[] partial = new float[Sums.PARTIALS];

    private float along; // α, or 0 where nothing was taken
    private boolean proposed;

    /**
     * Allocates anchors.
     *
     * @param n length of a vector
     * @param capacity bound on the number of directions
     */
    Anchors(int n, int capacity) {
        this.n = n;
        vectors = new float[KEPT][Sums.pad(n)];
        coordinates = new float[KEPT][Sums.pad(capacity)];
        counts = new int[capacity + 1];
    }

    private static int slot(int anchor) {
        return anchor % KEPT;
    }

    /**
     * Takes a vector's part along the newest anchor out of it, if it is near.
     *
     * @param x length padded n
     * @param squares its squared norm
     * @param directions how many there are
     * @param c the coordinates of what was taken are added to these
     * @return whether it was
     */
    boolean takeOut(float[] x, float squares, int directions, float[] c) {
        along = 0;
        proposed = false;
        int count = counts[directions];
        if (count == 0) {
            return false;
        }
        int slot = slot(count - 1);
        float product = Sums.dot(vectors[slot], x, vectors[slot].length, partial);
        if (!(product * product > NEAR * squares)) {
            return false;
        }
        along = product;
        Elementwise.addScaled(product, coordinates[slot], 0, terms[slot], c, 0);
        Elementwise.addScaled(-product, vectors[slot], 0, n, x, 0);
        return true;
    }

    /** Whether a vector with that many directions before it may leave an anchor. */
    boolean due(int directions) {
        int count = counts[directions];
        return count == 0 || directions - terms[slot(count - 1)] >= APART;
    }

    /** Proposes what was left of x by {@link #takeOut}, less what will be subtracted. */
    void propose(float[] x, int directions) {
        System.arraycopy(x, 0, vectors[slot(counts[directions])], 0, n);
    }

    /**
     * Completes the proposal.
     *
     * @param x what the projection has left
     * @param c coordinates of the whole projection
     */
    void complete(float[] x, int directions, float[] c) {
        int count = counts[directions];
        int slot = slot(count);
        Elementwise.addScaled(-1, x, 0, n, vectors[slot], 0);
        if (along != 0) {
            Elementwise.addScaled(along, vectors[slot(count - 1)], 0, n, vectors[slot], 0);
        }
        float norm = (float) Math.sqrt(Sums.squares(vectors[slot], 0, n, 0, partial));
        System.arraycopy(c, 0, coordinates[slot], 0, directions);
        Elementwise.scale(vectors[slot], 0, n, 1 / norm);
        Elementwise.scale(coordinates[slot], 0, directions, 1 / norm);
        terms[slot] = directions;
        proposed = true;
    }

    /** Takes note of a new direction: what was proposed is an anchor from now on. */
    void grown(int directions) {
        counts[directions] = counts[directions - 1] + (proposed ? 1 : 0);
    }
}
