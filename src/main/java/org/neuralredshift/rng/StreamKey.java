package org.neuralredshift.rng;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The part of an address that all samples of a cell share: stream version, seed and cell, hashed to
 * the 64-bit key of {@link Philox}.
 *
 * <p>The key is the first eight bytes, big-endian, of SHA-256 over the UTF-8 text {@code version
 * "\n" seed "\n" cell}. A cell is named by what it is (its resolved specification), never by its
 * position in a sweep, so adding cells shifts nothing. Among a million keys two collide with
 * probability 3e-8.
 *
 * @param bits the key of the generator
 */
public record StreamKey(long bits) {
    /**
     * Name of the scheme from address to value. It is frozen: another scheme gets another name, so
     * a name and an address mean the same value for ever.
     */
    public static final String VERSION = "redshift-philox-1";

    /**
     * Returns the key of a cell.
     *
     * @param seed the study's seed, any value
     * @param cell canonical text of the resolved specification
     */
    public static StreamKey of(long seed, String cell) {
        byte[] text = (VERSION + "\n" + seed + "\n" + cell).getBytes(StandardCharsets.UTF_8);
        return new StreamKey(ByteBuffer.wrap(sha256(text)).getLong());
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
