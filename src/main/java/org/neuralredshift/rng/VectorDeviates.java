package org.neuralredshift.rng;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.SQRT;
import static jdk.incubator.vector.VectorOperators.XOR;

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
import static org.neuralredshift.rng.ScalarDeviates.NEAR_ONE_BITS;
import static org.neuralredshift.rng.ScalarDeviates.S0;
import static org.neuralredshift.rng.ScalarDeviates.S1;
import static org.neuralredshift.rng.ScalarDeviates.S2;
import static org.neuralredshift.rng.ScalarDeviates.S3;
import static org.neuralredshift.rng.ScalarDeviates.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * The vector twin of {@link ScalarDeviates}. Words become deviates in place, in short loops over a
 * buffer that stays in the first cache; the last loop writes to where they are wanted.
 *
 * <p>What the loops owe to the compiler and the processor:
 *
 * <ul>
 *   <li>The buffer is outside the heap, where it can start at a cache line. In an array every
 *       vector of 512 bits lies across two lines, which doubles the time.
 *   <li>They ask first whether a segment is native. That tells the compiler its class; it would ask
 *       at every store otherwise.
 *   <li>They call the Vector API only. The compiler inlines that always, our own methods only while
 *       a method is small, and a vector that is passed to a method lies on the heap.
 *   <li>Two rounds of Philox a loop. With more, too few of the operations that the processor can
 *       look at are independent of each other.
 * </ul>
 */
final class VectorDeviates {
    private static final String FORCED = "redshift.simd";
    static final boolean SCALAR = "scalar".equals(System.getProperty(FORCED));

    private static final VectorShape SHAPE =
            VectorShape.forBitSize(Integer.getInteger(FORCED, preferred()));
    private static final VectorSpecies<Float> F = VectorSpecies.of(float.class, SHAPE);
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, SHAPE);
    private static final IntVector LANES = IntVector.zero(I).addIndex(1);
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private static final long LOW = Philox.MASK;
    private static final long HIGH = ~LOW;

    /** Bytes of 16 words. The four words of 16 blocks are the four lines of a group. */
    static final int LINE = 64;

    private static final int GROUP = Philox.WORDS * LINE;
    private static final int BLOCKS = Deviates.GROUP / Philox.WORDS;
    private static final int BYTES = I.vectorByteSize();

    /** Vectors a line. */
    private static final int PARTS = LINE / BYTES;

    private static final String OUTSIDE =
            "memory: expected a segment outside the heap, got an array";

    private VectorDeviates() {}

    private static int preferred() {
        return Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    }

    /**
     * Writes the words of some groups in the order of the scalar twin.
     *
     * @param firstBlock a multiple of 16
     */
    static void words(
            StreamKey key,
            int sample,
            int tensor,
            long firstBlock,
            int groups,
            MemorySegment words) {
        long beforeCarry = ((1L << 32) - (firstBlock & LOW)) / BLOCKS;
        if (groups > beforeCarry) {
            int some = (int) beforeCarry;
            words(key, sample, tensor, firstBlock, some, words);
            MemorySegment rest = words.asSlice((long) some * GROUP);
            words(key, sample, tensor, firstBlock + (long) BLOCKS * some, groups - some, rest);
            return;
        }
        int k0 = (int) key.bits();
        int k1 = (int) (key.bits() >>> 32);
        firstRounds(firstBlock, tensor, sample, k0, k1, words, groups);
        for (int round = 2; round < Philox.ROUNDS; round += 2) {
            twoRounds(words, groups, k0 + round * Philox.W0, k1 + round * Philox.W1);
        }
    }

    /**
     * Two rounds of blocks that differ in their lowest word only. Half of the words are the same
     * for all of them: s1 and s3 of the first round, t3 of the second.
     */
    private static void firstRounds(
            long first, int tensor, int sample, int k0, int k1, MemorySegment words, int groups) {
        long p1 = (tensor & LOW) * (Philox.M1 & LOW);
        int s0 = (int) (p1 >>> 32) ^ (int) (first >>> 32) ^ k0;
        int s1 = (int) p1;
        long p0 = (s0 & LOW) * (Philox.M0 & LOW);
        int toWord0 = s1 ^ k0 + Philox.W0;
        int toWord2 = (int) (p0 >>> 32) ^ k1 + Philox.W1;
        IntVector t3 = IntVector.broadcast(I, (int) p0);
        LongVector m0 = LongVector.broadcast(L, Philox.M0).and(LOW);
        LongVector m1 = LongVector.broadcast(L, Philox.M1).and(LOW);
        if (!words.isNative()) {
            throw new IllegalArgumentException(OUTSIDE);
        }
        for (int v = 0; v < groups * PARTS; v++) {
            int at = v / PARTS * GROUP + v % PARTS * BYTES;
            IntVector c0 = LANES.add((int) first + v * I.length());
            LongVector c = c0.reinterpretAsLongs();
            IntVector s2 =
                    c.and(LOW)
                            .mul(m0)
                            .lanewise(LSHR, 32)
                            .or(c.lanewise(LSHR, 32).mul(m0).and(HIGH))
                            .reinterpretAsInts()
                            .lanewise(XOR, sample ^ k1);
            LongVector s = s2.reinterpretAsLongs();
            s.and(LOW)
                    .mul(m1)
                    .lanewise(LSHR, 32)
                    .or(s.lanewise(LSHR, 32).mul(m1).and(HIGH))
                    .reinterpretAsInts()
                    .lanewise(XOR, toWord0)
                    .intoMemorySegment(words, at, NATIVE);
            s2.mul(Philox.M1).intoMemorySegment(words, at + LINE, NATIVE);
            c0.mul(Philox.M0)
                    .lanewise(XOR, toWord2)
                    .intoMemorySegment(words, at + 2 * LINE, NATIVE);
            t3.intoMemorySegment(words, at + 3 * LINE, NATIVE);
        }
    }

    /**
     * The upper halves of products are taken of even and of odd words apart. The factors are masked
     * though the multipliers need not be: where both show that their upper halves are zero, the
     * compiler takes the cheaper product of 32-bit words.
     */
    private static void twoRounds(MemorySegment words, int groups, int k0, int k1) {
        LongVector m0 = LongVector.broadcast(L, Philox.M0).and(LOW);
        LongVector m1 = LongVector.broadcast(L, Philox.M1).and(LOW);
        int l0 = k0 + Philox.W0;
        int l1 = k1 + Philox.W1;
        if (!words.isNative()) {
            throw new IllegalArgumentException(OUTSIDE);
        }
        for (int v = 0; v < groups * PARTS; v++) {
            int at = v / PARTS * GROUP + v % PARTS * BYTES;
            IntVector c0 = IntVector.fromMemorySegment(I, words, at, NATIVE);
            IntVector c1 = IntVector.fromMemorySegment(I, words, at + LINE, NATIVE);
            IntVector c2 = IntVector.fromMemorySegment(I, words, at + 2 * LINE, NATIVE);
            IntVector c3 = IntVector.fromMemorySegment(I, words, at + 3 * LINE, NATIVE);
            LongVector x0 = c0.reinterpretAsLongs();
            LongVector x2 = c2.reinterpretAsLongs();
            IntVector d0 =
                    x2.and(LOW)
                            .mul(m1)
                            .lanewise(LSHR, 32)
                            .or(x2.lanewise(LSHR, 32).mul(m1).and(HIGH))
                            .reinterpretAsInts()
                            .lanewise(XOR, c1)
                            .lanewise(XOR, k0);
            IntVector d1 = c2.mul(Philox.M1);
            IntVector d2 =
                    x0.and(LOW)
                            .mul(m0)
                            .lanewise(LSHR, 32)
                            .or(x0.lanewise(LSHR, 32).mul(m0).and(HIGH))
                            .reinterpretAsInts()
                            .lanewise(XOR, c3)
                            .lanewise(XOR, k1);
            IntVector d3 = c0.mul(Philox.M0);
            LongVector y0 = d0.reinterpretAsLongs();
            LongVector y2 = d2.reinterpretAsLongs();
            y2.and(LOW)
                    .mul(m1)
                    .lanewise(LSHR, 32)
                    .or(y2.lanewise(LSHR, 32).mul(m1).and(HIGH))
                    .reinterpretAsInts()
                    .lanewise(XOR, d1)
                    .lanewise(XOR, l0)
                    .intoMemorySegment(words, at, NATIVE);
            d2.mul(Philox.M1).intoMemorySegment(words, at + LINE, NATIVE);
            y0.and(LOW)
                    .mul(m0)
                    .lanewise(LSHR, 32)
                    .or(y0.lanewise(LSHR, 32).mul(m0).and(HIGH))
                    .reinterpretAsInts()
                    .lanewise(XOR, d3)
                    .lanewise(XOR, l1)
                    .intoMemorySegment(words, at + 2 * LINE, NATIVE);
            d0.mul(Philox.M0).intoMemorySegment(words, at + 3 * LINE, NATIVE);
        }
    }

    /**
     * Turns words into uniforms.
     *
     * @param target where to write floats, outside the heap; may be the words themselves
     * @param to index in floats of the first group's first element
     * @param stride distance in floats between groups
     */
    static void uniforms(
            MemorySegment words,
            int groups,
            float scale,
            MemorySegment target,
            long to,
            long stride) {
        if (!words.isNative() || !target.isNative()) {
            throw new IllegalArgumentException(OUTSIDE);
        }
        for (int at = 0; at < groups * GROUP; at += BYTES) {
            IntVector w = IntVector.fromMemorySegment(I, words, at, NATIVE);
            FloatVector x = (FloatVector) w.lanewise(ASHR, 8).convert(I2F, 0);
            x.add(0.5f)
                    .mul(0x1p-23f)
                    .mul(scale)
                    .intoMemorySegment(
                            target, (to + at / GROUP * stride) * Float.BYTES + at % GROUP, NATIVE);
        }
    }

    /** Turns words into normals; parameters as those of {@link #uniforms}. */
    static void normals(
            MemorySegment words,
            int groups,
            float scale,
            MemorySegment target,
            long to,
            long stride) {
        if (!words.isNative() || !target.isNative()) {
            throw new IllegalArgumentException(OUTSIDE);
        }
        for (int v = 0; v < 2 * groups * PARTS; v++) {
            int at = v / PARTS * (2 * LINE) + v % PARTS * BYTES;
            IntVector w = IntVector.fromMemorySegment(I, words, at, NATIVE);
            FloatVector high = (FloatVector) w.lanewise(LSHR, 16).convert(I2F, 0);
            FloatVector low = (FloatVector) w.and(0xFFFF).convert(I2F, 0);
            FloatVector t = high.fma(FloatVector.broadcast(F, 65536), low.add(0.5f));
            IntVector steps = t.reinterpretAsInts().sub(NEAR_ONE_BITS);
            FloatVector exponent = (FloatVector) steps.lanewise(ASHR, 23).convert(I2F, 0);
            FloatVector f = steps.and(0x7FFFFF).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
            // Not -w.not(): all ones would be made of the old value of a register, in which the
            // deviates of the turn before may still be awaited.
            FloatVector near = (FloatVector) w.add(1).convert(I2F, 0);
            f = f.blend(near.sub(0.5f).mul(0x1p-32f), t.compare(GE, NEAR_ONE));
            FloatVector p = FloatVector.broadcast(F, L7);
            p = p.fma(f, FloatVector.broadcast(F, L6));
            p = p.fma(f, FloatVector.broadcast(F, L5));
            p = p.fma(f, FloatVector.broadcast(F, L4));
            p = p.fma(f, FloatVector.broadcast(F, L3));
            p = p.fma(f, FloatVector.broadcast(F, L2));
            p = p.fma(f, FloatVector.broadcast(F, L1));
            p = p.fma(f, FloatVector.broadcast(F, L0));
            FloatVector log1p = p.fma(f, FloatVector.broadcast(F, -0.5f)).fma(f.mul(f), f);
            FloatVector log = exponent.fma(FloatVector.broadcast(F, LN2), log1p);
            FloatVector radius = log.mul(-2).lanewise(SQRT).mul(scale);

            IntVector turn = IntVector.fromMemorySegment(I, words, at + LINE, NATIVE);
            FloatVector angle = (FloatVector) turn.lanewise(LSHL, 2).or(2).convert(I2F, 0);
            FloatVector x = angle.mul(0x1p-32f);
            FloatVector y = x.mul(x);
            FloatVector c = FloatVector.broadcast(F, C4);
            c = c.fma(y, FloatVector.broadcast(F, C3));
            c = c.fma(y, FloatVector.broadcast(F, C2));
            c = c.fma(y, FloatVector.broadcast(F, C1));
            c = c.fma(y, FloatVector.broadcast(F, 1));
            IntVector cosine = c.reinterpretAsInts().lanewise(XOR, turn.and(0x80000000));
            FloatVector s = FloatVector.broadcast(F, S3);
            s = s.fma(y, FloatVector.broadcast(F, S2));
            s = s.fma(y, FloatVector.broadcast(F, S1));
            s = s.fma(y, FloatVector.broadcast(F, S0));
            IntVector sine = s.mul(x).reinterpretAsInts();
            VectorMask<Integer> swap = turn.and(0x40000000).compare(NE, 0);
            long first = (to + at / GROUP * stride) * Float.BYTES + at % GROUP;
            radius.mul(cosine.blend(sine, swap).reinterpretAsFloats())
                    .intoMemorySegment(target, first, NATIVE);
            radius.mul(sine.blend(cosine, swap).reinterpretAsFloats())
                    .intoMemorySegment(target, first + LINE, NATIVE);
        }
    }
}
