package org.neuralredshift.bench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The benchmarks that were begun and have not given a result. JMH goes on after a benchmark that
 * fails, or takes too long, and leaves it out of the results without a word.
 */
final class Begun {
    private final List<String> names = new ArrayList<>();
    private final OutputFormat shown =
            OutputFormatFactory.createFormatInstance(System.out, VerboseMode.NORMAL);

    /** Returns JMH's usual output, which also tells this object what is begun. */
    OutputFormat output() {
        Class<?>[] interfaces = {OutputFormat.class};
        return (OutputFormat)
                Proxy.newProxyInstance(
                        OutputFormat.class.getClassLoader(),
                        interfaces,
                        (_, method, arguments) -> told(method, arguments));
    }

    private Object told(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("startBenchmark")) {
            names.add(name((BenchmarkParams) arguments[0]));
        }
        try {
            return method.invoke(shown, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Crosses one off. */
    void ended(RunResult result) {
        names.remove(name(result.getParams()));
    }

    /** Returns the names of those without a result, with their parameters. */
    List<String> withoutResult() {
        return List.copyOf(names);
    }

    private static String name(BenchmarkParams parameters) {
        return BaselineTable.name(
                benchmark(parameters), parameters(parameters), parameters.getThreads());
    }

    /** Returns the names of its class and its method. */
    static String benchmark(BenchmarkParams parameters) {
        String[] parts = parameters.getBenchmark().split("\\.");
        return parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    /** Returns its parameters in the order of their names. */
    static Map<String, String> parameters(BenchmarkParams parameters) {
        Map<String, String> named = new TreeMap<>();
        parameters.getParamsKeys().forEach(key -> named.put(key, parameters.getParam(key)));
        return named;
    }
}
