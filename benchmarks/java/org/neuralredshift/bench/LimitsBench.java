package org.neuralredshift.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * What the machine gives: bytes a second read and streamed, and fused multiply-adds a second. All
 * others are judged by it. Give {@code -t} for more threads, which share the working set.
 *
 * <p>{@code read} adds up the working set in eight sums of vectors, from one end to the other or in
 * four streams, which some processors read faster: the faster is the limit. {@code triad} computes
 * a = b + s c over three arrays that fill it together, and counts the bytes of all three, not those
 * that the caches fetch before they are overwritten. {@code multiplyAdds} reads no memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitsBench {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = F.length();
    private static final int VECTOR = LANES * Float.BYTES;
    private static final int CHAINS = 16;
    private static final int STEPS = 10_000;

    /** Work done, shown as a rate. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        /** 10^9 bytes. */
        public double gigabytes;

        /** 10^9 multiplications and additions. */
        public double gflops;

        /** Starts an iteration. */
        @Setup(Level.Iteration)
        public void reset() {
            gigabytes = 0;
            gflops = 0;
        }
    }

    /** Memory, this thread's part of it. */
    @State(Scope.Thread)
    public static class Memory {
        /** The working set of all threads, in 10^6 bytes. */
        @Param({"80", "256"})
        public int megabytes;

        private MemorySegment all = MemorySegment.NULL;
        private MemorySegment a = MemorySegment.NULL;
        private MemorySegment b = MemorySegment.NULL;
        private MemorySegment c = MemorySegment.NULL;

        /** Allocates and touches it. */
        @Setup
        public void allocate(ThreadParams threads) {
            allocate(1_000_000L * megabytes / threads.getThreadCount());
        }

        /** Allocates so many bytes, or a little less, and touches them. */
        void allocate(long most) {
            long unit = 3L * 8 * VECTOR;
            long bytes = most / unit * unit;
            all = Arena.ofAuto().allocate(bytes, 64);
            all.fill((byte) 1);
            a = all.asSlice(0, bytes / 3);
            b = all.asSlice(bytes / 3, bytes / 3);
            c = all.asSlice(2 * (bytes / 3), bytes / 3);
        }
    }

    private static FloatVector at(MemorySegment x, long byteOffset) {
        return FloatVector.fromMemorySegment(F, x, byteOffset, ORDER);
    }

    /** In how many places at once the working set is read. */
    @State(Scope.Thread)
    public static class Streams {
        @Param({"1", "4"})
        public int streams;
    }

    /** Reads the working set once. */
    @Benchmark
    public float read(Memory memory, Streams streams, Work work) {
        MemorySegment x = memory.all;
        work.gigabytes += 1e-9 * x.byteSize();
        return streams.streams == 1 ? inOneStream(x) : inFourStreams(x);
    }

    private static float inOneStream(MemorySegment x) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (long i = 0; i < x.byteSize(); i += 8 * VECTOR) {
            s0 = s0.add(at(x, i));
            s1 = s1.add(at(x, i + VECTOR));
            s2 = s2.add(at(x, i + 2 * VECTOR));
            s3 = s3.add(at(x, i + 3 * VECTOR));
            s4 = s4.add(at(x, i + 4 * VECTOR));
            s5 = s5.add(at(x, i + 5 * VECTOR));
            s6 = s6.add(at(x, i + 6 * VECTOR));
            s7 = s7.add(at(x, i + 7 * VECTOR));
        }
        s0 = s0.add(s1).add(s2).add(s3);
        return s0.add(s4.add(s5).add(s6).add(s7)).lane(0);
    }

    private static float inFourStreams(MemorySegment x) {
        long quarter = x.byteSize() / (8 * VECTOR) * 2 * VECTOR;
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (long i = 0; i < quarter; i += 2 * VECTOR) {
            s0 = s0.add(at(x, i));
            s1 = s1.add(at(x, i + VECTOR));
            s2 = s2.add(at(x, i + quarter));
            s3 = s3.add(at(x, i + quarter + VECTOR));
            s4 = s4.add(at(x, i + 2 * quarter));
            s5 = s5.add(at(x, i + 2 * quarter + VECTOR));
            s6 = s6.add(at(x, i + 3 * quarter));
            s7 = s7.add(at(x, i + 3 * quarter + VECTOR));
        }
        s0 = s0.add(s1).add(s2).add(s3);
        return s0.add(s4.add(s5).add(s6).add(s7)).lane(0);
    }

    /** Computes a = b + s c once. */
    @Benchmark
    public MemorySegment triad(Memory memory, Work work) {
        MemorySegment a = memory.a;
        MemorySegment b = memory.b;
        MemorySegment c = memory.c;
        FloatVector s = FloatVector.broadcast(F, 0.5f);
        for (long i = 0; i < a.byteSize(); i += VECTOR) {
            at(c, i).fma(s, at(b, i)).intoMemorySegment(a, i, ORDER);
        }
        work.gigabytes += 3e-9 * a.byteSize();
        return a;
    }

    /** Fused multiply-adds of independent vectors in registers. */
    @Benchmark
    public float multiplyAdds(Work work) {
        FloatVector a = FloatVector.broadcast(F, 0.999f);
        FloatVector b = FloatVector.broadcast(F, 1e-3f);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        FloatVector s10 = b;
        FloatVector s11 = b;
        FloatVector s12 = b;
        FloatVector s13 = b;
        FloatVector s14 = b;
        FloatVector s15 = b;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
            s12 = s12.fma(a, b);
            s13 = s13.fma(a, b);
            s14 = s14.fma(a, b);
            s15 = s15.fma(a, b);
        }
        work.gflops += 2e-9 * STEPS * CHAINS * LANES;
        s0 = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7);
        s8 = s8.add(s9).add(s10).add(s11).add(s12).add(s13).add(s14).add(s15);
        return s0.add(s8).lane(0);
    }
}
