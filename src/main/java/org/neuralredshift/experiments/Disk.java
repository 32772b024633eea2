package org.neuralredshift.experiments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Every step by which results reach the disk, so that a test can let each of them fail. */
class Disk {
    void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Waits until the file's bytes are on the device. */
    void force(FileChannel file) throws IOException {
        file.force(false);
    }

    void truncate(FileChannel file, long size) throws IOException {
        file.truncate(size);
    }

    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Replaces a file as a whole: at every moment it is the old or the new one. */
    final void replace(Path file, byte[] bytes) throws IOException {
        Path fresh =
                file.resolveSibling(
                        file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                write(channel, ByteBuffer.wrap(bytes));
                force(channel);
            }
            rename(fresh, file);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        forceFolder(file.resolveSibling("."));
    }

    /** Puts the names of a folder on the device, where the system can. */
    final void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            force(channel);
        } catch (AccessDeniedException e) {
            return; // Windows opens no folder, and needs no such step
        }
    }
}
