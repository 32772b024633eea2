package org.neuralredshift.nn;

/**
 * How the weights come. The engines draw different networks of the same distribution at one
 * address, so the engine is part of what a sample is.
 */
public enum Engine {
    /** Every weight is drawn, then read for every token. */
    EXPLICIT,
    /**
     * Only what is looked at is drawn; exact in distribution for Gaussian weights. See {@link
     * DeferredMatrix}.
     */
    DEFERRED,
    /**
     * Some matrices are drawn whole, the others are deferred: those that {@link SplitChoice} finds
     * by fixed prices. A matrix that is applied to many more vectors than it has inputs is better
     * drawn whole, while the head of the same network is better deferred.
     */
    MIXED;

    @Override
    public String toString() {
        return Check.label(this);
    }
}
