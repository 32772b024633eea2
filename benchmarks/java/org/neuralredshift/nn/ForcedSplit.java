package org.neuralredshift.nn;

import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A generation with one choice of what is drawn whole, whatever its address would mean: to measure
 * what {@link CostModel} predicts.
 */
public final class ForcedSplit {
    private final Generation generation;
    private final Split split;

    private ForcedSplit(Generation generation, Split split) {
        this.generation = generation;
        this.split = split;
    }

    /**
     * Returns every choice for the blocks with a deferred head, and all whole.
     *
     * @param generation with the deferred engine
     */
    public static List<ForcedSplit> of(Generation generation) {
        Transformer model = generation.model();
        List<ForcedSplit> splits = new ArrayList<>();
        for (Split split : Split.all(model)) {
            if (!split.head() || split.equals(Split.everything(model))) {
                splits.add(new ForcedSplit(generation, split));
            }
        }
        return splits;
    }

    /** Returns the names of what is drawn whole. */
    public List<String> names() {
        return split.names();
    }

    /** Whether {@link Generation#auto} would take it. */
    public boolean chosen() {
        return Generation.auto(
                        generation.model(),
                        generation.length(),
                        generation.weights(),
                        generation.prompt(),
                        generation.decoding())
                .split()
                .equals(split);
    }

    /** Returns the machines whose prices there are. */
    public static List<String> machines() {
        return Arrays.stream(Price.Machine.values()).map(Check::label).toList();
    }

    /** Returns the nanoseconds of a sequence by the prices of each machine. */
    public double[] costs() {
        return Arrays.stream(Price.Machine.values())
                .mapToDouble(machine -> new CostModel(generation, machine).cost(split))
                .toArray();
    }

    /** Writes some sequences, each with a network of its own, as one worker does. */
    public void run(int first, int count) {
        StreamKey key = generation.key(0);
        try (Weights weights = open()) {
            Writer writer = new Writer(generation, key, weights, 1);
            for (int sample = first; sample < first + count; sample++) {
                weights.draw(key, sample);
                writer.write(sample, 1);
            }
        }
    }

    private Weights open() {
        Transformer model = generation.model();
        return split.equals(Split.everything(model))
                ? new ExplicitWeights(model)
                : generation.open(split);
    }
}
