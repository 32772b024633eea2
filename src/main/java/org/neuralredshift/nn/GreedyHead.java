package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.rng.NormalTail;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A head of which nothing is asked but the token of the largest logit: a matrix of shape (n, m)
 * with independent N(0, s²) entries, of which only columns that have won, or were read as token
 * embeddings, are drawn. Exact in distribution: m logits need not be drawn to know which is the
 * largest.
 *
 * <p>For a hidden state h with coordinates c in an orthonormal {@link Basis} of those seen, the
 * logit of a column is s ‖c‖ u · w, u = c/‖c‖, where w are its coordinates over s. Columns never
 * drawn are alike: independent N(0, I), except that none of them has won so far, which is a bound
 * on u · w for each earlier u. {@link LargestSearch} draws the largest product among them. If it
 * exceeds that of the columns drawn, one of the others, any with the same probability, gets that w;
 * the rest of the column, outside of the basis, is drawn afresh. The bound is the winner's product
 * in either case.
 *
 * <p>The largest logit of a hidden state of zeros is that of token 0. Only the largest logit can be
 * found not to be finite.
 */
final class GreedyHead implements DeferredHead {
    /** Vectors that are multiplied together where the whole matrix is wanted. */
    private static final int TOGETHER = 8;

    private final int n;
    private final int m;
    private final float std;
    private final int tensor;
    private final Basis basis;
    private final HalfSpaces halfSpaces;
    private final LargestSearch search;
    private final InRange input;
    private final float[] unit;
    private final float[] partial = new float[8 * Sums.PARTIALS];
    private final int stride;
    private final MemorySegment columns; // those drawn, shape (reveals, stride)
    private final float[] column;
    private final float[] products; // with the columns drawn
    private final int[] slotOf;
    private final int[] drawn; // tokens in the order of their slots
    private final int[] sorted; // the same, rising

    // After so many of the rows given last:
    private final int[] directionsAfter = new int[Decoder.ROWS + 1];
    private final int[] boundsAfter = new int[Decoder.ROWS + 1];
    private final int[] drawnAfter = new int[Decoder.ROWS + 1];
    private final int[] winnerAfter = new int[Decoder.ROWS + 1];
    private final float[][] winnersAfter; // coordinates over s

    private Deviates deviates;
    private int drawnCount;

    /** How many of the rows given last count; their last winner may be still to be drawn. */
    private int rowsKept;

    /**
     * Allocates a head.
     *
     * @param n C
     * @param m V
     * @param std s
     * @param tensor number of its stream
     * @param readings bound on the hidden states, and on the tokens that win or are read
     */
    GreedyHead(
            SegmentAllocator memory,
            int n,
            int m,
            double std,
            int tensor,
            int readings,
            Deviates deviates) {
        this.n = n;
        this.m = m;
        this.std = (float) std;
        this.tensor = tensor;
        this.deviates = deviates;
        int capacity = Math.min(n, readings);
        basis = new Basis(memory, n, capacity);
        halfSpaces = new HalfSpaces(memory, capacity, readings);
        search = new LargestSearch(halfSpaces, n, deviates);
        input = new InRange(n);
        unit = new float[halfSpaces.stride()];
        stride = Sums.pad(n);
        int reveals = reveals(m, readings);
        columns = memory.allocate((long) reveals * stride * Float.BYTES, Panels.ALIGNMENT);
        column = new float[stride];
        products = new float[reveals];
        slotOf = new int[m];
        Arrays.fill(slotOf, -1);
        drawn = new int[reveals];
        sorted = new int[reveals];
        winnersAfter = new float[Decoder.ROWS + 1][halfSpaces.stride()];
        Arrays.fill(winnerAfter, -1);
    }

    private static int reveals(int m, int readings) {
        return (int) Math.min(m, (long) readings + Decoder.ROWS);
    }

    /** Returns the bytes off the heap that a head takes. */
    static long bytes(int n, int m, int readings) {
        int capacity = Math.min(n, readings);
        return Basis.bytes(n, capacity)
                + HalfSpaces.bytes(capacity, readings)
                + (long) reveals(m, readings) * Sums.pad(n) * Float.BYTES;
    }

    @Override
    public void restart(Deviates deviates) {
        this.deviates = deviates;
        search.restart(deviates);
        basis.truncate(0);
        halfSpaces.truncate(0);
        forget(0);
        rowsKept = 0;
        winnerAfter[0] = -1;
    }

    /**
     * Finds the tokens of the rows' largest logits, as if the rows were given one after another.
     *
     * @param h final hidden states, shape (rows, C), row r from {@code r * hStride}
     * @param rows at most {@link Decoder#ROWS}
     * @param tokens receives a token a row, or -1 where the hidden state or the largest logit is
     *     not finite
     */
    void greedy(float[] h, int hStride, int rows, int[] tokens) {
        drawWinner();
        note(0, -1);
        for (int r = 0; r < rows; r++) {
            drawWinner();
            tokens[r] = winner(h, r * hStride, r + 1);
        }
    }

    /** Notes what there is after so many rows, and the column that is still to be drawn. */
    private void note(int rows, int winner) {
        directionsAfter[rows] = basis.size();
        boundsAfter[rows] = halfSpaces.count();
        drawnAfter[rows] = drawnCount;
        winnerAfter[rows] = winner;
        rowsKept = rows;
    }

    @Override
    public void keep(int rows) {
        basis.truncate(directionsAfter[rows]);
        halfSpaces.truncate(boundsAfter[rows]);
        forget(drawnAfter[rows]);
        rowsKept = rows;
    }

    private void forget(int count) {
        for (int slot = count; slot < drawnCount; slot++) {
            slotOf[drawn[slot]] = -1;
        }
        if (count < drawnCount) {
            drawnCount = count;
            System.arraycopy(drawn, 0, sorted, 0, count);
            Arrays.sort(sorted, 0, count);
        }
    }

    /** Finds the token of the largest logit after a hidden state, row number {@code row - 1}. */
    private int winner(float[] h, int at, int row) {
        int winner = -1;
        int token = -1;
        if (input.take(h, at)) {
            token = 0;
            if (input.squares() > 0) {
                double scale = std * Math.sqrt(input.squares());
                int known = largestKnown();
                double product = known < 0 ? Double.NEGATIVE_INFINITY : products[known] / scale;
                double above = known < 0 ? 1 : NormalTail.above(product);
                basis.add(input.vector(), input.squares(), false);
                propose();
                int unknown = m - drawnCount;
                boolean found = search.search(basis.size(), unknown, product, above);
                token = found ? unknownToken(search.which(unknown)) : drawn[known];
                if (found) {
                    winner = token;
                    System.arraycopy(search.largest(), 0, winnersAfter[row], 0, basis.size());
                }
                halfSpaces.add(search.product(), search.probability());
                double logit = Math.scalb(search.product() * scale, input.exponent());
                token = Math.abs(logit) <= Float.MAX_VALUE ? token : -1;
            }
        }
        note(row, winner);
        return token;
    }

    /** Returns the slot of the largest logit of the columns drawn, the lowest token of equals. */
    private int largestKnown() {
        Sums.dots(columns, drawnCount, stride, input.vector(), products, partial);
        int best = -1;
        for (int slot = 0; slot < drawnCount; slot++) {
            if (best < 0
                    || products[slot] > products[best]
                    || products[slot] == products[best] && drawn[slot] < drawn[best]) {
                best = slot;
            }
        }
        return best;
    }

    /** Brings the coordinates found to length 1. */
    private void propose() {
        int terms = basis.size();
        System.arraycopy(basis.coordinates(), 0, unit, 0, terms);
        double squares = Sums.squares(unit, 0, terms, 0, partial);
        Elementwise.scale(unit, 0, terms, (float) (1 / Math.sqrt(squares)));
        halfSpaces.propose(unit, terms);
    }

    /** Returns the token of that rank among those whose columns were never drawn. */
    private int unknownToken(int rank) {
        int token = rank;
        for (int i = 0; i < drawnCount && sorted[i] <= token; i++) {
            token++;
        }
        return token;
    }

    /** Draws what is open of the column that has won last. */
    private void drawWinner() {
        int token = winnerAfter[rowsKept];
        if (token < 0 || slotOf[token] >= 0) {
            return;
        }
        draw(tensor + Tensors.ROWS, token, std);
        basis.removeProjection(column);
        int terms = basis.size();
        System.arraycopy(winnersAfter[rowsKept], 0, unit, 0, terms);
        Elementwise.scale(unit, 0, terms, std);
        basis.addCombination(unit, column);
        put(token);
    }

    private void draw(int tensor, long row, float scale) {
        long group = row * Deviates.groups(n);
        deviates.fill(Distribution.NORMAL, scale, tensor, group, column, n);
    }

    private void put(int token) {
        int at = -1 - Arrays.binarySearch(sorted, 0, drawnCount, token);
        System.arraycopy(sorted, at, sorted, at + 1, drawnCount - at);
        sorted[at] = token;
        slotOf[token] = drawnCount;
        drawn[drawnCount] = token;
        long to = (long) drawnCount * stride * Float.BYTES;
        MemorySegment.copy(column, 0, columns, ValueLayout.JAVA_FLOAT, to, stride);
        drawnCount++;
    }

    /** A column that was never drawn: one that would not have won yet. */
    private void drawUnknown(int tensor, int token) {
        for (long attempt = 0; ; attempt++) {
            draw(tensor, attempt * m + token, 1);
            if (halfSpaces.count() == 0) {
                break;
            }
            basis.coordinates(column, unit);
            if (halfSpaces.leaves(unit) == 0) {
                break;
            }
        }
        Elementwise.scale(column, 0, n, std);
    }

    @Override
    public void token(int i, float[] out, int at) {
        drawWinner();
        if (slotOf[i] < 0) {
            drawUnknown(tensor + Tensors.ROWS, i);
            put(i);
        }
        long from = (long) slotOf[i] * stride * Float.BYTES;
        MemorySegment.copy(columns, ValueLayout.JAVA_FLOAT, from, out, at, n);
    }

    @Override
    public long drawn() {
        return (long) drawnCount * n;
    }

    @Override
    public void materialise(Panels target) {
        drawWinner();
        ExplicitWeights.fill(deviates, Distribution.NORMAL, std, tensor + Tensors.UNSEEN, target);
        BitSet winners = winnersIn(target);
        for (int i = winners.nextSetBit(0); i >= 0; i = winners.nextSetBit(i + 1)) {
            drawUnknown(tensor + Tensors.UNSEEN + Tensors.ROWS, i);
            target.setColumn(i, column, 0);
        }
        for (int slot = 0; slot < drawnCount; slot++) {
            MemorySegment.copy(
                    columns,
                    ValueLayout.JAVA_FLOAT,
                    (long) slot * stride * Float.BYTES,
                    column,
                    0,
                    stride);
            target.setColumn(drawn[slot], column, 0);
        }
    }

    /** Returns the columns that would have won. */
    private BitSet winnersIn(Panels matrix) {
        BitSet winners = new BitSet(m);
        int padded = matrix.paddedColumns();
        float[] states = new float[TOGETHER * stride];
        float[] state = new float[stride];
        float[] logits = new float[TOGETHER * padded];
        for (int i = 0; i < halfSpaces.count(); i += TOGETHER) {
            int count = Math.min(TOGETHER, halfSpaces.count() - i);
            for (int r = 0; r < count; r++) {
                Arrays.fill(state, 0);
                halfSpaces.direction(i + r, unit);
                basis.addCombination(unit, state);
                System.arraycopy(state, 0, states, r * stride, stride);
            }
            Products.multiply(states, stride, count, matrix, n, logits, 0, padded);
            for (int r = 0; r < count; r++) {
                float bound = std * halfSpaces.bound(i + r);
                for (int token = 0; token < m; token++) {
                    if (logits[r * padded + token] > bound) {
                        winners.set(token);
                    }
                }
            }
        }
        return winners;
    }

    @Override
    public double orthogonalityError() {
        return basis.orthogonalityError();
    }
}
