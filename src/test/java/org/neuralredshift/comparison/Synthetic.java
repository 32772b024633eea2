package org.neuralredshift.comparison;

import org.neuralredshift.experiments.Family;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells of two families with a known association: each activation has a trait in both families, the
 * traits have a given correlation, and the magnitude and depth add to both.
 *
 * @param activations number of activations
 * @param correlation of the traits
 * @param networks a cell
 */
record Synthetic(int activations, double correlation, int networks) {
    private static final double[] MAGNITUDES = {0.25, 1, 4};
    private static final int[] DEPTHS = {2, 6};

    /** What is in a cell besides trait, magnitude and depth: the same for all its networks. */
    private static final double CELL = 0.3;

    private static final double NETWORK = 0.5;

    static RandomStream random(int simulation) {
        return new RandomStream(StreamKey.of(1, "synthetic comparison"), simulation, 0);
    }

    Pairs pairs(RandomStream random) {
        List<Unit> first = new ArrayList<>();
        List<Unit> second = new ArrayList<>();
        int match = 0;
        for (int a = 0; a < activations; a++) {
            double trait = normal(random);
            double other =
                    correlation * trait + Math.sqrt(1 - correlation * correlation) * normal(random);
            for (double magnitude : MAGNITUDES) {
                for (int depth : DEPTHS) {
                    double common = StrictMath.log(magnitude) + 0.1 * depth;
                    Map<String, String> condition = new LinkedHashMap<>();
                    condition.put("activation", "a" + a);
                    condition.put("magnitude", Double.toString(magnitude));
                    condition.put("depth", Integer.toString(depth));
                    first.add(unit(Family.TRANSFORMER, match, condition, trait + common, random));
                    second.add(unit(Family.MLP, match, condition, other + common, random));
                    match++;
                }
            }
        }
        return new Pairs(first, second);
    }

    private Unit unit(
            Family family,
            int match,
            Map<String, String> condition,
            double mean,
            RandomStream random) {
        double cell = mean + CELL * normal(random);
        double[] values = new double[networks];
        for (int i = 0; i < networks; i++) {
            values[i] = cell + NETWORK * normal(random);
        }
        return new Unit(family, match, condition, new double[][] {values});
    }

    /** A sum of twelve uniforms: close enough to a normal for cells. */
    private static double normal(RandomStream random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
