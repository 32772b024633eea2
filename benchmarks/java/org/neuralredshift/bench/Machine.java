package org.neuralredshift.bench;

import org.neuralredshift.simd.Lanes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a measurement depends on besides the code: the machine, its Java, and how busy it is. */
public final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns the facts of this machine and this checkout, in the order to be written. */
    public static Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cpu", cpu("model name", System.getProperty("os.arch")));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("vector bits", Lanes.bits());
        facts.put("simd", Lanes.SCALAR ? "scalar" : "vector");
        String version = System.getProperty("os.version").replaceAll("-.*", ""); // no build's name
        facts.put("os", System.getProperty("os.name") + " " + version);
        facts.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("commit", commit());
        facts.put("date", date());
        return facts;
    }

    /** Returns the time in UTC to the second. */
    public static String date() {
        return ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns the load average of the last minute, or -1 where it is not known. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Returns a line of Linux's description of the first processor, or the given default. */
    public static String cpu(String key, String otherwise) {
        try {
            return Files.readAllLines(CPU).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static String commit() {
        String changed = git("status", "--porcelain", "--untracked-files=no");
        return git("rev-parse", "--short=12", "HEAD") + (changed.isEmpty() ? "" : " and changes");
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] out = process.getInputStream().readAllBytes();
            return new String(out, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
