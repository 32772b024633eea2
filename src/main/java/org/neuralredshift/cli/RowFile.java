package org.neuralredshift.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name once complete: it grows as {@code NAME.partial} beside it,
 * locked against a second writer. What is no regular file, such as a pipe, is written directly.
 */
final class RowFile implements RowSink {
    private final Path target;
    private final Path written;
    private final OutputStream stream;
    private final Console console;

    private RowFile(Path target, Path written, OutputStream stream, Console console) {
        this.target = target;
        this.written = written;
        this.stream = stream;
        this.console = console;
    }

    /**
     * Opens the file for rows.
     *
     * @param option name of the option that gave the path, for the error
     * @throws IllegalArgumentException when the path can't be written
     */
    static RowFile open(String option, Path path, Console console) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IllegalArgumentException(
                    "%s: expected a file, got the folder %s".formatted(option, path));
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "%s: expected a file in an existing folder, got %s".formatted(option, path));
        }
        boolean direct = Files.exists(target) && !Files.isRegularFile(target);
        Path written = direct ? target : folder.resolve(target.getFileName() + ".partial");
        return new RowFile(target, written, stream(option, written, direct), console);
    }

    private static OutputStream stream(String option, Path path, boolean direct)
            throws IOException {
        if (!Files.isWritable(Files.exists(path) ? path : path.resolveSibling("."))) {
            throw new IllegalArgumentException(
                    "%s: expected a path that may be written, got %s".formatted(option, path));
        }
        if (direct) {
            return new BufferedOutputStream(Files.newOutputStream(path));
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IllegalArgumentException(
                    "%s: expected a file nobody else writes, got %s".formatted(option, path));
        }
        channel.truncate(0);
        return new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        stream.write(bytes);
    }

    @Override
    public void finish() throws IOException {
        stream.close();
        if (!written.equals(target)) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void abandon(long rows) throws IOException {
        stream.close();
        if (written.equals(target)) {
            return;
        }
        if (rows == 0) {
            Files.delete(written);
        } else {
            console.message("kept %d complete rows in %s".formatted(rows, written));
        }
    }
}
