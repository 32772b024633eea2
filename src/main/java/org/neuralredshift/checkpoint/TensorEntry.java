package org.neuralredshift.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a tensor stands in a safetensors file.
 *
 * @param shape outermost first, row-major; empty for one number
 * @param begin first byte, counted from the end of the header
 * @param end behind the last byte
 */
public record TensorEntry(String name, Dtype dtype, long[] shape, long begin, long end) {
    /**
     * Returns the bytes that such a tensor takes.
     *
     * @throws IllegalArgumentException where they don't fit 63 bits
     */
    static long bytes(String name, Dtype dtype, long[] shape) {
        try {
            long bytes = dtype.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw Expected.of(name, "a shape of less than 2^63 bytes", text(shape));
        }
    }

    /** Returns the shape as {@code (2, 3)}. */
    public String shapeText() {
        return text(shape);
    }

    static String text(long... shape) {
        return Arrays.stream(shape)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
