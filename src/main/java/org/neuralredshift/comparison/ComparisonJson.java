package org.neuralredshift.comparison;

import org.neuralredshift.metrics.stats.Interval;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison as JSON, an object a line; what does not exist is null. */
final class ComparisonJson {
    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private ComparisonJson() {}

    static String text(Comparison comparison) {
        StringBuilder json = new StringBuilder("{\n");
        json.append("\"format\":").append(FORMAT);
        json.append(",\n\"study\":").append(MAPPER.writeValueAsString(comparison.study()));
        json.append(",\n\"samples\":").append(comparison.samples());
        json.append(",\n\"missing\":").append(comparison.missing());
        list(
                json,
                "associations",
                comparison.associations().stream().map(ComparisonJson::of).toList());
        list(json, "effects", comparison.effects().stream().map(ComparisonJson::of).toList());
        list(json, "agreements", comparison.agreements().stream().map(ComparisonJson::of).toList());
        list(json, "draws", comparison.draws().stream().map(ComparisonJson::of).toList());
        list(json, "claims", comparison.claims().stream().map(ComparisonJson::of).toList());
        return json.append("}\n").toString();
    }

    private static void list(StringBuilder json, String name, List<Map<String, Object>> items) {
        json.append(",\n\"").append(name).append("\":[");
        for (int i = 0; i < items.size(); i++) {
            json.append(i == 0 ? "\n" : ",\n").append(MAPPER.writeValueAsString(items.get(i)));
        }
        json.append("]");
    }

    private static Map<String, Object> of(Association a) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sequence", a.sequence());
        map.put("grid", a.grid());
        map.put("primary", a.isPrimary());
        map.put("cells", a.cells());
        map.put("blocks", a.blocks());
        put(map, "spearman", a.spearman());
        put(map, "kendall", a.kendall());
        put(map, "partial", a.partial());
        if (!a.bootstrap().isEmpty()) {
            put(map, "spearman_bootstrap", a.bootstrap().get(0));
            put(map, "kendall_bootstrap", a.bootstrap().get(1));
            put(map, "partial_bootstrap", a.bootstrap().get(2));
        }
        map.put("given", a.given());
        put(map, "p", a.p());
        put(map, "p_holm", a.adjusted());
        map.put("within", a.within().stream().map(ComparisonJson::of).toList());
        return map;
    }

    private static Map<String, Object> of(Association.Stratum stratum) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("axis", stratum.axis());
        map.put("value", stratum.value());
        map.put("cells", stratum.cells());
        put(map, "spearman", stratum.spearman());
        return map;
    }

    private static Map<String, Object> of(FactorEffect effect) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("factor", effect.factor());
        map.put("from", effect.from());
        map.put("to", effect.to());
        map.put("pairs", effect.pairs());
        effect.change().forEach((family, change) -> put(map, family.toString(), change));
        put(map, "agreement", effect.agreement());
        return map;
    }

    private static Map<String, Object> of(Agreement agreement) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("family", agreement.family().toString());
        map.put("first", agreement.first());
        map.put("second", agreement.second());
        map.put("cells", agreement.cells());
        put(map, "spearman", agreement.spearman());
        return map;
    }

    private static Map<String, Object> of(DrawVariance draws) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("condition", draws.condition());
        map.put("measure", draws.measure());
        map.put("draws", draws.draws());
        map.put("sequences", draws.sequences());
        put(map, "between", draws.between());
        put(map, "within", draws.within());
        put(map, "share", draws.share());
        return map;
    }

    private static Map<String, Object> of(Judgement judgement) {
        Map<String, Object> map = new LinkedHashMap<>(judgement.claim().fields());
        map.put("statistic", judgement.statistic());
        put(map, "value", judgement.interval());
        map.put("networks", judgement.networks());
        map.put("verdict", judgement.verdict().toString());
        map.put("note", judgement.note());
        return map;
    }

    /** Puts the estimate under its name and the ends beside it. */
    private static void put(Map<String, Object> map, String name, Interval interval) {
        put(map, name, interval.estimate());
        put(map, name + "_low", interval.low());
        put(map, name + "_high", interval.high());
    }

    private static void put(Map<String, Object> map, String name, double value) {
        map.put(name, Double.isFinite(value) ? value : null);
    }
}
