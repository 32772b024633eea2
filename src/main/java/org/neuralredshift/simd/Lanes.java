package org.neuralredshift.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width that this process computes with. It never changes a result, only the speed.
 *
 * <p>The system property {@value #PROPERTY} forces it: {@code 128}, {@code 256}, {@code 512} (bits)
 * or {@code scalar}, which sends every kernel to its scalar twin. Without it the processor's
 * preferred width is taken, at most 512 bits, since the sums of this package are defined over 16
 * partial sums.
 */
public final class Lanes {
    /** Name of the system property that forces the width. */
    public static final String PROPERTY = "redshift.simd";

    /** Whether every kernel runs its scalar twin. */
    public static final boolean SCALAR = "scalar".equals(System.getProperty(PROPERTY));

    static final VectorShape SHAPE = shape(System.getProperty(PROPERTY));
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    /** Vectors of 256 bits come with sixteen registers, others with thirty-two. */
    static final boolean FEW_REGISTERS = FLOATS.length() == 8;

    private Lanes() {}

    /** Returns the vector width in bits, or 32 for the scalar twin. */
    public static int bits() {
        return SCALAR ? Float.SIZE : SHAPE.vectorBitSize();
    }

    /** Returns the bits of the vectors that the machine computes with when it may choose. */
    public static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    private static VectorShape shape(String forced) {
        return switch (forced) {
            case null -> preferred();
            case "scalar", "128" -> VectorShape.S_128_BIT;
            case "256" -> VectorShape.S_256_BIT;
            case "512" -> VectorShape.S_512_BIT;
            default ->
                    throw new IllegalArgumentException(
                            "%s: expected 128, 256, 512 or scalar, got %s"
                                    .formatted(PROPERTY, forced));
        };
    }

    private static VectorShape preferred() {
        int bits = Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
        return VectorShape.forBitSize(bits);
    }
}
