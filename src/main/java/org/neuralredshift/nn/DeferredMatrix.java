package org.neuralredshift.nn;

import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/**
 * A matrix W of shape (n, m) with independent N(0, s²) entries, of which only the part that is
 * looked at is drawn: exact in distribution, by the principle of deferred decisions.
 *
 * <p>It keeps an orthonormal {@link Basis} q₁ … q_k of the inputs seen and their images g_j = q_jᵀ
 * W. An input {@code x = Σ c_j q_j + r} gives {@code y = Σ c_j g_j}; where r is not 0, r/‖r‖
 * becomes q_{k+1} and its image is a fresh N(0, s² I). That is exact because, given the images so
 * far, W acts on the orthogonal complement as a fresh Gaussian matrix, whatever led to the inputs
 * (rotation invariance).
 *
 * <p>A column i of W may be {@link #reveal revealed}: it is then {@code Σ_j g_j[i] q_j + (I - QQᵀ)
 * z} with a fresh z, and later images take {@code q · column} there. That is how a tied embedding
 * is both read and multiplied.
 */
final class DeferredMatrix implements AppliedMatrix, DeferredHead {
    /** Vectors that are multiplied together where a whole matrix is wanted. */
    private static final int TOGETHER = 8;

    private final int n;
    private final int m;
    private final float std;
    private final int tensor;
    private final Basis basis;
    private final Panels images;
    private final InRange input;
    private final float[] rowCoefficients; // shape (ROWS, capacity)
    private final int[] directionsAfter = new int[Decoder.ROWS];
    private final boolean[] valid = new boolean[Decoder.ROWS];
    private final int capacity;
    private final float[] partial = new float[Sums.PARTIALS];
    private final int[] slotOf;
    private final int[] revealed;
    private final float[][] columns;

    private Deviates deviates;

    /** Images drawn; those beyond the directions are left over from rows that were not kept. */
    private int drawnImages;

    private int revealedCount;

    /**
     * Allocates a matrix.
     *
     * @param n inputs
     * @param m outputs
     * @param std s
     * @param tensor number of its stream
     * @param applications bound on the number of applications and so on that of directions
     * @param reveals bound on the number of revealed columns, 0 for none
     */
    DeferredMatrix(
            SegmentAllocator memory,
            int n,
            int m,
            double std,
            int tensor,
            int applications,
            int reveals,
            Deviates deviates) {
        this.n = n;
        this.m = m;
        this.std = (float) std;
        this.tensor = tensor;
        this.deviates = deviates;
        this.capacity = Math.min(n, applications);
        this.basis = new Basis(memory, n, capacity);
        this.images = new Panels(memory, capacity, m, Panels.PAD);
        this.input = new InRange(n);
        this.rowCoefficients = new float[Decoder.ROWS * capacity];
        this.slotOf = new int[reveals == 0 ? 0 : m];
        Arrays.fill(slotOf, -1);
        this.revealed = new int[reveals];
        this.columns = new float[reveals][];
    }

    /** Returns the bytes off the heap that a matrix takes. */
    static long bytes(int n, int m, int applications) {
        int capacity = Math.min(n, applications);
        return Basis.bytes(n, capacity) + Panels.bytes(capacity, m);
    }

    @Override
    public void restart(Deviates deviates) {
        this.deviates = deviates;
        basis.truncate(0);
        drawnImages = 0;
        for (int slot = 0; slot < revealedCount; slot++) {
            slotOf[revealed[slot]] = -1;
        }
        revealedCount = 0;
    }

    /** Returns k, the dimension of the space that the inputs span so far. */
    int directions() {
        return basis.size();
    }

    /**
     * Returns the directions, of those there now, that the rows up to r span; see {@link
     * #decompose}.
     */
    int directions(int r) {
        return directionsAfter[r];
    }

    /** Returns whether row r was finite. */
    boolean valid(int r) {
        return valid[r];
    }

    /** Returns the coefficients of the rows, shape (rows, {@link #capacity}), with zeros behind. */
    float[] coefficients() {
        return rowCoefficients;
    }

    /** Returns a bound on the directions. */
    int capacity() {
        return capacity;
    }

    /** Returns the images of the directions, shape (capacity, m). */
    Panels images() {
        return images;
    }

    @Override
    public long drawn() {
        return (long) basis.size() * m + (long) revealedCount * n;
    }

    /**
     * Computes {@code y = xᵀ W} for some rows, with the bits that they would give one after
     * another: their coefficients are found in turn, then all images are read once. A non-finite
     * row gives NaN.
     *
     * @param x shape (rows, n), row r from {@code r * xStride}
     * @param rows at most {@link Decoder#ROWS}
     * @param y shape (rows, padded m), row r from {@code r * yStride}
     */
    @Override
    public void apply(float[] x, int xStride, int rows, float[] y, int yStride) {
        decompose(x, xStride, rows);
        Products.multiply(rowCoefficients, capacity, rows, images, basis.size(), y, 0, yStride);
        for (int r = 0; r < rows; r++) {
            if (!valid[r]) {
                Arrays.fill(y, r * yStride, r * yStride + m, Float.NaN);
            }
        }
    }

    /**
     * Finds the coefficients of some rows in the basis, which grows where it must: the first half
     * of {@link #apply}.
     */
    void decompose(float[] x, int xStride, int rows) {
        for (int r = 0; r < rows; r++) {
            valid[r] = input.take(x, r * xStride);
            if (valid[r] && input.squares() > 0) {
                find(r);
            } else {
                Arrays.fill(rowCoefficients, r * capacity, (r + 1) * capacity, 0);
            }
            directionsAfter[r] = basis.size();
        }
    }

    /** Finds the coefficients of row r, which is the input. */
    private void find(int r) {
        if (basis.add(input.vector(), input.squares(), revealedCount > 0)) {
            grow();
        }
        int terms = basis.size();
        System.arraycopy(basis.coordinates(), 0, rowCoefficients, r * capacity, terms);
        if (input.exponent() != 0) {
            float factor = Math.scalb(1f, input.exponent());
            Elementwise.scale(rowCoefficients, r * capacity, terms, factor);
        }
        Arrays.fill(rowCoefficients, r * capacity + terms, (r + 1) * capacity, 0);
    }

    /**
     * Of the rows applied last, keeps the directions of the first ones only. The images of later
     * ones stay for the next: an image depends on the number of its direction, not on what the
     * direction is.
     */
    @Override
    public void keep(int rows) {
        basis.truncate(rows == 0 ? 0 : directionsAfter[rows - 1]);
    }

    /**
     * Draws the image of the direction that the basis has got; the input has become that direction,
     * where columns are revealed.
     */
    private void grow() {
        int last = basis.size() - 1;
        if (last == drawnImages) {
            drawImage();
        }
        for (int slot = 0; slot < revealedCount; slot++) {
            float[] column = columns[slot];
            images.set(
                    last, revealed[slot], Sums.dot(column, input.vector(), column.length, partial));
        }
    }

    private void drawImage() {
        int groups = Deviates.groups(m);
        deviates.fill(
                Distribution.NORMAL,
                std,
                tensor,
                (long) drawnImages * groups,
                groups,
                images.memory(),
                images.index(drawnImages, 0),
                (long) images.rows() * images.width());
        drawnImages++;
    }

    /**
     * Returns column i of W, length n with padding; the first call draws what the images leave
     * open. The array is the matrix's own.
     */
    float[] reveal(int i) {
        if (slotOf[i] < 0) {
            float[] vector = input.vector();
            deviates.fill(
                    Distribution.NORMAL,
                    std,
                    tensor + Tensors.ROWS,
                    (long) i * Deviates.groups(n),
                    vector,
                    n);
            basis.removeProjection(vector);
            float[] known = new float[basis.size()];
            for (int j = 0; j < known.length; j++) {
                known[j] = images.at(j, i);
            }
            basis.addCombination(known, vector);
            slotOf[i] = revealedCount;
            revealed[revealedCount] = i;
            columns[revealedCount] = vector.clone();
            revealedCount++;
        }
        return columns[slotOf[i]];
    }

    @Override
    public void token(int i, float[] out, int at) {
        System.arraycopy(reveal(i), 0, out, at, n);
    }

    /**
     * Draws the part that was never looked at and returns W as an ordinary matrix: {@code Σ q_j
     * g_jᵀ + (I - QQᵀ) G}, G fresh. It acts as this object did on every input seen, up to rounding.
     * Time O(n m k), memory three matrices.
     */
    @Override
    public void materialise(Panels target) {
        ExplicitWeights.fill(deviates, Distribution.NORMAL, std, tensor + Tensors.UNSEEN, target);
        if (basis.size() > 0) {
            addSeen(target);
        }
        for (int slot = 0; slot < revealedCount; slot++) {
            target.setColumn(revealed[slot], columns[slot], 0);
        }
    }

    /** {@code W = G + Qᵀ (images - Q G)}. */
    private void addSeen(Panels target) {
        int padded = target.paddedColumns();
        int directions = basis.size();
        int stride = Sums.pad(n);
        float[] rows = basis.directions();
        try (Arena arena = Arena.ofConfined()) {
            Panels missing = new Panels(arena, directions, m, Panels.PAD);
            float[] products = new float[TOGETHER * padded];
            float[] row = new float[padded];
            for (int j = 0; j < directions; j += TOGETHER) {
                int count = Math.min(TOGETHER, directions - j);
                float[] some = Arrays.copyOfRange(rows, j * stride, (j + count) * stride);
                Products.multiply(some, stride, count, target, n, products, 0, padded);
                for (int r = 0; r < count; r++) {
                    images.row(j + r, row, 0);
                    Elementwise.scale(products, r * padded, m, -1);
                    Elementwise.add(products, r * padded, m, row, 0);
                    missing.setRow(j + r, row, 0);
                }
            }
            float[] columns = new float[TOGETHER * directions];
            for (int i = 0; i < n; i += TOGETHER) {
                int count = Math.min(TOGETHER, n - i);
                transpose(rows, stride, i, count, columns);
                Products.multiply(
                        columns, directions, count, missing, directions, products, 0, padded);
                for (int r = 0; r < count; r++) {
                    target.row(i + r, row, 0);
                    Elementwise.add(products, r * padded, m, row, 0);
                    target.setRow(i + r, row, 0);
                }
            }
        }
    }

    /** Copies elements {@code i … i + count - 1} of every direction, shape (count, directions). */
    private void transpose(float[] rows, int stride, int i, int count, float[] columns) {
        int directions = basis.size();
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < directions; j++) {
                columns[r * directions + j] = rows[j * stride + i + r];
            }
        }
    }

    @Override
    public double orthogonalityError() {
        return basis.orthogonalityError();
    }
}
