package org.neuralredshift.experiments;

import org.neuralredshift.rng.StreamKey;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Where results come from, {@code provenance.json}: a list of the runs that wrote to the folder,
 * each with the program, the machine, the command, start and end, and the samples that it found,
 * computed, and of these those that failed or were not finite. A run without an end was killed.
 */
public final class Provenance {
    private final Path file;
    private final Map<String, Object> run = new LinkedHashMap<>();
    private final String id = UUID.randomUUID().toString();

    /**
     * Begins the record of a run.
     *
     * @param facts about program and machine, name to value
     */
    public Provenance(Path folder, Map<String, String> facts, String command) {
        this.file = folder.resolve("provenance.json");
        run.put("run", id);
        run.put("start", now());
        run.put("stream", StreamKey.VERSION);
        run.putAll(facts);
        run.put("command", command);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Writes the record of a run that goes on. */
    public void begin(long reused) throws IOException {
        run.put("reused", reused);
        write();
    }

    /** Writes the record of a run that has ended. */
    public void end(String how, long computed, long failed) throws IOException {
        run.put("computed", computed);
        run.put("failed", failed);
        run.put("end", now());
        run.put("result", how);
        write();
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder("{\"runs\":[\n");
        if (Files.exists(file)) {
            String before = Files.readString(file);
            for (JsonNode other : Json.read(file.toString(), before).path("runs")) {
                boolean isThis = other.path("run").asString("").equals(id);
                text.append(isThis ? "" : other + ",\n");
            }
        }
        text.append(Json.text(run)).append("\n]}\n");
        new Disk().replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
