package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.rng.Deviates;
import org.neuralredshift.rng.Distribution;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.Panels;
import org.neuralredshift.simd.Products;
import org.neuralredshift.simd.Sums;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix W of shape (n, m) with independent N(0, s²) entries, of which only the part that is
 * looked at is drawn: exact in distribution, by the principle of deferred decisions.
 *
 * <p>It keeps an orthonormal basis q₁ … q_k of the inputs seen and their images g_j = q_jᵀ W. An
 * input {@code x = Σ c_j q_j + r} gives {@code y = Σ c_j g_j}; where r is not 0, r/‖r‖ becomes
 * q_{k+1} and its image is a fresh N(0, s² I). That is exact because, given the images so far, W
 * acts on the orthogonal complement as a fresh Gaussian matrix, whatever led to the inputs
 * (rotation invariance).
 *
 * <p>A column i of W may be {@link #reveal revealed}: it is then {@code Σ_j g_j[i] q_j + (I - QQᵀ)
 * z} with a fresh z, and later images take {@code q · column} there. That is how a tied embedding
 * is both read and multiplied.
 *
 * <p>Numerics. The input is first scaled by a power of two to a largest element of [1, 2). Gram and
 * Schmidt's orthogonalisation takes all products with the same vector, then subtracts (the
 * classical form), once; a second time where less than {@value #REPEAT_BELOW} of the squared norm
 * is left (Daniel et al., doi:10.1090/S0025-5718-1976-0431641-8: twice is enough). A residual of at
 * most {@value #TAU} of the input's norm is rounding, and counts as 0.
 */
final class DeferredMatrix {
    /**
     * A residual no longer than this part of the input is rounding error: 8 units of float
     * precision.
     */
    static final float TAU = 0x1p-20f;

    /** Orthogonalise again where the squared norm fell below this part. */
    static final float REPEAT_BELOW = 0.5f;

    /** Vectors that are multiplied together where a whole matrix is wanted. */
    private static final int TOGETHER = 8;

    /** Groups of deviates. */
    private static final int SCREENED_AT_ONCE = 32;

    private final int n;
    private final int m;
    private final float std;
    private final int tensor;
    private final int stride;
    private final MemorySegment basis;
    private final Panels images;
    private final @Nullable Screen screen;
    private final float[] residual;
    private final float[] again;
    private final float[] coefficients;
    private final float[] rowCoefficients; // shape (ROWS, capacity)
    private final int[] directionsAfter = new int[Decoder.ROWS];
    private final boolean[] valid = new boolean[Decoder.ROWS];
    private final int capacity;
    private final float[] partial = new float[8 * Sums.PARTIALS];
    private final int[] slotOf;
    private final int[] revealed;
    private final float[][] columns;

    private Deviates deviates;
    private int directions;

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
     * @param screened whether {@link #largest} will be asked; it takes a byte more an element
     */
    DeferredMatrix(
            SegmentAllocator memory,
            int n,
            int m,
            double std,
            int tensor,
            int applications,
            int reveals,
            boolean screened,
            Deviates deviates) {
        this.n = n;
        this.m = m;
        this.std = (float) std;
        this.tensor = tensor;
        this.deviates = deviates;
        this.stride = Sums.pad(n);
        this.capacity = Math.min(n, applications);
        this.basis = memory.allocate((long) capacity * stride * Float.BYTES, Panels.ALIGNMENT);
        this.images = new Panels(memory, capacity, m, Panels.PAD);
        boolean screen = screened && Screen.possible(this.std);
        this.screen = screen ? new Screen(memory, images, this.std) : null;
        this.residual = new float[stride];
        this.again = new float[capacity];
        this.coefficients = new float[capacity];
        this.rowCoefficients = new float[Decoder.ROWS * capacity];
        this.slotOf = new int[reveals == 0 ? 0 : m];
        Arrays.fill(slotOf, -1);
        this.revealed = new int[reveals];
        this.columns = new float[reveals][];
    }

    /** Returns the bytes off the heap that a matrix takes. */
    static long bytes(int n, int m, int applications, boolean screened) {
        int capacity = Math.min(n, applications);
        long state = (long) capacity * Sums.pad(n) * Float.BYTES + Panels.bytes(capacity, m);
        return state + (screened ? Screen.bytes(capacity, m) : 0);
    }

    /** Forgets all directions and columns and goes on with the stream of another sample. */
    void restart(Deviates deviates) {
        this.deviates = deviates;
        directions = 0;
        drawnImages = 0;
        for (int slot = 0; slot < revealedCount; slot++) {
            slotOf[revealed[slot]] = -1;
        }
        revealedCount = 0;
        if (screen != null) {
            screen.restart();
        }
    }

    /** Returns k, the dimension of the space that the inputs span so far. */
    int directions() {
        return directions;
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

    /** Returns the number of deviates that were drawn. */
    long drawn() {
        return (long) directions * m + (long) revealedCount * n;
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
    void apply(float[] x, int xStride, int rows, float[] y, int yStride) {
        decompose(x, xStride, rows);
        Products.multiply(rowCoefficients, capacity, rows, images, directions, y, 0, yStride);
        for (int r = 0; r < rows; r++) {
            if (!valid[r]) {
                Arrays.fill(y, r * yStride, r * yStride + m, Float.NaN);
            }
        }
    }

    /** Whether {@link #largest} may be asked. */
    boolean screened() {
        return screen != null;
    }

    /**
     * Returns the index of the largest element of {@code y = xᵀ W}, the lowest of equals, or -1
     * where an element is not finite: what a search in the result of {@link #apply} would find,
     * with the same effect on this object, at a quarter of the bytes.
     *
     * @param work length padded m
     */
    int largest(float[] x, float[] work) {
        decompose(x, 0, 1);
        if (!valid[0]) {
            return -1;
        }
        int largest = Objects.requireNonNull(screen).largest(rowCoefficients, directions, work);
        if (largest >= 0) {
            return largest;
        }
        Products.multiply(rowCoefficients, capacity, 1, images, directions, work, 0, 0);
        return Elementwise.finiteArgmax(work, 0, m);
    }

    /**
     * Finds the coefficients of some rows in the basis, which grows where it must: the first half
     * of {@link #apply}.
     */
    void decompose(float[] x, int xStride, int rows) {
        for (int r = 0; r < rows; r++) {
            float largest = Elementwise.largest(x, r * xStride, n);
            int terms = 0;
            if (Float.isFinite(largest) && largest > 0) {
                int exponent = Math.max(Math.getExponent(largest), Float.MIN_EXPONENT);
                System.arraycopy(x, r * xStride, residual, 0, n);
                Elementwise.scale(residual, 0, n, Math.scalb(1f, -exponent));
                decompose();
                terms = directions;
                Elementwise.scale(coefficients, 0, terms, Math.scalb(1f, exponent));
                System.arraycopy(coefficients, 0, rowCoefficients, r * capacity, terms);
            }
            Arrays.fill(rowCoefficients, r * capacity + terms, (r + 1) * capacity, 0);
            directionsAfter[r] = directions;
            valid[r] = Float.isFinite(largest);
        }
    }

    /**
     * Of the rows applied last, keeps the directions of the first ones only. The images of later
     * ones stay for the next: an image depends on the number of its direction, not on what the
     * direction is.
     */
    void keep(int rows) {
        directions = rows == 0 ? 0 : directionsAfter[rows - 1];
    }

    /** Finds the coefficients of the residual in the basis, which grows where it must. */
    private void decompose() {
        if (directions == n) {
            Sums.dots(basis, n, stride, residual, coefficients, partial);
            return;
        }
        float before = Sums.squares(residual, 0, n, 0, partial);
        Sums.dots(basis, directions, stride, residual, coefficients, partial);
        float after = subtractProjection(before, coefficients);
        if (after > TAU * TAU * before) {
            float norm = (float) Math.sqrt(after);
            append(norm);
            coefficients[directions - 1] = norm;
        }
    }

    /**
     * Makes the residual orthogonal to the basis, given its products with it, and adds what a
     * second pass finds to them. Returns the squared norm of what is left.
     */
    private float subtractProjection(float before, float[] products) {
        Sums.addRows(basis, directions, stride, -1, products, residual);
        float after = Sums.squares(residual, 0, n, 0, partial);
        if (after < REPEAT_BELOW * before) {
            Sums.dots(basis, directions, stride, residual, again, partial);
            Sums.addRows(basis, directions, stride, -1, again, residual);
            Elementwise.add(again, 0, directions, products, 0);
            after = Sums.squares(residual, 0, n, 0, partial);
        }
        return after;
    }

    /** Makes the residual, of the given norm, the next direction and draws its image. */
    private void append(float norm) {
        Elementwise.scale(residual, 0, n, 1 / norm);
        MemorySegment.copy(
                residual,
                0,
                basis,
                ValueLayout.JAVA_FLOAT,
                (long) directions * stride * Float.BYTES,
                stride);
        if (directions == drawnImages) {
            drawImage();
        }
        for (int slot = 0; slot < revealedCount; slot++) {
            float product = Sums.dot(columns[slot], residual, stride, partial);
            images.set(directions, revealed[slot], product);
            if (screen != null) {
                screen.set(directions, revealed[slot]);
            }
        }
        directions++;
    }

    /** A part is screened while it is in the first cache. */
    private void drawImage() {
        int groups = Deviates.groups(m);
        int part = screen == null ? groups : SCREENED_AT_ONCE;
        for (int group = 0; group < groups; group += part) {
            int count = Math.min(part, groups - group);
            int from = group * Deviates.GROUP;
            deviates.fill(
                    Distribution.NORMAL,
                    std,
                    tensor,
                    (long) drawnImages * groups + group,
                    count,
                    images.memory(),
                    images.index(drawnImages, from),
                    (long) images.rows() * images.width());
            if (screen != null) {
                screen.drawn(drawnImages, from, from + count * Deviates.GROUP);
            }
        }
        drawnImages++;
    }

    /**
     * Returns column i of W, length n with padding; the first call draws what the images leave
     * open. The array is the matrix's own.
     */
    float[] reveal(int i) {
        if (slotOf[i] < 0) {
            deviates.fill(
                    Distribution.NORMAL,
                    std,
                    tensor + Tensors.ROWS,
                    (long) i * Deviates.groups(n),
                    residual,
                    n);
            if (directions == n) {
                Arrays.fill(residual, 0);
            } else {
                float before = Sums.squares(residual, 0, n, 0, partial);
                Sums.dots(basis, directions, stride, residual, coefficients, partial);
                subtractProjection(before, coefficients);
            }
            for (int j = 0; j < directions; j++) {
                coefficients[j] = images.at(j, i);
            }
            Sums.addRows(basis, directions, stride, 1, coefficients, residual);
            slotOf[i] = revealedCount;
            revealed[revealedCount] = i;
            columns[revealedCount] = residual.clone();
            revealedCount++;
        }
        return columns[slotOf[i]];
    }

    /**
     * Draws the part that was never looked at and returns W as an ordinary matrix: {@code Σ q_j
     * g_jᵀ + (I - QQᵀ) G}, G fresh. It acts as this object did on every input seen, up to rounding.
     * Time O(n m k), memory three matrices.
     */
    void materialise(Panels target) {
        ExplicitWeights.fill(deviates, Distribution.NORMAL, std, tensor + Tensors.UNSEEN, target);
        if (directions > 0) {
            addSeen(target);
        }
        for (int slot = 0; slot < revealedCount; slot++) {
            target.setColumn(revealed[slot], columns[slot], 0);
        }
    }

    /** {@code W = G + Qᵀ (images - Q G)}. */
    private void addSeen(Panels target) {
        int padded = target.paddedColumns();
        float[] rows =
                basis.asSlice(0, (long) directions * stride * Float.BYTES)
                        .toArray(ValueLayout.JAVA_FLOAT);
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
                transpose(rows, i, count, columns);
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
    private void transpose(float[] rows, int i, int count, float[] columns) {
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < directions; j++) {
                columns[r * directions + j] = rows[j * stride + i + r];
            }
        }
    }

    /** Returns the largest element of |QᵀQ - I|, in double. */
    double orthogonalityError() {
        double worst = 0;
        for (int a = 0; a < directions; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < n; i++) {
                    product += (double) element(a, i) * element(b, i);
                }
                worst = Math.max(worst, Math.abs(product - (a == b ? 1 : 0)));
            }
        }
        return worst;
    }

    private float element(int direction, int i) {
        return basis.getAtIndex(ValueLayout.JAVA_FLOAT, (long) direction * stride + i);
    }
}
