package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs of a command line, each with its kind, in order. {@code -} is standard input; a folder
 * stands for the files in it whose ending tells their kind, by name.
 */
final class ScoreSources {
    private static final Map<String, SymbolKind> ENDINGS =
            Map.of(
                    ".ints", SymbolKind.INTS,
                    ".txt", SymbolKind.TEXT,
                    ".bin", SymbolKind.BYTES,
                    ".grid", SymbolKind.GRID);

    /**
     * One input.
     *
     * @param name as given, or below the folder as given
     * @param path null for standard input
     * @param bytes its size, 0 when not known
     */
    record Source(String name, @Nullable Path path, SymbolKind kind, long bytes) {
        /**
         * Opens the input.
         *
         * @throws IllegalArgumentException when the file can't be opened
         */
        InputStream open() throws IOException {
            if (path == null) {
                return new Unclosed(System.in);
            }
            try {
                return new FileInputStream(path.toFile());
            } catch (FileNotFoundException e) {
                throw new IllegalArgumentException(
                        "file: expected a readable file, got %s".formatted(e.getMessage()), e);
            }
        }
    }

    private ScoreSources() {}

    /**
     * Finds the inputs before anything is read.
     *
     * @param kind that of all inputs, or null to go by the files' endings
     * @throws IllegalArgumentException for a missing file, an empty folder or an unknown ending
     */
    static List<Source> of(List<String> names, @Nullable SymbolKind kind) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                sources.add(new Source(name, null, kind == null ? ofName(name) : kind, 0));
                continue;
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                for (Path file : inFolder(path)) {
                    sources.add(ofFile(file, kind));
                }
            } else {
                sources.add(ofFile(path, kind));
            }
        }
        return sources;
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> known =
                    files.filter(file -> Files.isRegularFile(file))
                            .filter(file -> ENDINGS.containsKey(ending(file.toString())))
                            .sorted()
                            .toList();
            if (known.isEmpty()) {
                throw new IllegalArgumentException(
                        "file: expected a folder with files in .ints, .txt, .bin or .grid, got %s"
                                .formatted(folder));
            }
            return known;
        }
    }

    private static Source ofFile(Path file, @Nullable SymbolKind kind) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "file: expected an existing file or folder, got %s".formatted(file));
        }
        String name = file.toString();
        long bytes = Files.isRegularFile(file) ? Files.size(file) : 0;
        return new Source(name, file, kind == null ? ofName(name) : kind, bytes);
    }

    private static SymbolKind ofName(String name) {
        SymbolKind kind = ENDINGS.get(ending(name));
        if (kind == null) {
            throw new IllegalArgumentException(
                    "as: expected one of ints, text, bytes, tokens, grid for %s, got none"
                            .formatted(name.equals("-") ? "standard input" : name));
        }
        return kind;
    }

    private static String ending(String name) {
        return name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }

    /** Standard input stays open for whoever else reads it. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
