package org.neuralredshift.nn;

import org.jspecify.annotations.Nullable;
import org.neuralredshift.simd.Elementwise;
import org.neuralredshift.simd.LayerNorm;

/**
 * A layer norm with its scale and offset: one number for all elements, as a random network has it,
 * or two numbers an element, as training leaves them.
 */
final class Norm {
    /** Where a layer norm stands. */
    enum Place {
        ATTENTION,
        MLP,
        FINAL
    }

    private final float gain;
    private final float @Nullable [] scale;
    private final float @Nullable [] offset;

    private Norm(float gain, float @Nullable [] scale, float @Nullable [] offset) {
        this.gain = gain;
        this.scale = scale;
        this.offset = offset;
    }

    /** Returns the norm with one gain and no offset. */
    static Norm constant(float gain) {
        return new Norm(gain, null, null);
    }

    /** Returns the norm of these elements; equal scales without offset become a gain. */
    static Norm of(float[] scale, float[] offset) {
        for (int i = 0; i < scale.length; i++) {
            if (scale[i] != scale[0] || offset[i] != 0) {
                return new Norm(1, scale, offset);
            }
        }
        return constant(scale[0]);
    }

    /**
     * Normalises {@code x[at …]} into {@code y[at …]}.
     *
     * @param partial work space of the sums
     * @return whether the variance is finite; if not, y is of no use
     */
    boolean apply(float[] x, int at, int n, float[] y, float[] partial) {
        boolean finite = LayerNorm.apply(x, at, n, gain, Transformer.EPSILON, y, at, partial);
        if (scale != null && offset != null) {
            Elementwise.scaleAndShift(y, at, n, scale, offset);
        }
        return finite;
    }
}
