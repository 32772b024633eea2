package org.neuralredshift.checkpoint;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that is written beside its place, as {@code .NAME.partial-PID}, and renamed when it is
 * complete. It is taken away when its writer fails or the process is told to end; what a killed
 * process has left, the next one takes away.
 */
final class PartialFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\..+\\.partial-(\\d{1,18})");

    /** A process of another machine, which we can't see, writes more often than that. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 5;

    private final Path target;
    private final Path partial;
    private final Thread atExit = new Thread(this::discard, "export-at-exit");
    private boolean isOver;

    private PartialFolder(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
    }

    /**
     * Makes the folder.
     *
     * @param target its place, which must be free; the folders above it are made
     */
    static PartialFolder of(Path target) throws IOException {
        requireFree(target);
        Path place = target.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (parent == null) {
            throw Expected.of("out", "a folder to make", target);
        }
        Files.createDirectories(parent);
        sweep(parent);
        String name =
                ".%s.partial-%d".formatted(place.getFileName(), ProcessHandle.current().pid());
        PartialFolder folder =
                new PartialFolder(target, Files.createDirectory(parent.resolve(name)));
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    /** Throws if something is at a place already. */
    static void requireFree(Path target) {
        Expected.check(
                !Files.exists(target, LinkOption.NOFOLLOW_LINKS),
                "out",
                "a folder that does not exist yet",
                target);
    }

    /** Deletes what processes that are no more have left in a folder. */
    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            for (Path path : all.toList()) {
                if (left(path)) {
                    delete(path);
                }
            }
        }
    }

    private static boolean left(Path path) throws IOException {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()
                || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String known = file.getFileName().toString();
                if (!known.equals(Gpt2Folder.WEIGHTS) && !known.equals(Gpt2Config.FILE)
                        || fresh(file)) {
                    return false;
                }
            }
        }
        return !fresh(path);
    }

    private static boolean fresh(Path path) throws IOException {
        Instant changed = Files.getLastModifiedTime(path).toInstant();
        return changed.isAfter(Instant.now().minus(QUIET));
    }

    Path path() {
        return partial;
    }

    /** Puts the folder into its place. */
    synchronized void complete() throws IOException {
        if (isOver) {
            throw new IOException("interrupted before the folder was complete");
        }
        requireFree(target);
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target);
        }
        isOver = true;
    }

    private synchronized void discard() {
        if (!isOver) {
            isOver = true;
            try {
                delete(partial);
            } catch (IOException e) {
                return; // the next export sweeps it
            }
        }
    }

    /** Deletes the folder unless it is complete. */
    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is on its way out
        }
    }

    /** Deletes a folder of files, also while its writer still makes some. */
    private static void delete(Path folder) throws IOException {
        for (int i = 0; ; i++) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
                return;
            } catch (NoSuchFileException e) {
                return; // another process was faster
            } catch (DirectoryNotEmptyException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
