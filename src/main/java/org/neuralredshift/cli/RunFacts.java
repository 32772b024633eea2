package org.neuralredshift.cli;

import org.neuralredshift.simd.Lanes;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is known of the program and the machine, for the provenance of results. */
final class RunFacts {
    private static final String UNKNOWN = "unknown";

    private RunFacts() {}

    static Map<String, String> of(int threads) {
        String version = Main.class.getPackage().getImplementationVersion();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", version == null ? "development" : version);
        facts.put("commit", commit());
        facts.put("java", Runtime.version().toString());
        facts.put(
                "system",
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        facts.put("processor", MachineChecks.processor().value());
        facts.put("vectors", Lanes.SCALAR ? "scalar" : Lanes.bits() + " bits");
        facts.put("threads", Integer.toString(threads));
        return facts;
    }

    /** Returns the commit of the checkout that the program was built in, or {@code unknown}. */
    private static String commit() {
        try {
            Path code =
                    Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Process git =
                    new ProcessBuilder(
                                    "git",
                                    "describe",
                                    "--always",
                                    "--dirty",
                                    "--abbrev=40",
                                    "--exclude=*")
                            .directory(code.resolveSibling(".").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean isKnown = git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0;
            return isKnown ? text : UNKNOWN;
        } catch (IOException | URISyntaxException e) {
            return UNKNOWN; // no git, or a jar without a checkout
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
