package org.neuralredshift.nn;

/**
 * All weights of one network, read tensor by tensor and row by row, so that a network is copied
 * with the memory of its largest tensor: from the engines to a file, and from a file to {@link
 * Generator}.
 */
public interface NetworkTensors extends AutoCloseable {
    /** Returns what the weights belong to. */
    Transformer model();

    /**
     * Hands over the rows of a tensor in their order.
     *
     * @param tensor one of {@link Tensor#all}
     * @throws java.io.UncheckedIOException if a file can't be read
     */
    void read(Tensor tensor, RowSink sink);

    /** Takes rows. */
    @FunctionalInterface
    interface RowSink {
        /**
         * Takes one row.
         *
         * @param row its number, from 0
         * @param values its elements, to be copied: the array is used again
         */
        void take(int row, float[] values);
    }

    /** Returns the only row of a vector. */
    default float[] vector(Tensor tensor) {
        float[] vector = new float[tensor.columns(model())];
        read(tensor, (_, values) -> System.arraycopy(values, 0, vector, 0, vector.length));
        return vector;
    }

    @Override
    void close();
}
