package org.neuralredshift.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What memory there is, so that a job that can't fit is refused before it starts. */
final class Memory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private Memory() {}

    /**
     * Returns the bytes that this process can still take, by the system's own estimate where it
     * gives one.
     */
    static long available() {
        long free =
                ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getFreeMemorySize();
        return Math.max(free, Math.min(available(MEMINFO), total()));
    }

    /** Returns the bytes of the machine or of the container. */
    static long total() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static long available(Path meminfo) {
        try {
            return Files.readAllLines(meminfo).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // no such file outside Linux
        }
    }

    /**
     * Throws when a job needs more than there is.
     *
     * @param remedy what to change
     */
    static void require(long bytes, String remedy) {
        if (bytes > available()) {
            throw new IllegalArgumentException(
                    "memory: expected a job of at most %s, which is what is free, got %s; %s"
                            .formatted(text(available()), text(bytes), remedy));
        }
    }

    /** Returns a number of bytes as people write it. */
    static String text(long bytes) {
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /**
     * Throws when the Java heap has no room for long arrays.
     *
     * @param what takes them
     */
    static void requireHeap(long bytes, String what) {
        long most =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getUsage().getMax())
                        .max()
                        .orElse(Long.MAX_VALUE);
        if (most >= 0 && bytes > most) {
            throw new IllegalArgumentException(
                    "memory: expected room for %s for %s in the Java heap, got %s; set REDSHIFT_JAVA_OPTS=-Xmx%dm"
                            .formatted(text(bytes), what, text(most), bytes / 1_000_000 * 8 / 5));
        }
    }
}
