package org.neuralredshift.metrics.sequence;

import java.util.random.RandomGenerator;

/**
 * Ways to compare counts c of sequences that differ in length or alphabet. None of them is a bound:
 * values above 1 are normal.
 */
public final class Normalisation {
    private Normalisation() {}

    /** Returns c / n, per symbol; 0 for the empty sequence. */
    public static double perSymbol(double count, int length) {
        return length == 0 ? 0 : count / length;
    }

    /**
     * Returns {@code c log_k(n) / n}, the scale of an i.i.d. uniform sequence over k symbols as n
     * grows; 0 for fewer than two symbols. Meaningless where k is larger than n, and data-dependent
     * where k is the number of symbols seen: give the alphabet's true size.
     *
     * @param count c, such as {@code lz76}
     * @param length n, in symbols
     * @param alphabet k, at least 2
     * @see <a href="https://doi.org/10.1109/TIT.1976.1055501">Lempel and Ziv 1976</a>
     */
    public static double logarithmic(double count, int length, int alphabet) {
        if (alphabet < 2) {
            throw new IllegalArgumentException(
                    "alphabet: expected at least 2 symbols, got %d".formatted(alphabet));
        }
        return length < 2 ? 0 : count * (Log2.of(length) / Log2.of(alphabet)) / length;
    }

    /**
     * Returns a measure over its mean on shuffles of the same sequence: how much of the complexity
     * is in the order of the symbols, near 1 for an i.i.d. sequence. 1 where both are zero.
     *
     * @param shuffles m, at least 1; each is a Fisher-Yates shuffle of the one before
     * @param random one 64-bit value a symbol and shuffle is drawn
     */
    public static double overShuffles(
            SequenceMeasure measure, int[] symbols, int shuffles, RandomGenerator random) {
        if (shuffles < 1) {
            throw new IllegalArgumentException(
                    "shuffles: expected at least 1, got %d".formatted(shuffles));
        }
        SequenceScorer scorer = new SequenceScorer();
        scorer.load(symbols);
        double value = scorer.value(measure);
        int[] shuffled = symbols.clone();
        double sum = 0;
        for (int i = 0; i < shuffles; i++) {
            shuffle(shuffled, random);
            scorer.load(shuffled);
            sum += scorer.value(measure);
        }
        return value == 0 && sum == 0 ? 1 : value / (sum / shuffles);
    }

    private static void shuffle(int[] symbols, RandomGenerator random) {
        for (int i = symbols.length - 1; i > 0; i--) {
            int j = (int) Math.unsignedMultiplyHigh(random.nextLong(), i + 1L);
            int symbol = symbols[i];
            symbols[i] = symbols[j];
            symbols[j] = symbol;
        }
    }
}
