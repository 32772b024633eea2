package org.neuralredshift.bench;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Baselines as tables in Markdown. */
final class BaselineTable {
    private static final String[] PREFIXES = {"", " k", " M", " G", " T"};

    private BaselineTable() {}

    /** Returns one baseline: its machine, its limits, its results. */
    static String of(JsonNode baseline) {
        StringBuilder text = new StringBuilder();
        text.append(machine(baseline)).append("\n\n| limit | |\n|---|---|\n");
        baseline.get("limits")
                .forEachEntry((name, value) ->
                        text.append(
                                format(
                                        "| %s | %.1f %s |%n",
                                        name, value.doubleValue(), unit(name))));
        text.append("\n| benchmark | score | rate | GB/s | GFLOP/s | of the limit |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (JsonNode result : baseline.get("results")) {
            if (!isLimit(result)) {
                text.append(row(result));
            }
        }
        if (baseline.has("failed") && !baseline.get("failed").isEmpty()) {
            text.append("\nBegun, but failed, so that there is no row:\n\n");
            baseline.get("failed")
                    .forEach(name -> text.append(format("- %s%n", name.stringValue())));
        }
        return text.toString();
    }

    private static String machine(JsonNode baseline) {
        return format(
                "%s, %d cores, %d-bit vectors; %s; %s; commit %s; %s set, begun %s, ended %s; load"
                        + " average %.2f at the begin, %.2f at the end",
                baseline.get("cpu").stringValue(),
                baseline.get("cores").intValue(),
                baseline.get("vector bits").intValue(),
                baseline.get("os").stringValue(),
                baseline.get("java").stringValue(),
                baseline.get("commit").stringValue(),
                baseline.get("set").stringValue(),
                baseline.get("date").stringValue(),
                baseline.get("end").stringValue(),
                baseline.get("load at begin").doubleValue(),
                baseline.get("load at end").doubleValue());
    }

    private static String row(JsonNode result) {
        String share =
                result.has("share of the limit")
                        ? format(
                                "%.0f %% %s",
                                100 * result.get("share of the limit").doubleValue(),
                                result.get("limit").stringValue())
                        : "";
        String rate =
                result.has("item")
                        ? scaled(result.get("items a second").doubleValue())
                                + " "
                                + result.get("item").stringValue()
                                + "/s"
                        : "";
        return format(
                "| %s | %s | %s | %s | %s | %s |%n",
                name(result),
                score(result),
                rate,
                number(result, "gigabytes a second"),
                number(result, "gflops a second"),
                share);
    }

    private static String score(JsonNode result) {
        JsonNode error = result.get("error");
        return format(
                "%.4g%s %s",
                result.get("score").doubleValue(),
                error.isNull() ? "" : format(" ± %.2g", error.doubleValue()),
                result.get("unit").stringValue());
    }

    private static String number(JsonNode result, String key) {
        return result.has(key) ? format("%.1f", result.get(key).doubleValue()) : "";
    }

    private static String scaled(double value) {
        int prefix = 0;
        double rest = value;
        while (rest >= 1000 && prefix < PREFIXES.length - 1) {
            rest /= 1000;
            prefix++;
        }
        return format("%.3g%s", rest, PREFIXES[prefix]);
    }

    private static String name(JsonNode result) {
        Map<String, String> parameters = new LinkedHashMap<>();
        result.get("parameters")
                .forEachEntry((key, value) -> parameters.put(key, value.stringValue()));
        return name(
                result.get("benchmark").stringValue(),
                parameters,
                result.get("threads").intValue());
    }

    /** Returns a benchmark with its parameters, as the tables name it. */
    static String name(String benchmark, Map<String, String> parameters, int threads) {
        StringBuilder name = new StringBuilder(benchmark);
        parameters.forEach((key, value) -> name.append(", ").append(key).append(' ').append(value));
        return threads == 1 ? name.toString() : name + ", " + threads + " threads";
    }

    /**
     * Returns two baselines beside each other: how many times as fast the second is in what both
     * have measured. The uncertainty adds the relative errors of both as squares.
     */
    static String of(JsonNode before, JsonNode after) {
        Map<String, JsonNode> old = new LinkedHashMap<>();
        before.get("results").forEach(result -> old.put(name(result), result));
        StringBuilder text = new StringBuilder();
        text.append("before: ").append(machine(before)).append("\n\nafter: ");
        text.append(machine(after)).append("\n\n| benchmark | before | after | times as fast |\n");
        text.append("|---|---|---|---|\n");
        limits(before, after, text);
        for (JsonNode result : after.get("results")) {
            JsonNode other = old.get(name(result));
            if (other != null && !isLimit(result)) {
                text.append(
                        format(
                                "| %s | %s | %s | %s |%n",
                                name(result), score(other), score(result), ratio(other, result)));
            }
        }
        return text.toString();
    }

    private static void limits(JsonNode before, JsonNode after, StringBuilder text) {
        after.get("limits")
                .forEachEntry((name, value) -> {
                    JsonNode other = before.get("limits").get(name);
                    if (other != null) {
                        double old = other.doubleValue();
                        double rate = value.doubleValue();
                        text.append(
                                format(
                                        "| limit: %s | %.1f %s | %.1f %s | %.3f |%n",
                                        name, old, unit(name), rate, unit(name), rate / old));
                    }
                });
    }

    private static boolean isLimit(JsonNode result) {
        return result.get("benchmark").stringValue().startsWith("LimitsBench.");
    }

    private static String unit(String limit) {
        return limit.startsWith("multiply") ? "GFLOP/s" : "GB/s";
    }

    private static String ratio(JsonNode before, JsonNode after) {
        double ratio =
                before.get("seconds an operation").doubleValue()
                        / after.get("seconds an operation").doubleValue();
        double error = ratio * Math.hypot(relative(before), relative(after));
        return Double.isNaN(error) ? format("%.3f", ratio) : format("%.3f ± %.3f", ratio, error);
    }

    private static double relative(JsonNode result) {
        JsonNode error = result.get("error");
        return error.isNull()
                ? Double.NaN
                : error.doubleValue() / result.get("score").doubleValue();
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
