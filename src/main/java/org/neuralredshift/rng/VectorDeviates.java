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

import java.util.Arrays;

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

    private static final int BLOCKS = Deviates.GROUP / Philox.WORDS;

    private VectorDeviates() {}

    private static int preferred() {
        return Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    }

    /**
     * Each long lane holds one 32-bit word of a block, with anything in its upper half; even blocks
     * and odd blocks have lanes of their own, so that packing them is a shift and an or.
     */
    static void words(
            StreamKey key,
            int sample,
            int tensor,
            long firstBlock,
            int groups,
            int[] words,
            long[] state) {
        int blocks = groups * BLOCKS;
        counters(firstBlock, blocks, tensor, sample, state);
        int k0 = (int) key.bits();
        int k1 = (int) (key.bits() >>> 32);
        for (int round = 0; round < Philox.ROUNDS; round += 2) {
            twoRounds(state, blocks, k0, k1, k0 + Philox.W0, k1 + Philox.W1);
            k0 += Philox.W0 << 1;
            k1 += Philox.W1 << 1;
        }
        pack(state, blocks, words);
    }

    /** Word s of the counters stands at s times their number. */
    private static void counters(long first, int blocks, int tensor, int sample, long[] state) {
        for (int i = 0; i < blocks; i += I.length()) {
            LongVector even = EVEN.add(first + i);
            LongVector odd = even.add(1);
            even.intoArray(state, i);
            odd.intoArray(state, i + L.length());
            upper(even).intoArray(state, blocks + i);
            upper(odd).intoArray(state, blocks + i + L.length());
        }
        Arrays.fill(state, 2 * blocks, 3 * blocks, tensor);
        Arrays.fill(state, 3 * blocks, 4 * blocks, sample);
    }

    /**
     * The multipliers are masked though they need not be: where both factors show that their upper
     * halves are zero, the compiler takes the cheaper product of 32-bit words.
     */
    private static void twoRounds(long[] state, int blocks, long k0, long k1, long l0, long l1) {
        LongVector m0 = LongVector.broadcast(L, Philox.M0).and(Philox.MASK);
        LongVector m1 = LongVector.broadcast(L, Philox.M1).and(Philox.MASK);
        for (int i = 0; i < blocks; i += L.length()) {
            LongVector c0 = LongVector.fromArray(L, state, i);
            LongVector c1 = LongVector.fromArray(L, state, blocks + i);
            LongVector c2 = LongVector.fromArray(L, state, 2 * blocks + i);
            LongVector c3 = LongVector.fromArray(L, state, 3 * blocks + i);
            LongVector p0 = c0.and(Philox.MASK).mul(m0);
            LongVector p1 = c2.and(Philox.MASK).mul(m1);
            LongVector d0 = mix(p1, c1, k0);
            LongVector d2 = mix(p0, c3, k1);
            LongVector q0 = d0.and(Philox.MASK).mul(m0);
            LongVector q1 = d2.and(Philox.MASK).mul(m1);
            mix(q1, p1, l0).intoArray(state, i);
            q1.intoArray(state, blocks + i);
            mix(q0, p0, l1).intoArray(state, 2 * blocks + i);
            q0.intoArray(state, 3 * blocks + i);
        }
    }

    private static LongVector mix(LongVector product, LongVector word, long key) {
        return upper(product)
                .lanewise(VectorOperators.XOR, word)
                .lanewise(VectorOperators.XOR, key);
    }

    private static LongVector upper(LongVector v) {
        return v.lanewise(VectorOperators.LSHR, 32);
    }

    private static void pack(long[] state, int blocks, int[] words) {
        for (int word = 0; word < Philox.WORDS; word++) {
            for (int i = 0; i < blocks; i += I.length()) {
                LongVector even = LongVector.fromArray(L, state, word * blocks + i);
                LongVector odd = LongVector.fromArray(L, state, word * blocks + i + L.length());
                even.and(Philox.MASK)
                        .or(odd.lanewise(VectorOperators.LSHL, 32))
                        .reinterpretAsInts()
                        .intoArray(words, i / BLOCKS * Deviates.GROUP + word * BLOCKS + i % BLOCKS);
            }
        }
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
