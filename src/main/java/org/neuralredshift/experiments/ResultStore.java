package org.neuralredshift.experiments;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the samples of a study in a folder so that a process may die at any moment.
 *
 * <p>A writer appends whole lines to a file of its own, {@code samples-1.jsonl}, {@code
 * samples-2.jsonl}, …, chosen by a lock of the operating system that dies with its process; the
 * device is waited for every two seconds and at the end. {@link #finish} puts all rows, in the
 * order of cells and samples, into {@code samples-0.jsonl}, which no writer appends to, and takes
 * the others away. Rows that stand twice count once, so the lock saves work and is not needed for
 * correctness. Safe for use by many threads.
 */
public final class ResultStore implements AutoCloseable {
    private static final long FORCE_NANOS = 2_000_000_000L;
    private static final int MOST_WRITERS = 1 << 16;

    private final Path folder;
    private final Disk disk;
    private final FileChannel locks;
    private @Nullable FileChannel writer;
    private Results results;
    private long length;
    private long forced = System.nanoTime();

    private ResultStore(Path folder, Disk disk, FileChannel locks, Results results) {
        this.folder = folder;
        this.disk = disk;
        this.locks = locks;
        this.results = results;
    }

    /**
     * Opens a folder to go on with a study, or to begin it.
     *
     * @param notice takes what there is to say, a line a call
     * @throws IllegalArgumentException when the folder has another study, or damaged rows
     */
    public static ResultStore open(Path folder, Study study, Consumer<String> notice)
            throws IOException {
        return open(folder, study, notice, new Disk());
    }

    static ResultStore open(Path folder, Study study, Consumer<String> notice, Disk disk)
            throws IOException {
        Path file = folder.resolve("study.json");
        if (Files.exists(file)) {
            requireSame(folder, Results.read(folder).study(), study);
        } else if (Files.isDirectory(folder) && !Results.files(folder).isEmpty()) {
            throw new IllegalArgumentException(
                    "folder: expected a study.json beside the samples, got none in " + folder);
        } else {
            Files.createDirectories(folder);
            disk.replace(file, study.json().getBytes(StandardCharsets.UTF_8));
        }
        FileChannel locks =
                FileChannel.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            ResultStore store = new ResultStore(folder, disk, locks, Results.read(folder));
            store.results.notices().forEach(notice);
            store.openWriter();
            return store;
        } catch (IOException | RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    private static void requireSame(Path folder, Study kept, Study asked) {
        List<String> differences = kept.differences(asked);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "study: expected that of %s, or another --out, got a changed one: %s"
                            .formatted(folder, String.join("; ", differences)));
        }
    }

    /** Takes the first file that no other process writes, and cuts its torn tail. */
    private void openWriter() throws IOException {
        int number = 1;
        while (lock(number, 1) == null) {
            number++;
            if (number > MOST_WRITERS) {
                throw new IOException("no free writer in " + folder);
            }
        }
        Path file = folder.resolve("samples-%d.jsonl".formatted(number));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            length = new Results(results.study()).load(file, Files.readAllBytes(file));
            if (channel.size() > length) {
                disk.truncate(channel, length);
            }
            channel.position(length);
            disk.forceFolder(folder);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        writer = channel;
    }

    private @Nullable FileLock lock(long from, long size) throws IOException {
        try {
            return locks.tryLock(from, size, false);
        } catch (OverlappingFileLockException e) {
            return null; // another store of this process
        }
    }

    /** What the folder holds, rows of this writer included. */
    public synchronized Results results() {
        return results;
    }

    /**
     * Keeps a finished sample; ignored once the store is closed.
     *
     * @return whether it is kept and was not there before
     * @throws IOException when it can't be written; the file keeps the rows before it
     */
    public synchronized boolean append(SampleRow row) throws IOException {
        FileChannel file = writer;
        if (file == null || results.samples(row.cell()).containsKey(row.sample())) {
            return false;
        }
        byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
        try {
            disk.write(file, ByteBuffer.wrap(line));
            length += line.length;
            if (System.nanoTime() - forced > FORCE_NANOS) {
                disk.force(file);
                forced = System.nanoTime();
            }
        } catch (IOException e) {
            abandon(file);
            throw e;
        }
        results.put(row);
        return true;
    }

    /** Cuts what a failed write has left, if that is possible, and writes no more. */
    private void abandon(FileChannel file) {
        writer = null;
        try (file) {
            file.truncate(length);
        } catch (IOException e) {
            return; // the next process cuts it
        }
    }

    /**
     * Ends the writing and puts all rows in order, with their summary in {@code cells.csv}. When
     * another process still writes to the folder this is left to it.
     *
     * @return whether it was done
     */
    public synchronized boolean finish() throws IOException {
        closeWriter();
        locks.close(); // lets go of the writer's lock
        try (FileChannel again =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE);
                FileLock all = lockAll(again)) {
            if (all == null) {
                return false;
            }
            results = Results.read(folder);
            String rows = results.all().map(SampleRow::line).collect(Collectors.joining());
            Path sorted = folder.resolve("samples-0.jsonl");
            disk.replace(sorted, rows.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<Integer, Path> file : Results.files(folder).entrySet()) {
                if (file.getKey() > 0) {
                    disk.delete(file.getValue());
                }
            }
            disk.replace(
                    folder.resolve("cells.csv"),
                    CellTable.csv(results).getBytes(StandardCharsets.UTF_8));
            return true;
        }
    }

    /** Writes a further file of a folder, whole or not at all. */
    public static void write(Path folder, String name, String text) throws IOException {
        write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #write(Path, String, String)}, of any bytes. */
    public static void write(Path folder, String name, byte[] bytes) throws IOException {
        new Disk().replace(folder.resolve(name), bytes);
    }

    private static @Nullable FileLock lockAll(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void closeWriter() throws IOException {
        FileChannel file = writer;
        if (file != null) {
            writer = null;
            try (file) {
                disk.force(file);
            }
        }
    }

    /** Waits until all rows are on the device and writes no more. */
    @Override
    public synchronized void close() throws IOException {
        try (locks) {
            closeWriter();
        }
    }
}
