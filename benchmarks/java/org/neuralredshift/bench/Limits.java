package org.neuralredshift.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of one baseline: the mean of what {@link LimitsBench} found before and after the rest,
 * by what was measured and on how many threads.
 *
 * @param means such as {@code read 256 MB in streams: 4, 2 threads: 41.3}, in GB/s and GFLOP/s
 */
record Limits(Map<String, Double> means) {
    private static final String STREAMS = " in streams: ";

    static Limits of(List<Map<String, Object>> results) {
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (Map<String, Object> result : results) {
            String benchmark = (String) result.get("benchmark");
            if (benchmark.startsWith("LimitsBench.")) {
                Object bytes = result.get("gigabytes a second");
                Object rate = bytes == null ? result.get("gflops a second") : bytes;
                String name = name(result, benchmark.substring(benchmark.indexOf('.') + 1));
                sums.merge(name, (Double) rate, Double::sum);
                counts.merge(name, 1, Integer::sum);
            }
        }
        sums.replaceAll((name, sum) -> sum / counts.get(name));
        return new Limits(sums);
    }

    private static String name(Map<String, Object> result, String what) {
        Map<?, ?> parameters = (Map<?, ?>) result.get("parameters");
        Object megabytes = parameters.get("megabytes");
        Object streams = parameters.get("streams");
        String set = megabytes == null ? "" : " " + megabytes + " MB";
        String places = streams == null ? "" : STREAMS + streams;
        return name(what + set + places, (Integer) result.get("threads"));
    }

    private static String name(String what, int threads) {
        return what + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** Returns the means, by name. */
    Map<String, Double> facts() {
        return means;
    }

    /**
     * Adds the share of the limit to a result that counts bytes or operations: the greater of the
     * times that memory and arithmetic need at least, over the time taken.
     */
    void judge(Map<String, Object> result) {
        if (((String) result.get("benchmark")).startsWith("LimitsBench.")) {
            return;
        }
        int threads = threads(result);
        double memory =
                share(
                        result,
                        "gigabytes a second",
                        "read " + result.get("working set") + " MB",
                        threads);
        double arithmetic = share(result, "gflops a second", "multiplyAdds", threads);
        if (memory > 0 || arithmetic > 0) {
            result.put("limit", memory > arithmetic ? "memory" : "arithmetic");
            result.put("share of the limit", Math.max(memory, arithmetic));
        }
    }

    /** Returns the threads at work: those of JMH, or those that the benchmark starts itself. */
    private static int threads(Map<String, Object> result) {
        Object own = ((Map<?, ?>) result.get("parameters")).get("threads");
        return own == null ? (Integer) result.get("threads") : Integer.parseInt((String) own);
    }

    private double share(Map<String, Object> result, String rate, String limit, int threads) {
        Object found = result.get(rate);
        double most =
                means.entrySet().stream()
                        .filter(e -> withoutStreams(e.getKey()).equals(name(limit, threads)))
                        .mapToDouble(Map.Entry::getValue)
                        .max()
                        .orElse(Double.POSITIVE_INFINITY);
        return found == null ? 0 : (Double) found / most;
    }

    private static String withoutStreams(String name) {
        return name.replaceFirst(STREAMS + "\\d+", "");
    }
}
