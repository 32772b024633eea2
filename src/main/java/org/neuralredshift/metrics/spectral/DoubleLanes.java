package org.neuralredshift.metrics.spectral;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import org.neuralredshift.simd.Lanes;

/**
 * The vectors of doubles that this package computes with, as wide as {@link Lanes} says, and the
 * choice between a kernel's vectors and its scalar twin. Both give the same bits.
 *
 * <p>Until the compiler has seen a vector kernel some ten thousand times, it runs about a hundred
 * times slower than its twin: a second is gone before all are compiled. So the twins do the first
 * {@value #SOON_ENOUGH} points of a process, unless a width is forced. A job of some hundred grids
 * then never pays for what it would not get back.
 */
final class DoubleLanes {
    static final VectorSpecies<Double> D =
            VectorSpecies.of(
                    double.class,
                    Lanes.SCALAR ? VectorShape.S_128_BIT : VectorShape.forBitSize(Lanes.bits()));

    /** Doubles a vector. */
    static final int LANES = D.length();

    private static final int SOON_ENOUGH = 1 << 26;

    /** Threads may overwrite each other's count: then vectors come a little later. */
    private static int points = System.getProperty(Lanes.PROPERTY) == null ? 0 : SOON_ENOUGH;

    private DoubleLanes() {}

    /** Counts work that is about to be done. */
    static void count(int more) {
        if (points < SOON_ENOUGH) {
            points += more;
        }
    }

    /** Returns how many of some elements whole vectors take: none where the scalar twin works. */
    static int whole(int elements) {
        return Lanes.SCALAR || points < SOON_ENOUGH ? 0 : elements & -LANES;
    }
}
