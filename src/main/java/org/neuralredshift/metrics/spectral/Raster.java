package org.neuralredshift.metrics.spectral;

/** A grid as a sequence of symbols: how many levels, and in which order it is read. */
public final class Raster {
    private Raster() {}

    /** How a value becomes a symbol. */
    public enum Levels {
        /** min(255, ⌊256 (f - min) / (max - min)⌋; a constant is all 0: an 8-bit image. */
        Q256("q256", 256),
        /** 1 where f is above its mean, else 0. */
        Q2("q2", 2);

        private final String id;
        private final int count;

        Levels(String id, int count) {
            this.id = id;
            this.count = count;
        }

        /** Name in the output. */
        public String id() {
            return id;
        }

        /** Number of symbols that can occur. */
        public int count() {
            return count;
        }
    }

    /** In which order the points are read. */
    public enum Order {
        /** The first input changes slowest. */
        ROW_MAJOR,
        /** The first input changes fastest. On a line both are the same. */
        COLUMN_MAJOR
    }

    /**
     * Quantises a grid.
     *
     * @param f shape (N, …, N), finite
     * @param symbols shape (N^d), overwritten
     */
    public static void quantise(
            double[] f, GridShape shape, Levels levels, Order order, int[] symbols) {
        switch (levels) {
            case Q256 -> quantise256(f, symbols);
            case Q2 -> quantise2(f, symbols);
        }
        if (order == Order.COLUMN_MAJOR) {
            reverseAxes(symbols, shape);
        }
    }

    private static void quantise256(double[] f, int[] symbols) {
        double min = f[0];
        double max = f[0];
        for (double value : f) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        // Halves, so that the range of two huge values of opposite sign is finite.
        double range = max / 2 - min / 2;
        for (int i = 0; i < f.length; i++) {
            double share = range == 0 ? 0 : (f[i] / 2 - min / 2) / range;
            symbols[i] = Math.min(255, (int) (256 * share));
        }
    }

    private static void quantise2(double[] f, int[] symbols) {
        double sum = 0;
        double min = f[0];
        for (double value : f) {
            sum += value / f.length;
            min = Math.min(min, value);
        }
        // The mean of equal values, rounded, may lie below them.
        double mean = Math.max(min, sum);
        for (int i = 0; i < f.length; i++) {
            symbols[i] = f[i] > mean ? 1 : 0;
        }
    }

    private static void reverseAxes(int[] symbols, GridShape shape) {
        int side = shape.side();
        int[] rows = symbols.clone();
        for (int i = 0; i < rows.length; i++) {
            int reversed = 0;
            for (int rest = i, axis = 0; axis < shape.dimensions(); axis++, rest /= side) {
                reversed = reversed * side + rest % side;
            }
            symbols[reversed] = rows[i];
        }
    }
}
