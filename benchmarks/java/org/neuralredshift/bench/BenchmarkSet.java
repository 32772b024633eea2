package org.neuralredshift.bench;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured together, in this order. The limits come first and last, so that the shares do
 * not hang on one minute of the machine.
 */
enum BenchmarkSet {
    /** One or two cases of each kind, about four minutes. */
    QUICK(0.5, 4, 3),
    /** All kernels, sizes, activations and engines: about an hour, more on a slow machine. */
    FULL(0.5, 3, 5),
    /** All of the full set once and cold: shows that it runs, not how fast. About 25 minutes. */
    ONCE(0.5, 4, 3);

    /** Of an iteration: JMH's ten minutes are too few for 1,000 prompts on a slow machine. */
    private static final TimeValue LONGEST = TimeValue.hours(2);

    private static final String[] ENGINES = {"DEFERRED", "EXPLICIT"};

    private final double seconds;
    private final int warmups;
    private final int iterations;

    BenchmarkSet(double seconds, int warmups, int iterations) {
        this.seconds = seconds;
        this.warmups = warmups;
        this.iterations = iterations;
    }

    /** Returns the runs of JMH. */
    List<Options> runs(int threads) {
        List<Options> runs = new ArrayList<>(limits(threads));
        List<Options> others = this == QUICK ? quick(threads) : full(threads);
        runs.addAll(this == ONCE ? others.stream().map(BenchmarkSet::once).toList() : others);
        runs.addAll(limits(threads));
        return runs;
    }

    /** Makes one short iteration of a run, whatever it asks for, and fails if a benchmark does. */
    private static Options once(Options options) {
        return new OptionsBuilder()
                .parent(options)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .shouldFailOnError(true)
                .build();
    }

    private List<Options> limits(int threads) {
        List<Options> runs = new ArrayList<>();
        for (int t : threads > 1 ? new int[] {1, threads} : new int[] {1}) {
            String read = this == QUICK ? "read" : "(read|triad)";
            runs.add(run("LimitsBench." + read).threads(t).build());
            runs.add(run("LimitsBench.multiplyAdds").threads(t).build());
        }
        return runs;
    }

    private List<Options> quick(int threads) {
        List<Options> runs = new ArrayList<>();
        runs.add(run("DeviatesBench.*").param("distribution", "NORMAL", "UNIFORM").build());
        runs.add(run("ElementaryBench.vector").param("function", "exp", "gelu-tanh").build());
        runs.add(
                run("KernelsBench.(one|many)Matri.*")
                        .param("rows", "1", "16")
                        .param("panel", "64")
                        .build());
        runs.add(run("KernelsBench.(dots|addRows|layerNorm|attentionHead|argmax)").build());
        runs.add(run("SequenceBench.*").param("tokens", "RANDOM").build());
        runs.add(longSequences("BITS", "1000000"));
        runs.add(run("TransformsBench.*").param("side", "64").build());
        runs.add(run("GridJobBench.*").build());
        if (threads > 1) {
            runs.add(run("GridJobBench.*").threads(threads).build());
        }
        String all = Integer.toString(threads);
        runs.add(job(Map.of("engine", ENGINES, "threads", new String[] {all})));
        runs.add(job(Map.of("activation", "tanh", "gain", "4", "threads", all)));
        return runs;
    }

    private List<Options> full(int threads) {
        List<Options> runs = new ArrayList<>();
        runs.add(run("(Deviates|Elementary|Kernels|Functions|Sequence|Transforms)Bench.*").build());
        for (String symbols : List.of("BITS", "TOKENS", "TEXT", "CONSTANT")) {
            runs.add(shortSequences(symbols));
            runs.add(longSequences(symbols, "1000000"));
            runs.add(longestSequences(symbols, "10000000", "100000000"));
        }
        for (int t : threads > 1 ? new int[] {1, threads} : new int[] {1}) {
            runs.add(
                    run("GridJobBench.*")
                            .param("activation", "tanh", "relu", "sine", "gelu")
                            .threads(t)
                            .build());
        }
        String all = Integer.toString(threads);
        String[] both = threads > 1 ? new String[] {"1", all} : new String[] {"1"};
        runs.add(job(Map.of("engine", ENGINES, "threads", both)));
        runs.add(job(Map.of("activation", "tanh", "gain", "4", "threads", both)));
        sweep(runs, all, "activation", "relu", "tanh", "sine", "selu", "gaussian");
        sweep(runs, all, "gain", "2", "4", "8");
        sweep(runs, all, "layers", "1", "6", "24");
        sweep(runs, all, "width", "64", "256", "1024");
        sweep(runs, all, "length", "20", "1000");
        runs.add(job(Map.of("engine", "MIXED", "width", "64", "threads", all)));
        runs.add(job(Map.of("engine", "MIXED", "length", "1000", "threads", all)));
        runs.add(prompts(both, "1", "16").build());
        // Minutes an iteration, in which the compiler's seconds count for nothing.
        runs.add(prompts(both, "1000").warmupIterations(0).measurementIterations(1).build());
        return runs;
    }

    private ChainedOptionsBuilder prompts(String[] threads, String... prompts) {
        return named("PromptsBench.*").param("prompts", prompts).param("threads", threads);
    }

    private void sweep(List<Options> runs, String threads, String name, String... values) {
        runs.add(job(Map.of("engine", ENGINES, name, values, "threads", threads)));
    }

    /** Whole jobs take seconds each, so one warms up and a few count. */
    private Options job(Map<String, Object> parameters) {
        ChainedOptionsBuilder builder = run("GenerateBench.*").warmupIterations(1);
        builder.measurementIterations(3);
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.putIfAbsent("engine", "DEFERRED");
        all.putIfAbsent("activation", "gelu-tanh");
        all.forEach((name, value) ->
                builder.param(
                        name,
                        value instanceof String[] many ? many : new String[] {value.toString()}));
        return builder.build();
    }

    private Options longSequences(String symbols, String... lengths) {
        return named("LongSequenceBench.*").param("symbols", symbols).param("n", lengths).build();
    }

    /** Ten million symbols are enough for the compiler, so one sequence warms up. */
    private Options longestSequences(String symbols, String... lengths) {
        return new OptionsBuilder()
                .parent(longSequences(symbols, lengths))
                .warmupIterations(1)
                .build();
    }

    private Options shortSequences(String symbols) {
        return run("LongSequenceBench.*")
                .mode(Mode.AverageTime)
                .param("symbols", symbols)
                .param("n", "100", "1000", "10000", "100000")
                .build();
    }

    private ChainedOptionsBuilder run(String name) {
        return named(name)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds((long) (1e3 * seconds)))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds((long) (1e3 * seconds)));
    }

    private static ChainedOptionsBuilder named(String name) {
        return new OptionsBuilder()
                .include("\\." + name + "$")
                .timeout(LONGEST)
                .shouldFailOnError(false);
    }
}
