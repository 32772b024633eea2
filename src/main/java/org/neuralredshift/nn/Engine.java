package org.neuralredshift.nn;

/**
 * How the weights come. Two engines draw different networks of the same distribution at one
 * address, so the engine is part of what a sample is.
 */
public enum Engine {
    /** Every weight is drawn, then read for every token. */
    EXPLICIT,
    /**
     * Only what is looked at is drawn; exact in distribution for Gaussian weights. See {@link
     * DeferredMatrix}.
     */
    DEFERRED;

    @Override
    public String toString() {
        return Check.label(this);
    }
}
