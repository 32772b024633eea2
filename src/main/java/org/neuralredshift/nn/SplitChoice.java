package org.neuralredshift.nn;

import java.util.Arrays;
import java.util.List;

/**
 * What is drawn whole where nobody says. Prices differ between machines, and with them the cheapest
 * split, but an address must mean the same network on all of them. So the split is taken that is
 * never much worse than the cheapest: the one whose regret is least, where the regret is its cost,
 * divided by that of the cheapest split on the same {@link Price.Machine}, on the machine where
 * that is most (minimax regret: Savage, The theory of statistical decision, 1951,
 * doi:10.1080/01621459.1951.10500768; here of ratios). Near a length from which on one machine
 * would draw matrices whole and the other would not yet, that is often a split between the two.
 */
final class SplitChoice {
    /**
     * Up to this regret one of the engines that mix nothing is taken. Less is within what the
     * prices can say.
     */
    private static final double SMALL_REGRET = 1.03;

    private final List<Split> splits;
    private final double[] regrets;
    private final double deferred;
    private final double explicit;

    /** Prepares the choice for a generation, whatever its engine. */
    SplitChoice(Generation generation) {
        splits = Split.all(generation.model());
        regrets = new double[splits.size()];
        for (Price.Machine machine : Price.Machine.values()) {
            CostModel model = new CostModel(generation, machine);
            double[] costs = splits.stream().mapToDouble(model::cost).toArray();
            double least = Arrays.stream(costs).min().orElseThrow();
            for (int i = 0; i < costs.length; i++) {
                regrets[i] = Math.max(regrets[i], costs[i] / least);
            }
        }
        deferred = regret(Split.NOTHING);
        explicit = regret(Split.everything(generation.model()));
    }

    /** Returns the engine that has the {@link #split()}, or mixes nothing with little regret. */
    Engine engine() {
        double pure = Math.min(deferred, explicit);
        if (pure > SMALL_REGRET && regret(split()) < pure) {
            return Engine.MIXED;
        }
        return deferred < explicit ? Engine.DEFERRED : Engine.EXPLICIT;
    }

    /** Returns the split of the least regret, the first of equals. */
    Split split() {
        int best = 0;
        for (int i = 1; i < regrets.length; i++) {
            if (regrets[i] < regrets[best]) {
                best = i;
            }
        }
        return splits.get(best);
    }

    /**
     * Returns the cost of a split, as a multiple of the cheapest, where that is most; 1 or more.
     */
    double regret(Split split) {
        return regrets[splits.indexOf(split)];
    }
}
