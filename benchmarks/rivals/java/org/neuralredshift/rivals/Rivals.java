package org.neuralredshift.rivals;

import org.neuralredshift.bench.Machine;
import org.neuralredshift.metrics.spectral.TransformsRace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures this project and other libraries in turn and prints tables: {@code agree}, {@code job},
 * {@code products}, {@code transforms} or {@code all}. Native libraries read their settings from
 * the environment when they are loaded, so this starts itself again with the right ones.
 */
public final class Rivals {
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final String STARTED = "REDSHIFT_RIVALS";

    private Rivals() {}

    /**
     * Runs races.
     *
     * @param arguments what, then optional {@code threads=T}, {@code rounds=N}, {@code seconds=S}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (System.getenv(STARTED) == null) {
            System.exit(again(arguments));
        }
        List<String> what = Arrays.stream(arguments).filter(a -> a.indexOf('=') < 0).toList();
        int threads =
                (int) option(arguments, "threads", Runtime.getRuntime().availableProcessors());
        int rounds = (int) option(arguments, "rounds", 7);
        double seconds = option(arguments, "seconds", 0);
        print("begin");
        for (String race : what.isEmpty() || what.contains("all") ? names() : what) {
            switch (race) {
                case "agree" -> Agreement.run();
                case "job" -> WholeJob.run(threads, rounds, seconds > 0 ? seconds : 3);
                case "products" -> ProductsRace.run(rounds, seconds > 0 ? seconds : 0.3);
                case "transforms" -> TransformsRace.run(rounds, seconds > 0 ? seconds : 0.2);
                default ->
                        throw new IllegalArgumentException(
                                "race: expected one of %s or all, got %s".formatted(names(), race));
            }
        }
        print("end");
        System.exit(0); // the native pools would keep the process alive
    }

    private static List<String> names() {
        return List.of("agree", "job", "products", "transforms");
    }

    private static double option(String[] arguments, String name, double otherwise) {
        return Arrays.stream(arguments)
                .filter(a -> a.startsWith(name + "="))
                .mapToDouble(a -> Double.parseDouble(a.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private static void print(String when) {
        if (when.equals("begin")) {
            Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
            System.out.printf("OpenBLAS core type: %s%n", System.getenv(CORE_TYPE));
        }
        System.out.printf(Locale.ROOT, "%nload average at the %s: %.2f%n", when, Machine.load());
    }

    /** Runs this class in a process with the environment that suits the rivals best. */
    private static int again(String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        ProcessHandle.Info self = ProcessHandle.current().info();
        command.add(self.command().orElse("java"));
        command.addAll(
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx3g", "-XX:MaxDirectMemorySize=16g"));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxBytes=0"));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Rivals.class.getName());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put(STARTED, "1");
        environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
        environment.putIfAbsent("OPENBLAS_VERBOSE", "2"); // says which kernels it took
        String coreType = coreType();
        if (!coreType.isEmpty()) {
            environment.putIfAbsent(CORE_TYPE, coreType);
        }
        return builder.start().waitFor();
    }

    /**
     * Returns the OpenBLAS kernels for this processor: OpenBLAS takes processors that it does not
     * know for older ones, which halves its products. Empty leaves the choice to it.
     */
    private static String coreType() {
        List<String> flags = Arrays.asList(Machine.cpu("flags", "").split(" "));
        if (flags.contains("avx512_bf16")) {
            return "COOPERLAKE";
        }
        return flags.contains("avx512f") ? "SKYLAKEX" : "";
    }
}
