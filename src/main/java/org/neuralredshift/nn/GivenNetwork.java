package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;

/**
 * A network that is given and not drawn, such as a trained one, ready to write for any number of
 * {@link Generator}s and threads at once. Its weights are copied to the layout of the engine when
 * the first of them needs it, and only once: memory O(weights) until it is closed.
 */
public final class GivenNetwork implements AutoCloseable {
    private final NetworkTensors tensors;
    private @Nullable GivenWeights weights;

    /**
     * Takes a network.
     *
     * @param tensors stays open until the first use, and is closed by its owner
     */
    public GivenNetwork(NetworkTensors tensors) {
        this.tensors = tensors;
    }

    /** Returns what the weights belong to. */
    public Transformer model() {
        return tensors.model();
    }

    /** Returns the bytes that a network of this model takes, however many threads use it. */
    public static long bytes(Transformer model) {
        return GivenWeights.bytes(model);
    }

    synchronized Weights weights() {
        GivenWeights copied = weights;
        if (copied == null) {
            copied = new GivenWeights(tensors);
            weights = copied;
        }
        return copied;
    }

    /** Lets go of the weights. No generator may be at work. */
    @Override
    public synchronized void close() {
        if (weights != null) {
            weights.close();
            weights = null;
        }
    }
}
