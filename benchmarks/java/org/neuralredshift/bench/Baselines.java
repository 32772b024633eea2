package org.neuralredshift.bench;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures a set of benchmarks and writes it down with its machine, or prints what was written:
 * {@code quick NAME}, {@code full NAME}, {@code once NAME}, {@code table A.json}, {@code compare
 * A.json B.json}. {@code scaling} prints what further threads bring, {@code engines} whether the
 * fastest engine is chosen, {@code splits} whether the prices behind the choice are right.
 */
public final class Baselines {
    private static final Path FOLDER = Path.of("benchmarks", "baselines");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, Object> baseline = new LinkedHashMap<>();
    private final List<Map<String, Object>> results = new ArrayList<>();

    private Baselines() {}

    /** Does one of the eight; what it can't do ends in one line and exit code 2. */
    public static void main(String[] arguments) throws RunnerException, InterruptedException {
        try {
            dispatch(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void dispatch(String[] arguments) throws RunnerException, InterruptedException {
        String what = arguments.length == 0 ? "" : arguments[0];
        switch (what) {
            case "quick", "full", "once" -> {
                expect(arguments, 2);
                BenchmarkSet set = BenchmarkSet.valueOf(what.toUpperCase(Locale.ROOT));
                Path file = FOLDER.resolve(arguments[1] + ".json");
                new Baselines().run(set, Runtime.getRuntime().availableProcessors(), file);
                System.out.print(BaselineTable.of(read(file)));
            }
            case "table" -> {
                expect(arguments, 2);
                System.out.print(BaselineTable.of(read(Path.of(arguments[1]))));
            }
            case "compare" -> {
                expect(arguments, 3);
                JsonNode before = read(Path.of(arguments[1]));
                System.out.print(BaselineTable.of(before, read(Path.of(arguments[2]))));
            }
            case "scaling" -> Scaling.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "engines" -> EngineChoice.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "splits" -> SplitTimes.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> expect(arguments, -1);
        }
    }

    private static void expect(String[] arguments, int count) {
        if (arguments.length != count) {
            throw new IllegalArgumentException(
                    "arguments: expected quick NAME, full NAME, once NAME, table A.json, compare"
                            + " A.json B.json, scaling [threads=T] [rounds=N], engines"
                            + " [seconds=T] [near=N] [seed=S] or splits [seconds=T] [SETTING ...],"
                            + " got "
                            + List.of(arguments));
        }
    }

    private static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "arguments: expected the path of a baseline, such as "
                            + FOLDER.resolve("NAME.json")
                            + ", got "
                            + file);
        }
        return JSON.readTree(file.toFile());
    }

    private void run(BenchmarkSet set, int threads, Path file) throws RunnerException {
        baseline.put("set", set.name().toLowerCase(Locale.ROOT));
        baseline.putAll(Machine.facts());
        baseline.put("threads", threads);
        baseline.put("load at begin", Machine.load());
        Begun begun = new Begun();
        for (Options options : set.runs(threads)) {
            for (RunResult result : new Runner(options, begun.output()).run()) {
                results.add(entry(result));
                begun.ended(result);
            }
            baseline.put("failed", begun.withoutResult());
            write(file); // what is there survives an interruption
        }
    }

    private void write(Path file) {
        baseline.put("end", Machine.date());
        baseline.put("load at end", Machine.load());
        Limits limits = Limits.of(results);
        for (Map<String, Object> result : results) {
            limits.judge(result);
        }
        baseline.put("limits", limits.facts());
        baseline.put("results", results);
        try {
            Files.createDirectories(FOLDER);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        JSON.writeValue(file.toFile(), baseline);
    }

    private static Map<String, Object> entry(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        Map<String, String> named = Begun.parameters(parameters);
        String benchmark = Begun.benchmark(parameters);
        double score = median(result.getPrimaryResult());
        double error = result.getPrimaryResult().getScoreError();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("benchmark", benchmark);
        entry.put("parameters", named);
        entry.put("threads", parameters.getThreads());
        entry.put("score", score);
        entry.put("error", Double.isNaN(error) ? null : error);
        entry.put("unit", result.getPrimaryResult().getScoreUnit());
        double unit = 1e-9 * TimeUnit.NANOSECONDS.convert(1, parameters.getTimeUnit());
        boolean rate = parameters.getMode() == Mode.Throughput;
        double seconds = rate ? unit / score : unit * score / parameters.getThreads();
        entry.put("seconds an operation", seconds);
        for (String counted : List.of("gigabytes", "gflops")) {
            var counter = result.getSecondaryResults().get(counted);
            if (benchmark.startsWith("LimitsBench") && counter != null && counter.getScore() > 0) {
                entry.put(counted + " a second", median(counter));
            }
        }
        count(entry, WorkCount.of(benchmark, named), seconds);
        return entry;
    }

    /** Returns the median of the iterations, since one disturbed iteration moves a mean far. */
    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }

    private static void count(Map<String, Object> entry, WorkCount work, double seconds) {
        if (!work.item().isEmpty()) {
            entry.put("item", work.item());
            entry.put("items a second", work.items() / seconds);
        }
        if (work.bytes() > 0) {
            entry.put("bytes an operation", work.bytes());
            entry.put("gigabytes a second", 1e-9 * work.bytes() / seconds);
            entry.put("working set", work.megabytes());
        }
        if (work.flops() > 0) {
            entry.put("flops an operation", work.flops());
            entry.put("gflops a second", 1e-9 * work.flops() / seconds);
        }
    }
}
