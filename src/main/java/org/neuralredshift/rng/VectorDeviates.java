package org.neuralredshift.rng;

import static org.neuralredshift.rng.ScalarDeviates.C1;
import static org.neuralredshift.rng.ScalarDeviates.C2;
import static org.neuralredshift.rng.ScalarDeviates.C3;
import static org.neuralredshift.rng.ScalarDeviates.C4;
import static org.neuralredshift.rng.ScalarDeviates.L0;
import static org.neuralredshift.rng.ScalarDeviates.L1;
import static org.neuralredshift.rng.ScalarDeviates.L2;
import static org.neuralredshift.rng.ScalarDeviates.L3;
import static org.neuralredshift.rng.ScalarDeviates.L4;
import static org.neuralredshift.rng.ScalarDeviates.L5;
import static org.neuralredshift.rng.ScalarDeviates.L6;
import static org.neuralredshift.rng.ScalarDeviates.L7;
import static org.neuralredshift.rng.ScalarDeviates.LN2;
import static org.neuralredshift.rng.ScalarDeviates.NEAR_ONE;
import static org.neuralredshift.rng.ScalarDeviates.S0;
import static org.neuralredshift.rng.ScalarDeviates.S1;
import static org.neuralredshift.rng.ScalarDeviates.S2;
import static org.neuralredshift.rng.ScalarDeviates.S3;
import static org.neuralredshift.rng.ScalarDeviates.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twin of {@link ScalarDeviates}. The work is split into short loops over a buffer that
 * stays in the first cache, since the compiler stops keeping vectors in registers in long ones.
 */
final class VectorDeviates {
    private static final String FORCED = "redshift.simd";
    static final boolean SCALAR = "scalar".equals(System.getProperty(FORCED));

    private static final VectorShape SHAPE =
            VectorShape.forBitSize(Integer.getInteger(FORCED, preferred()));
    private static final VectorSpecies<Float> F = VectorSpecies.of(float.class, SHAPE);
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, SHAPE);
    private static final LongVector EVEN = LongVector.zero(L).addIndex(2);

    private VectorDeviates() {}

    private static int preferred() {
        return Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    }

    /**
     * Each long lane holds one 32-bit word of a block: even blocks in one vector, odd ones in
     * another.
     */
    static void words(
            StreamKey key, int sample, int tensor, long firstBlock, int groups, int[] words) {
        for (int i = 0; i < groups * 16; i += I.length()) {
            block(key.bits(), sample, tensor, firstBlock + i, words, i / 16 * 64 + i % 16);
        }
    }

    private static void block(long key, int sample, int tensor, long block, int[] words, int at) {
        LongVector low = EVEN.add(block);
        LongVector a0 = low;
        LongVector b0 = low.add(1);
        LongVector a1 = a0.lanewise(VectorOperators.LSHR, 32);
        LongVector b1 = b0.lanewise(VectorOperators.LSHR, 32);
        LongVector a2 = LongVector.broadcast(L, tensor);
        LongVector b2 = a2;
        LongVector a3 = LongVector.broadcast(L, sample);
        LongVector b3 = a3;
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < Philox.ROUNDS; round++) {
            LongVector p0 = a0.and(Philox.MASK).mul(Philox.M0 & Philox.MASK);
            LongVector q0 = b0.and(Philox.MASK).mul(Philox.M0 & Philox.MASK);
            LongVector p1 = a2.and(Philox.MASK).mul(Philox.M1 & Philox.MASK);
            LongVector q1 = b2.and(Philox.MASK).mul(Philox.M1 & Philox.MASK);
            a0 =
                    p1.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, a1)
                            .lanewise(VectorOperators.XOR, (long) k0);
            b0 =
                    q1.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, b1)
                            .lanewise(VectorOperators.XOR, (long) k0);
            a2 =
                    p0.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, a3)
                            .lanewise(VectorOperators.XOR, (long) k1);
            b2 =
                    q0.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, b3)
                            .lanewise(VectorOperators.XOR, (long) k1);
            a1 = p1;
            b1 = q1;
            a3 = p0;
            b3 = q0;
            k0 += Philox.W0;
            k1 += Philox.W1;
        }
        store(a0, b0, words, at);
        store(a1, b1, words, at + 16);
        store(a2, b2, words, at + 32);
        store(a3, b3, words, at + 48);
    }

    private static void store(LongVector even, LongVector odd, int[] words, int at) {
        even.and(Philox.MASK)
                .or(odd.lanewise(VectorOperators.LSHL, 32))
                .reinterpretAsInts()
                .intoArray(words, at);
    }

    static void uniforms(int[] words, int count, float scale, float[] out) {
        for (int i = 0; i < count; i += F.length()) {
            IntVector w = IntVector.fromArray(I, words, i).lanewise(VectorOperators.ASHR, 8);
            toFloat(w).add(0.5f).mul(0x1p-23f).mul(scale).intoArray(out, i);
        }
    }

    static void normals(int[] words, int count, float scale, float[] out) {
        for (int pair = 0; pair < count; pair += 32) {
            for (int i = pair; i < pair + 16; i += F.length()) {
                radius(words, i, scale, out);
            }
        }
        for (int pair = 0; pair < count; pair += 32) {
            for (int i = pair; i < pair + 16; i += F.length()) {
                turn(words, i + 16, out, i);
            }
        }
    }

    private static void radius(int[] words, int i, float scale, float[] out) {
        IntVector w = IntVector.fromArray(I, words, i);
        FloatVector t =
                toFloat(w.lanewise(VectorOperators.LSHR, 16))
                        .fma(FloatVector.broadcast(F, 65536), toFloat(w.and(0xFFFF)).add(0.5f));
        IntVector bits = t.reinterpretAsInts();
        IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
        FloatVector f =
                bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1);
        VectorMask<Float> near = t.compare(VectorOperators.GE, NEAR_ONE);
        f = f.blend(toFloat(w.not()).add(0.5f).mul(-0x1p-32f), near);
        FloatVector p = FloatVector.broadcast(F, L7);
        p = p.fma(f, FloatVector.broadcast(F, L6));
        p = p.fma(f, FloatVector.broadcast(F, L5));
        p = p.fma(f, FloatVector.broadcast(F, L4));
        p = p.fma(f, FloatVector.broadcast(F, L3));
        p = p.fma(f, FloatVector.broadcast(F, L2));
        p = p.fma(f, FloatVector.broadcast(F, L1));
        p = p.fma(f, FloatVector.broadcast(F, L0));
        FloatVector log1p = p.fma(f, FloatVector.broadcast(F, -0.5f)).fma(f.mul(f), f);
        FloatVector log = toFloat(exponent.sub(32)).fma(FloatVector.broadcast(F, LN2), log1p);
        log.mul(-2).lanewise(VectorOperators.SQRT).mul(scale).intoArray(out, i);
    }

    private static void turn(int[] words, int j, float[] out, int i) {
        IntVector w = IntVector.fromArray(I, words, j);
        FloatVector x = toFloat(w.lanewise(VectorOperators.LSHL, 2).or(2)).mul(0x1p-32f);
        FloatVector y = x.mul(x);
        FloatVector c = FloatVector.broadcast(F, C4);
        c = c.fma(y, FloatVector.broadcast(F, C3));
        c = c.fma(y, FloatVector.broadcast(F, C2));
        c = c.fma(y, FloatVector.broadcast(F, C1));
        c = c.fma(y, FloatVector.broadcast(F, 1));
        c =
                c.reinterpretAsInts()
                        .lanewise(VectorOperators.XOR, w.and(0x80000000))
                        .reinterpretAsFloats();
        FloatVector s = FloatVector.broadcast(F, S3);
        s = s.fma(y, FloatVector.broadcast(F, S2));
        s = s.fma(y, FloatVector.broadcast(F, S1));
        s = s.fma(y, FloatVector.broadcast(F, S0));
        s = s.mul(x);
        FloatVector radius = FloatVector.fromArray(F, out, i);
        VectorMask<Float> swap = w.and(0x40000000).compare(VectorOperators.NE, 0).cast(F);
        radius.mul(c.blend(s, swap)).intoArray(out, i);
        radius.mul(s.blend(c, swap)).intoArray(out, i + 16);
    }

    private static FloatVector toFloat(IntVector v) {
        return (FloatVector) v.convert(VectorOperators.I2F, 0);
    }
}
