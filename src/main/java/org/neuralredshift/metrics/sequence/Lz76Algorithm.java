package org.neuralredshift.metrics.sequence;

/** A way to parse a sequence into its LZ76 history. All ways give the same components. */
interface Lz76Algorithm {
    /**
     * Parses the first {@code n} ranks.
     *
     * @param ranks symbols renamed to 0 … distinct - 1
     * @param ends receives the exclusive end of each component, as many as fit
     * @return the number of components and the flag, as {@link #packed} makes them
     */
    long components(int[] ranks, int n, int distinct, int[] ends);

    /** Packs a count and the flag 'the last component is a full copy' without an allocation. */
    static long packed(int count, boolean incomplete) {
        return 2L * count + (incomplete ? 1 : 0);
    }

    static int count(long packed) {
        return (int) (packed >> 1);
    }

    static boolean incomplete(long packed) {
        return (packed & 1) != 0;
    }
}
