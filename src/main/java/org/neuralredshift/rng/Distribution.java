package org.neuralredshift.rng;

/** What {@link Deviates} draws, each of mean 0. */
public enum Distribution {
    /** Normal with standard deviation 1, times the scale. */
    NORMAL,
    /**
     * Uniform on (-1, 1), times the scale: 2^24 equally likely values (k + 1/2) 2^-23, symmetric
     * about 0.
     */
    UNIFORM
}
