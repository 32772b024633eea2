package org.neuralredshift.rivals;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Engine;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Generator;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.SampledNetwork;
import org.neuralredshift.nn.Transformer;

import java.util.List;

/**
 * Whether libtorch does the same job: from the same weights and the same first token, drawn by us
 * and copied, both have to write the same tokens. The gain makes float rounding grow along a
 * sequence, so the first {@value #SURE} must agree, and it is said how many do.
 */
final class Agreement {
    private static final int STEPS = 100;
    private static final int SURE = 20;

    private Agreement() {}

    /** Compares a small network and a whole one of each kind; throws where they differ. */
    static void run() throws InterruptedException {
        for (WholeJob.Kind kind : List.of(WholeJob.DEFAULT, WholeJob.GAIN)) {
            compare(kind, kind.model(2, 4, 128, 1000));
            compare(kind, kind.model());
        }
    }

    private static void compare(WholeJob.Kind kind, Transformer model) throws InterruptedException {
        Generation generation =
                new Generation(
                        model,
                        STEPS,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        new Decoding.Greedy(),
                        Engine.EXPLICIT);
        int[] ours = new Generator(generation, 0, 1, 1).run(1)[0].tokens();
        int[] theirs;
        try (TorchGpt2 rival = new TorchGpt2(model, 0);
                SampledNetwork network = new SampledNetwork(generation, 0, 0)) {
            WholeJob.threads(1);
            rival.copy(network);
            theirs = rival.decode(network.prompt()[0], STEPS);
        }
        int same = 0;
        while (same < STEPS && ours[same] == theirs[same]) {
            same++;
        }
        System.out.printf(
                "%s, %d layers, width %d: the first %d of %d tokens agree with libtorch%n",
                kind, model.layers(), model.width(), same, STEPS);
        if (same < SURE) {
            throw new IllegalStateException(
                    "ours %s, libtorch's %s".formatted(first(ours), first(theirs)));
        }
    }

    private static List<Integer> first(int[] tokens) {
        return java.util.Arrays.stream(tokens).limit(SURE).boxed().toList();
    }
}
