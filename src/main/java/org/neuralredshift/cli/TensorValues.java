package org.neuralredshift.cli;

/** Mean, deviation and range of the finite values of a tensor, in double, in the order given. */
final class TensorValues {
    private long count;
    private long notFinite;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    /**
     * Adds a row: its own moments first, then joined (Chan et al.,
     * doi:10.1080/00031305.1983.10483115).
     */
    void add(float[] values) {
        double sum = 0;
        int finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sum += value;
                finite++;
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
        }
        notFinite += values.length - finite;
        if (finite == 0) {
            return;
        }
        double rowMean = sum / finite;
        double rowSquares = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                rowSquares += (value - rowMean) * (value - rowMean);
            }
        }
        double difference = rowMean - mean;
        long total = count + finite;
        squares += rowSquares + difference * difference * count * finite / total;
        mean += difference * finite / total;
        count = total;
    }

    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** The root mean square deviation from the mean. */
    double standardDeviation() {
        return count == 0 ? Double.NaN : Math.sqrt(squares / count);
    }

    double least() {
        return count == 0 ? Double.NaN : least;
    }

    double largest() {
        return count == 0 ? Double.NaN : largest;
    }

    long notFinite() {
        return notFinite;
    }
}
