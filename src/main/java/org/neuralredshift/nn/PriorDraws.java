package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.RandomStream;
import org.neuralredshift.rng.StreamKey;

/**
 * Draws the tensors of one sample from the priors. Weight (o, i) is deviate o * inputs + i of its
 * tensor.
 */
final class PriorDraws {
    private static final int FREEDOM = 5;

    private final StreamKey key;
    private final int sample;
    private final Deviates deviates;

    PriorDraws(StreamKey key, int sample) {
        this.key = key;
        this.sample = sample;
        this.deviates = new Deviates(key, sample);
    }

    /**
     * Draws a weight matrix.
     *
     * @param tensor number of the matrix; the priors that need more numbers take those of the
     *     tensors up to tensor + {@value #FREEDOM}
     * @param w shape (outputs, inputs), overwritten
     */
    void weights(
            WeightPrior prior, double magnitude, int inputs, int outputs, int tensor, float[] w) {
        double deviation = magnitude * Math.sqrt(2.0 / ((double) inputs + outputs));
        switch (prior) {
            case GLOROT ->
                    uniforms(magnitude * Math.sqrt(6.0 / ((double) inputs + outputs)), tensor, w);
            case FAN_IN -> uniforms(magnitude * Math.sqrt(3.0 / inputs), tensor, w);
            case PLAIN -> uniforms(magnitude, tensor, w);
            case GAUSSIAN ->
                    deviates.fill(Distribution.NORMAL, (float) deviation, tensor, 0, w, w.length);
            case BALL -> ball(deviation, tensor, w);
            case LONG_TAILED -> student(deviation, tensor, w);
        }
    }

    /** Draws uniform numbers on ±range. */
    void uniforms(double range, int tensor, float[] target) {
        deviates.fill(Distribution.UNIFORM, (float) range, tensor, 0, target, target.length);
    }

    /** A direction from normals, a radius r u^(1/n): of variance r² / (n + 2) an entry. */
    private void ball(double deviation, int tensor, float[] w) {
        deviates.fill(Distribution.NORMAL, 1, tensor, 0, w, w.length);
        double squares = 0;
        for (float z : w) {
            squares += (double) z * z;
        }
        double uniform = new RandomStream(key, sample, tensor + 1).nextDouble() + 0x1p-54;
        double n = w.length;
        double length = deviation * Math.sqrt(n + 2) * StrictMath.exp(StrictMath.log(uniform) / n);
        double factor = length / Math.sqrt(squares);
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) (w[i] * factor);
        }
    }

    /** z / √(χ² / ν) has variance ν / (ν - 2). */
    private void student(double deviation, int tensor, float[] w) {
        float[] z = new float[w.length];
        float[] chiSquare = new float[w.length];
        for (int part = 1; part <= FREEDOM; part++) {
            deviates.fill(Distribution.NORMAL, 1, tensor + part, 0, z, z.length);
            for (int i = 0; i < z.length; i++) {
                chiSquare[i] = Math.fma(z[i], z[i], chiSquare[i]);
            }
        }
        deviates.fill(Distribution.NORMAL, 1, tensor, 0, w, w.length);
        double scale = deviation * Math.sqrt(FREEDOM - 2.0);
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) (scale * w[i] / Math.sqrt(chiSquare[i]));
        }
    }
}
