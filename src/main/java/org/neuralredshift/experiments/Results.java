package org.neuralredshift.experiments;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a result folder holds: the study and all whole rows. Reading changes nothing. A line without
 * its end is the tail of a write that was cut off and is left out; any other damage is an error.
 */
public final class Results {
    static final Pattern FILES = Pattern.compile("samples-(\\d{1,6})\\.jsonl");

    private final Study study;
    private final Map<String, NavigableMap<Integer, SampleRow>> rows = new HashMap<>();
    private final List<String> notices = new ArrayList<>();

    Results(Study study) {
        this.study = study;
        study.cells().forEach(cell -> rows.put(cell.key(), new TreeMap<>()));
    }

    /** Returns the results of a study that has not begun. */
    public static Results none(Study study) {
        return new Results(study);
    }

    /**
     * Reads a folder, finished or not.
     *
     * @throws IllegalArgumentException naming file and line where a record is damaged
     */
    public static Results read(Path folder) throws IOException {
        Path file = folder.resolve("study.json");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "folder: expected one with a study.json, got " + folder);
        }
        try {
            Results results = new Results(Study.ofJson(file.toString(), Files.readString(file)));
            results.load(folder);
            return results;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s: expected a study, got other JSON".formatted(file), e);
        }
    }

    /** Returns the files of rows in a folder, by number. */
    static NavigableMap<Integer, Path> files(Path folder) throws IOException {
        NavigableMap<Integer, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                var matcher = FILES.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    files.put(Integer.parseInt(matcher.group(1)), file);
                }
            }
        }
        return files;
    }

    void load(Path folder) throws IOException {
        for (Path file : files(folder).values()) {
            try {
                load(file, Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                // another process has just put its rows in order
            }
        }
    }

    /** Takes the rows of a file and returns the length of its whole lines. */
    int load(Path file, byte[] bytes) {
        int line = 1;
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String text = new String(bytes, from, i - from, StandardCharsets.UTF_8);
                add(SampleRow.ofLine(text), file, line);
                from = i + 1;
                line++;
            }
        }
        if (from < bytes.length) {
            notices.add(
                    "%s:%d: the last write was cut off; %d bytes left out, the sample is run again"
                            .formatted(file, line, bytes.length - from));
        }
        return from;
    }

    private void add(Optional<SampleRow> row, Path file, int line) {
        String where = "%s:%d".formatted(file, line);
        if (row.isEmpty()) {
            throw new IllegalArgumentException(
                    where + ": expected a record with its length and checksum, got a damaged one");
        }
        if (!rows.containsKey(row.get().cell())) {
            throw new IllegalArgumentException(
                    "%s: expected a cell of study.json, got %s".formatted(where, row.get().cell()));
        }
        SampleRow before = put(row.get());
        if (!before.equals(row.get())) {
            throw new IllegalArgumentException(
                    "%s: expected the record of sample %d of cell %s that came before, got another"
                            .formatted(where, before.sample(), before.cell()));
        }
    }

    /** Takes a row unless there is one of that sample, and returns the one that is kept. */
    SampleRow put(SampleRow row) {
        SampleRow before = of(row.cell()).putIfAbsent(row.sample(), row);
        return before == null ? row : before;
    }

    private NavigableMap<Integer, SampleRow> of(String cell) {
        NavigableMap<Integer, SampleRow> samples = rows.get(cell);
        if (samples == null) {
            throw new IllegalArgumentException("cell: expected one of the study, got " + cell);
        }
        return samples;
    }

    /** The study. */
    public Study study() {
        return study;
    }

    /** Returns the rows of a cell by sample. */
    public NavigableMap<Integer, SampleRow> samples(Cell cell) {
        return Collections.unmodifiableNavigableMap(of(cell.key()));
    }

    /** Returns the rows of the cell of that key. */
    NavigableMap<Integer, SampleRow> samples(String cell) {
        return of(cell);
    }

    /** Returns all rows in the order of cells and samples. */
    public Stream<SampleRow> all() {
        return study.cells().stream().flatMap(cell -> samples(cell).values().stream());
    }

    /** Returns the number of rows. */
    public int size() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns how each cell stands, in the order of the study. */
    public List<CellState> states() {
        return study.cells().stream()
                .map(cell -> new CellState(study, cell, samples(cell)))
                .toList();
    }

    /** Returns what there is to say about the files. */
    public List<String> notices() {
        return List.copyOf(notices);
    }
}
