package org.neuralredshift.metrics.sequence;

/**
 * What a sequence settles into: after {@code lead} symbols it repeats one word of {@code period}
 * symbols up to its end, the last copy possibly cut. Of all such readings that show the word at
 * least twice in full, the one with the shortest lead is taken, and for it the shortest period.
 *
 * @param period length of the repeated word, 0 when no ending repeats a word twice
 * @param lead length of the transient, in symbols; the whole length when there is no period
 */
public record EventualPeriod(int period, int lead) {
    /**
     * Finds the eventual period of a sequence of any integers. Time O(n), 4 bytes a symbol.
     *
     * @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris and Pratt 1977</a>
     */
    public static EventualPeriod of(int[] symbols) {
        Borders borders = new Borders();
        borders.eventual(symbols, 0, symbols.length);
        return new EventualPeriod(borders.period(), borders.lead());
    }

    /** Whether an ending repeats a word at least twice. */
    public boolean found() {
        return period > 0;
    }
}
