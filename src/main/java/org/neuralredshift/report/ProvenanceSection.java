package org.neuralredshift.report;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runs that made the results, as {@code provenance.json} has them. */
final class ProvenanceSection {
    private static final int MOST_RUNS = 50;

    private ProvenanceSection() {}

    /** Returns a table a run, the last ones; a sentence when the file is missing or no JSON. */
    static String of(Path folder) throws IOException {
        Path file = folder.resolve("provenance.json");
        if (!Files.isRegularFile(file)) {
            return "<p>The folder has no provenance.json.</p>\n";
        }
        try {
            JsonNode runs = new JsonMapper().readTree(Files.readString(file)).path("runs");
            return runs(runs);
        } catch (JacksonException e) {
            return "<p>The provenance.json of the folder is no JSON.</p>\n";
        }
    }

    private static String runs(JsonNode runs) {
        List<JsonNode> all = new ArrayList<>();
        runs.forEach(all::add);
        int left = Math.max(0, all.size() - MOST_RUNS);
        Html html = new Html();
        if (left > 0) {
            html.element("p", "The first %d runs are left out.".formatted(left));
        }
        for (JsonNode run : all.subList(left, all.size())) {
            html.open("dl", "class", "run");
            run.properties()
                    .forEach(e -> {
                        html.element("dt", e.getKey());
                        html.element("dd", e.getValue().asString(e.getValue().toString()));
                    });
            html.close("dl");
        }
        return html.toString();
    }
}
