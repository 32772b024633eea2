package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.StreamKey;
import org.neuralredshift.simd.Elementwise;

import java.util.HashMap;
import java.util.Map;

/**
 * Rows of embeddings that are drawn when they are first read: positions, and the tokens of a model
 * whose head has a matrix of its own. Safe to read from several threads.
 */
final class Embeddings {
    private final Transformer model;
    private final Map<Integer, float[]> positions = new HashMap<>();
    private final Map<Integer, float[]> tokens = new HashMap<>();
    private Deviates deviates = new Deviates(new StreamKey(0), 0);

    Embeddings(Transformer model) {
        this.model = model;
    }

    /** Goes on with the streams of another sample. */
    synchronized void draw(Deviates deviates) {
        this.deviates = deviates;
        tokens.clear();
        if (model.positions() == Transformer.Positions.LEARNT) {
            positions.clear();
        }
    }

    void token(int token, float[] out, int at) {
        System.arraycopy(
                row(tokens, Tensors.TOKENS + Tensors.ROWS, token), 0, out, at, model.width());
    }

    void addPosition(int position, float[] out, int at) {
        switch (model.positions()) {
            case LEARNT ->
                    Elementwise.add(
                            row(positions, Tensors.POSITIONS, position), 0, model.width(), out, at);
            case SINUSOIDAL -> Elementwise.add(sinusoid(position), 0, model.width(), out, at);
            case NONE -> {}
        }
    }

    /** Draws a token's row of a model with a head of its own, without keeping it. */
    float[] freshToken(int token) {
        return drawRow(Tensors.TOKENS + Tensors.ROWS, token);
    }

    /** Makes a position's row without keeping it. */
    float[] freshPosition(int position) {
        return switch (model.positions()) {
            case LEARNT -> drawRow(Tensors.POSITIONS, position);
            case SINUSOIDAL -> sinusoid(position, model.width(), model.embeddingStd());
            case NONE -> new float[model.width()];
        };
    }

    private synchronized float[] row(Map<Integer, float[]> rows, int tensor, int index) {
        return rows.computeIfAbsent(index, i -> drawRow(tensor, i));
    }

    private float[] drawRow(int tensor, int index) {
        float[] row = new float[model.width()];
        long group = (long) index * Deviates.groups(row.length);
        deviates.fill(
                Distribution.NORMAL, (float) model.embeddingStd(), tensor, group, row, row.length);
        return row;
    }

    private synchronized float[] sinusoid(int position) {
        return positions.computeIfAbsent(
                position, p -> sinusoid(p, model.width(), model.embeddingStd()));
    }

    /**
     * Elements 2i and 2i + 1 are sine and cosine of p / 10000^(2i/C), times √2 s, so that their
     * mean square is s².
     */
    static float[] sinusoid(int position, int width, double std) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            double angle = position / StrictMath.pow(10_000, (i - i % 2) / (double) width);
            double wave = i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
            row[i] = (float) (Math.sqrt(2) * std * wave);
        }
        return row;
    }
}
