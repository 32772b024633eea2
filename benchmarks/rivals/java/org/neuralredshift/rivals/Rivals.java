package org.neuralredshift.rivals;

import org.neuralredshift.bench.Machine;
import org.neuralredshift.bench.Rounds;
import org.neuralredshift.metrics.spectral.TransformsRace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures this project and other libraries in turn and prints tables: any of {@code agree}, {@code
 * default}, {@code gain}, {@code products} and {@code transforms}, or all of them. Native libraries
 * read their settings from the environment when they are loaded, so each race has a process of its
 * own with the right ones; it is run once more if libtorch crashes in it.
 */
public final class Rivals {
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final String STARTED = "REDSHIFT_RIVALS";
    private static final int CRASH = 128;
    private static final List<String> NAMES =
            List.of("agree", "default", "gain", "products", "transforms");

    private Rivals() {}

    /**
     * Runs races.
     *
     * @param arguments what, then optional {@code threads=T}, {@code rounds=N}, {@code seconds=S}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> races =
                Arrays.stream(arguments)
                        .filter(argument -> argument.indexOf('=') < 0)
                        .flatMap(name -> name.equals("all") ? NAMES.stream() : Stream.of(name))
                        .toList();
        if (System.getenv(STARTED) != null) {
            race(races.getFirst(), arguments);
            System.exit(0); // the native pools would keep the process alive
        }
        Machine.facts().forEach((name, value) -> System.out.printf("%s: %s%n", name, value));
        boolean done = true;
        for (String race : races.isEmpty() ? NAMES : races) {
            int code = again(race, arguments);
            if (code >= CRASH) {
                System.out.printf("%n%s crashed in native code; once more%n", race);
                code = again(race, arguments);
            }
            done &= code == 0;
        }
        System.exit(done ? 0 : 1);
    }

    private static void race(String race, String[] arguments) throws InterruptedException {
        int threads =
                (int)
                        Rounds.option(
                                arguments, "threads", Runtime.getRuntime().availableProcessors());
        int rounds = (int) Rounds.option(arguments, "rounds", 7);
        double seconds = Rounds.option(arguments, "seconds", 0);
        double begin = Machine.load();
        switch (race) {
            case "agree" -> Agreement.run();
            case "default" ->
                    WholeJob.run(WholeJob.DEFAULT, threads, rounds, seconds > 0 ? seconds : 3);
            case "gain" -> WholeJob.run(WholeJob.GAIN, threads, rounds, seconds > 0 ? seconds : 3);
            case "products" -> ProductsRace.run(rounds, seconds > 0 ? seconds : 0.3);
            case "transforms" -> TransformsRace.run(rounds, seconds > 0 ? seconds : 0.2);
            default ->
                    throw new IllegalArgumentException(
                            "race: expected one of %s or all, got %s".formatted(NAMES, race));
        }
        System.out.printf(
                Locale.ROOT,
                "%nload average %.2f at the begin, %.2f at the end; OPENBLAS_CORETYPE %s%n",
                begin,
                Machine.load(),
                System.getenv(CORE_TYPE));
    }

    /** Runs this class in a process with the environment that suits the rivals best. */
    private static int again(String race, String[] arguments)
            throws IOException, InterruptedException {
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
        command.add(race);
        Arrays.stream(arguments).filter(a -> a.indexOf('=') > 0).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put(STARTED, "1");
        environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
        environment.keySet().removeIf(Rivals::mightHoldBack);
        environment.put("OPENBLAS_VERBOSE", "2"); // says which kernels it took
        String coreType = coreType();
        if (!coreType.isEmpty()) {
            environment.put(CORE_TYPE, coreType);
        }
        return builder.start().waitFor();
    }

    /** Settings of OpenBLAS in the shell, but for its threads. */
    private static boolean mightHoldBack(String variable) {
        return variable.startsWith("OPENBLAS_") && !variable.equals("OPENBLAS_NUM_THREADS");
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
