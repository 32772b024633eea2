package org.neuralredshift.metrics.stats;

import java.util.random.RandomGenerator;

/**
 * Bounded integers and shuffles from 64 random bits a draw, by rules fixed here: a JDK may change
 * how its own bounded draws use their source.
 */
final class Shuffle {
    private Shuffle() {}

    /**
     * Draws an integer below a bound: the upper half of bits times bound. Its bias is below bound /
     * 2^64.
     */
    static int below(int bound, RandomGenerator random) {
        return (int) Math.unsignedMultiplyHigh(random.nextLong(), bound);
    }

    /** Puts the numbers into a random order (Fisher and Yates). */
    static void inPlace(int[] numbers, RandomGenerator random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = below(i + 1, random);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
    }
}
