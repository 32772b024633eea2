package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.simd.Panels;

/** A random matrix of a network whose weights are drawn where they are looked at. */
sealed interface RandomMatrix permits AppliedMatrix, DeferredHead {
    /** Forgets the network and goes on with the streams of another sample. */
    void restart(Deviates deviates);

    /** Of the rows given last, keeps what the first ones led to only. */
    void keep(int rows);

    /** Returns how many deviates the present network was made of, as far as it was looked at. */
    long drawn();

    /** Draws what was never looked at and writes the whole matrix. */
    void materialise(Panels target);

    /** Returns the largest element of |QᵀQ - I| of the basis of the inputs, 0 without one. */
    double orthogonalityError();
}
