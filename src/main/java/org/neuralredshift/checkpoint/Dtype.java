package org.neuralredshift.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Element types of safetensors, all little-endian. Weights are read and written in the three float
 * types {@link #F32}, {@link #F16} and {@link #BF16}; the others occur beside them, such as masks.
 */
public enum Dtype {
    F32(4),
    F16(2),
    BF16(2),
    F64(8),
    F8_E4M3(1),
    F8_E5M2(1),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes of an element. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether weights can have this type. */
    public boolean weights() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Dtype named(String name, String tensor) {
        for (Dtype dtype : values()) {
            if (dtype.name().equals(name)) {
                return dtype;
            }
        }
        String names = Arrays.stream(values()).map(Dtype::name).collect(Collectors.joining(", "));
        throw Expected.of(tensor + ": dtype", "one of " + names, name);
    }

    /** Reads floats; exact for all three types. */
    void read(MemorySegment source, long at, float[] target) {
        switch (this) {
            case F32 -> MemorySegment.copy(source, FLOAT, at, target, 0, target.length);
            case F16 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = Float.float16ToFloat(source.get(SHORT, at + 2L * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = Float.intBitsToFloat(source.get(SHORT, at + 2L * i) << 16);
                }
            }
            case F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                    throw new IllegalStateException("weights are F32, F16 or BF16, not " + this);
        }
    }

    /** Writes floats, rounded to the nearest, ties to even. */
    void write(float[] source, int length, MemorySegment target, long at) {
        switch (this) {
            case F32 -> MemorySegment.copy(source, 0, target, FLOAT, at, length);
            case F16 -> {
                for (int i = 0; i < length; i++) {
                    target.set(SHORT, at + 2L * i, Float.floatToFloat16(source[i]));
                }
            }
            case BF16 -> {
                for (int i = 0; i < length; i++) {
                    target.set(SHORT, at + 2L * i, bfloat16(source[i]));
                }
            }
            case F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                    throw new IllegalStateException("weights are F32, F16 or BF16, not " + this);
        }
    }

    private static short bfloat16(float x) {
        int bits = Float.floatToIntBits(x);
        if (Float.isNaN(x)) {
            return (short) (bits >>> 16);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Returns the largest finite value of one of the three types. */
    float largest() {
        return switch (this) {
            case F16 -> 65504;
            case BF16 -> Float.intBitsToFloat(0x7F7F_0000);
            case F32, F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                    Float.MAX_VALUE;
        };
    }

    /** Returns the name on the command line and in the configuration's torch_dtype. */
    public String label() {
        return switch (this) {
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
            case F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                    name().toLowerCase(Locale.ROOT);
        };
    }
}
