package org.neuralredshift.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The content-security policy of the page: nothing is loaded, and only the blocks of script and
 * style with the right SHA-256 are obeyed. So even markup that slipped through could do nothing.
 */
final class Policy {
    private Policy() {}

    /** Returns the policy of a page with these blocks, as they stand between their tags. */
    static String of(List<String> styles, List<String> scripts) {
        return "default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(hashes(styles), hashes(scripts));
    }

    private static String hashes(List<String> blocks) {
        return blocks.stream().map(Policy::hash).collect(Collectors.joining(" "));
    }

    private static String hash(String block) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha.digest(block.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
