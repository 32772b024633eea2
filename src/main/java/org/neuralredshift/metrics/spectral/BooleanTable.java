package org.neuralredshift.metrics.spectral;

/**
 * A Boolean function of n bits as its table of 2^n outputs, inputs in numeric order with the first
 * variable most significant. Its Walsh coefficients are f̂(S) = 2^-n Σ_x F(x) Π_{i in S} (-1)^{x_i}
 * with F = +1 where the function is 0, -1 where it is 1 (O'Donnell 2014,
 * doi:10.1017/CBO9781139814782). Immutable. Time O(n 2^n) once, memory 8 · 2^n bytes.
 */
public final class BooleanTable {
    private final boolean[] outputs;
    private final int variables;
    private final int[] walsh;

    /**
     * Reads a table.
     *
     * @param outputs shape (2^n), copied; n from 0 to 26
     */
    public BooleanTable(boolean[] outputs) {
        this.variables = Integer.numberOfTrailingZeros(outputs.length);
        if (Integer.bitCount(outputs.length) != 1 || variables > 26) {
            throw new IllegalArgumentException(
                    "outputs: expected 2^n of them, n from 0 to 26, got " + outputs.length);
        }
        this.outputs = outputs.clone();
        this.walsh = transform(outputs);
    }

    /** Number of input bits n. */
    public int variables() {
        return variables;
    }

    /** Returns the Walsh coefficient of a set; bit n - 1 - i of the mask is variable i. */
    public double coefficient(int set) {
        return (double) walsh[set] / outputs.length;
    }

    /**
     * Computes Σ |S| f̂(S)², between 0 and n. It equals the average sensitivity: the expected
     * number of single flips of a random input that change the output.
     */
    public double walshDegree() {
        double sum = 0;
        for (int set = 0; set < walsh.length; set++) {
            sum += Integer.bitCount(set) * ((double) walsh[set] * walsh[set]);
        }
        return sum / outputs.length / outputs.length;
    }

    /** Computes Σ |f̂(S)|, between 1 and 2^(n/2). */
    public double walshL1() {
        double sum = 0;
        for (int coefficient : walsh) {
            sum += Math.abs(coefficient);
        }
        return sum / outputs.length;
    }

    /** Counts over all inputs the most single flips that change the output. */
    public int maxSensitivity() {
        int most = 0;
        for (int x = 0; x < outputs.length; x++) {
            int flips = 0;
            for (int bit = 1; bit < outputs.length; bit <<= 1) {
                flips += outputs[x] != outputs[x ^ bit] ? 1 : 0;
            }
            most = Math.max(most, flips);
        }
        return most;
    }

    /** Computes the entropy of the share of ones in bits: 0 for a constant, 1 when balanced. */
    public double entropy() {
        double ones = ones() / (double) outputs.length;
        return ones == 0 || ones == 1 ? 0 : term(ones) + term(1 - ones);
    }

    /** Counts the inputs with output 1. */
    public int ones() {
        return (outputs.length - walsh[0]) / 2;
    }

    /** Returns the outputs as symbols 0 and 1, shape (2^n). */
    public int[] symbols() {
        int[] symbols = new int[outputs.length];
        for (int x = 0; x < symbols.length; x++) {
            symbols[x] = outputs[x] ? 1 : 0;
        }
        return symbols;
    }

    private static double term(double p) {
        return -p * StrictMath.log(p) / StrictMath.log(2);
    }

    private static int[] transform(boolean[] outputs) {
        int[] w = new int[outputs.length];
        for (int x = 0; x < w.length; x++) {
            w[x] = outputs[x] ? -1 : 1;
        }
        for (int half = 1; half < w.length; half *= 2) {
            for (int x = 0; x < w.length; x++) {
                if ((x & half) == 0) {
                    int sum = w[x] + w[x + half];
                    w[x + half] = w[x] - w[x + half];
                    w[x] = sum;
                }
            }
        }
        return w;
    }
}
