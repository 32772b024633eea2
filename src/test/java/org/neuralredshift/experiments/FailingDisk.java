package org.neuralredshift.experiments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A disk of which one step fails, and all after it: a write may leave half of its bytes. */
final class FailingDisk extends Disk {
    private final int good;
    private int steps;

    /**
     * @param good steps that work
     */
    FailingDisk(int good) {
        this.good = good;
    }

    int steps() {
        return steps;
    }

    private synchronized void step() throws IOException {
        if (steps >= good) {
            throw new IOException("No space left on device");
        }
        steps++;
    }

    @Override
    void write(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            step();
        } catch (IOException e) {
            bytes.limit(bytes.remaining() / 2);
            super.write(file, bytes);
            throw e;
        }
        super.write(file, bytes);
    }

    @Override
    void force(FileChannel file) throws IOException {
        step();
        super.force(file);
    }

    @Override
    void truncate(FileChannel file, long size) throws IOException {
        step();
        super.truncate(file, size);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        step();
        super.rename(from, to);
    }

    @Override
    void delete(Path file) throws IOException {
        step();
        super.delete(file);
    }
}
