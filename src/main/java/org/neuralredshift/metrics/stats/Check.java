package org.neuralredshift.metrics.stats;

/** The rules that every sample has to keep. */
final class Check {
    private Check() {}

    static double[] finite(double[] values, int least, String name) {
        if (values.length < least) {
            throw new IllegalArgumentException(
                    "%s: expected at least %d numbers, got %d"
                            .formatted(name, least, values.length));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "%s: expected finite numbers, got %s at index %d"
                                .formatted(name, values[i], i));
            }
        }
        return values;
    }

    static void sameLength(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "y: expected as many numbers as x, %d, got %d".formatted(x.length, y.length));
        }
    }

    static void inside(double low, double value, double high, String name) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    "%s: expected a number between %s and %s, got %s"
                            .formatted(name, low, high, value));
        }
    }

    static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: expected at least %d, got %d".formatted(name, least, value));
        }
    }
}
