package org.neuralredshift.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Stderr under the launcher, where descriptor 2 is a pipe to a filter that drops one warning of the
 * JVM, and another descriptor is the true stderr. The first byte written puts the true one in the
 * place of descriptor 2 by POSIX's {@code dup2}, so that no text of ours can come after the process
 * has ended, and a file that is both stdout and stderr keeps one position.
 */
final class Stderr extends OutputStream {
    private static final int DESCRIPTOR = 2;

    private final OutputStream stream = new FileOutputStream(FileDescriptor.err);
    private final int original;
    private boolean restored;

    private Stderr(int original) {
        this.original = original;
    }

    /** Returns the stderr of this process; the launcher names the true one's descriptor. */
    static OutputStream ofProcess() {
        Integer original = Integer.getInteger("redshift.stderr");
        return original == null ? new FileOutputStream(FileDescriptor.err) : new Stderr(original);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (!restored) {
            restored = true;
            restore();
        }
        stream.write(bytes, offset, length);
    }

    @SuppressWarnings("restricted") // the launcher enables native access
    private void restore() {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find("dup2").orElse(MemorySegment.NULL);
        if (symbol.equals(MemorySegment.NULL)) {
            return; // the filter passes everything on, if a little later
        }
        FunctionDescriptor type =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle dup2 = linker.downcallHandle(symbol, type);
        try {
            var _ = (int) dup2.invokeExact(original, DESCRIPTOR);
        } catch (Throwable e) {
            throw new IllegalStateException("dup2 throws nothing", e);
        }
    }
}
