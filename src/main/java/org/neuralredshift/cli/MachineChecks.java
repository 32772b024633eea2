package org.neuralredshift.cli;

import org.neuralredshift.nn.Decoding;
import org.neuralredshift.nn.Generation;
import org.neuralredshift.nn.Prompt;
import org.neuralredshift.nn.Transformer;
import org.neuralredshift.simd.Lanes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code doctor} reads off the machine without computing anything. */
final class MachineChecks {
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Pattern ASKED = Pattern.compile("glibc\\.malloc\\.hugetlb=[1-9]");

    private MachineChecks() {}

    static Finding java() {
        String value =
                "%s, %s, %s"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vendor"),
                                System.getProperty("java.vm.name"));
        String mode = System.getProperty("java.vm.info", "");
        return mode.contains("interpreted")
                ? Finding.slow(
                        "java", value, "because it interprets; remove -Xint from the JVM's options")
                : Finding.fine("java", value);
    }

    static Finding system() {
        return Finding.fine(
                "system",
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
    }

    /** Whether the module of the Vector API was added, without which no kernel loads. */
    static Finding vectorModule() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return there
                ? Finding.fine("module", "jdk.incubator.vector")
                : Finding.failed(
                        "module",
                        "no jdk.incubator.vector",
                        "start with ./redshift, or give java --add-modules jdk.incubator.vector");
    }

    static Finding processor() {
        return Finding.fine("processor", processor(text(CPUS)));
    }

    /** Returns the name in the text of /proc/cpuinfo, or else the architecture. */
    static String processor(String cpuinfo) {
        Matcher name = Pattern.compile("(?m)^(?:model name|Model)\\s*: *(.+)$").matcher(cpuinfo);
        return name.find() ? name.group(1).strip() : System.getProperty("os.arch");
    }

    static Finding threads() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long machine = text(CPUS).lines().filter(line -> line.startsWith("processor\t")).count();
        return threads(Runtime.getRuntime().availableProcessors(), machine, load);
    }

    /**
     * Returns the reading of the processors.
     *
     * @param machine how many the machine has, or 0 when that is not known
     * @param load processes that wanted a processor in the last minute, negative when not known
     */
    static Finding threads(int usable, long machine, double load) {
        String of = machine > usable ? " of %d".formatted(machine) : "";
        String value =
                "%d%s processors may be used, the default of --threads".formatted(usable, of);
        return load > 1.5 * usable
                ? Finding.slow(
                        "threads",
                        value,
                        "because other programs want them too (load %.1f); expect less speed"
                                .formatted(load))
                : Finding.fine("threads", value);
    }

    static Finding vectors() {
        return vectors(Lanes.bits(), Lanes.preferredBits());
    }

    /**
     * @param used bits of a vector, 32 for the scalar kernels
     * @param preferred bits of the widest vector that this machine computes with
     */
    static Finding vectors(int used, int preferred) {
        String kernels =
                used == Float.SIZE ? "scalar kernels" : "vector kernels of %d bits".formatted(used);
        String value = "%s; this machine prefers %d bits".formatted(kernels, preferred);
        return used < Math.min(preferred, 512)
                ? Finding.slow(
                        "vectors",
                        value,
                        "because the property %s says so; remove it from REDSHIFT_JAVA_OPTS"
                                .formatted(Lanes.PROPERTY))
                : Finding.fine("vectors", value);
    }

    static Finding memory() {
        Matcher total = Pattern.compile("MemTotal: *(\\d+) kB").matcher(text(MEMORY));
        long machine = total.find() ? Long.parseLong(total.group(1)) * 1024 : Memory.total();
        Generation job =
                Generation.auto(
                        Transformer.GPT2_SMALL,
                        100,
                        Generation.WeightDraw.PER_SEQUENCE,
                        new Prompt.RandomToken(),
                        new Decoding.Greedy());
        long needed = job.bytes(Runtime.getRuntime().availableProcessors(), 1);
        return memory(Memory.available(), Memory.total(), machine, needed);
    }

    /**
     * Returns the reading of the memory, in bytes.
     *
     * @param total what the process may see, less than the machine's in a container with a limit
     * @param needed what the default job of {@code generate} takes
     */
    static Finding memory(long available, long total, long machine, long needed) {
        String limit =
                total < machine ? " (a limit; the machine has " + Memory.text(machine) + ")" : "";
        String value =
                "%s free of %s%s; heap up to %s"
                        .formatted(
                                Memory.text(available),
                                Memory.text(total),
                                limit,
                                Memory.text(Runtime.getRuntime().maxMemory()));
        return available < needed
                ? Finding.failed(
                        "memory",
                        value,
                        "generate needs %s by default; end other programs, or use --threads 1 or a"
                                        .formatted(Memory.text(needed))
                                + " smaller model")
                : Finding.fine("memory", value);
    }

    static Finding hugePages() {
        return hugePages(
                text(HUGE_PAGES), Objects.requireNonNullElse(System.getenv("GLIBC_TUNABLES"), ""));
    }

    /**
     * Returns the reading of what Linux says of transparent huge pages, such as {@code always
     * [never]}, and of what glibc is told of them, which the launcher does.
     */
    static Finding hugePages(String enabled, String tunables) {
        boolean asked = ASKED.matcher(tunables).find();
        Matcher chosen = Pattern.compile("\\[(\\w+)]").matcher(enabled);
        String mode = chosen.find() ? chosen.group(1) : "not known on this system";
        return switch (mode) {
            case "madvise" ->
                    Finding.fine(
                            "huge pages",
                            asked
                                    ? "madvise; weights in memory ask for them"
                                    : "madvise; GLIBC_TUNABLES=glibc.malloc.hugetlb=1 asks for"
                                            + " them, and weights in memory are read faster");
            case "never" ->
                    Finding.fine("huge pages", "never; weights in memory are read a little slower");
            default -> Finding.fine("huge pages", mode);
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // no such file outside Linux
        }
    }
}
