package org.neuralredshift.experiments;

import org.neuralredshift.metrics.GridMeasure;
import org.neuralredshift.metrics.sequence.SequenceMeasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One condition of a study and one family: samples of a cell differ in nothing but their number.
 *
 * @param key first 16 hexadecimal digits of SHA-256 over what the cell is, in canonical JSON
 * @param match number of the condition; cells of both families with one number are matched
 * @param condition what the study varies, axis to value, in the order of the axes
 * @param settings all settings of the family in canonical form; with a checkpoint what its network
 *     decides and the hash of its content, without one no setting of that name
 */
public record Cell(
        String key,
        Family family,
        int match,
        Map<String, String> condition,
        Map<String, String> settings) {
    /**
     * Returns the cell of these settings.
     *
     * @throws IllegalArgumentException when they break a rule of the networks
     */
    static Cell of(
            Family family, int match, Map<String, String> condition, Map<String, String> settings) {
        String canonical = Subject.of(family, settings).canonical();
        return new Cell(hash(canonical).substring(0, 16), family, match, condition, settings);
    }

    /** Returns what is varied as text. */
    public String label() {
        return condition.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" ", family + " ", ""))
                .strip();
    }

    /** Returns what is varied but for the seed: cells that share it are draws of one condition. */
    public Map<String, String> conditionWithoutSeed() {
        Map<String, String> rest = new LinkedHashMap<>(condition);
        rest.remove("seed");
        return rest;
    }

    Subject subject() {
        return Subject.of(family, settings);
    }

    /** Returns the memory that one worker needs for a sample, in bytes, without checkpoints. */
    public long bytes() {
        return subject().bytes();
    }

    /** Returns SHA-256 of a text in hexadecimal. */
    static String hash(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Tells whether the family has a measure of that name. */
    static boolean hasMeasure(Family family, String measure) {
        return switch (family) {
            case TRANSFORMER -> SequenceMeasure.byId(measure).isPresent();
            case MLP -> GridMeasure.byId(measure).isPresent();
        };
    }
}
