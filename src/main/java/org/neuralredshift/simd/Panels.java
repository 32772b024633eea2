package org.neuralredshift.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * A float matrix outside the heap, shape (rows, columns), cut into panels of neighbouring columns:
 * a panel holds its columns row after row, so that a product which walks down the rows reads one
 * long stream.
 *
 * <p>Element (row, column) stands at float {@code (column / P * rows + row) * P + column % P}, P
 * the panel's width. The columns are padded to a multiple of {@value #PAD}; what stands in the
 * padding is anybody's. The memory starts at a multiple of 64 bytes and lives as long as what
 * allocated it.
 */
public final class Panels {
    /**
     * Columns are padded to a multiple of this, so products need no tails: four vectors of 512
     * bits.
     */
    public static final int PAD = 64;

    /**
     * Every matrix starts at a multiple of this many bytes: a cache line, or a vector of 512 bits.
     */
    public static final int ALIGNMENT = 64;

    private final MemorySegment memory;
    private final int rows;
    private final int columns;
    private final int width;

    /**
     * Allocates a matrix of zeros.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param width columns a panel: 16, 32 or 64
     */
    public Panels(SegmentAllocator memory, int rows, int columns, int width) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.memory = memory.allocate(bytes(rows, columns), ALIGNMENT);
    }

    private Panels(MemorySegment memory, int rows, int columns, int width) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.memory = memory;
    }

    /**
     * Returns some neighbouring columns as a matrix over the same memory.
     *
     * @param first a multiple of the panel's width
     * @param columns how many, at least 0
     */
    public Panels part(int first, int columns) {
        if (first % width != 0 || first < 0 || columns < 0 || first + columns > paddedColumns()) {
            throw new IllegalArgumentException(
                    "columns %d to %d of %d in panels of %d"
                            .formatted(first, first + columns, this.columns, width));
        }
        long from = (long) first * rows * Float.BYTES;
        return new Panels(memory.asSlice(from, bytes(rows, columns)), rows, columns, width);
    }

    /** Returns the bytes that a matrix of this shape takes. */
    public static long bytes(int rows, int columns) {
        return (long) rows * pad(columns) * Float.BYTES;
    }

    /** Returns the number of columns rounded up to whole panels. */
    public static int pad(int columns) {
        return Math.ceilDiv(columns, PAD) * PAD;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Returns the number of columns with their padding. */
    public int paddedColumns() {
        return pad(columns);
    }

    /** Returns the columns a panel. */
    public int width() {
        return width;
    }

    /** Returns all floats of the matrix, panel after panel. */
    public MemorySegment memory() {
        return memory;
    }

    /** Returns where an element stands, in floats. */
    public long index(int row, int column) {
        return ((long) (column / width) * rows + row) * width + column % width;
    }

    /** Returns one element. */
    public float at(int row, int column) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index(row, column));
    }

    /** Sets one element. */
    public void set(int row, int column, float value) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, index(row, column), value);
    }

    /** Copies one row to {@code target[at …]}, without its padding. */
    public void row(int row, float[] target, int at) {
        for (int column = 0; column < columns; column += width) {
            long from = index(row, column) * Float.BYTES;
            int count = Math.min(width, columns - column);
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, from, target, at + column, count);
        }
    }

    /** Replaces one row by {@code source[at …]}. */
    public void setRow(int row, float[] source, int at) {
        for (int column = 0; column < columns; column += width) {
            long to = index(row, column) * Float.BYTES;
            int count = Math.min(width, columns - column);
            MemorySegment.copy(source, at + column, memory, ValueLayout.JAVA_FLOAT, to, count);
        }
    }

    /** Replaces one column by {@code source[at …]}. */
    public void setColumn(int column, float[] source, int at) {
        long first = index(0, column);
        for (int row = 0; row < rows; row++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, first + (long) row * width, source[at + row]);
        }
    }

    /** Copies one column to {@code target[at …]}. */
    public void column(int column, float[] target, int at) {
        long first = index(0, column);
        for (int row = 0; row < rows; row++) {
            target[at + row] =
                    memory.getAtIndex(ValueLayout.JAVA_FLOAT, first + (long) row * width);
        }
    }
}
