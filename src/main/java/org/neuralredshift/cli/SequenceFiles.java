package org.neuralredshift.cli;

import org.neuralredshift.metrics.sequence.SequenceScorer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores the sequences of files: one a file, or one a line. Lines are read in batches and scored by
 * many threads; the rows keep the order of the lines.
 */
final class SequenceFiles {
    /** A batch ends with the line that fills it. */
    private static final int BATCH_SYMBOLS = 1 << 18;

    private static final int BATCH_LINES = 1 << 12;
    private static final int TASK_LINES = 1 << 6;

    /** Bytes a symbol that the sequence and the longest-running measures take together. */
    private static final int BYTES_A_SYMBOL = 20;

    /** Symbols from which on the tables of a measure are a matter of gigabytes. */
    private static final int LONG = 1 << 24;

    private final SequenceRow columns;
    private final int threads;
    private final SequenceScorer scorer = new SequenceScorer();

    SequenceFiles(SequenceRow columns, int threads) {
        this.columns = columns;
        this.threads = threads;
    }

    /**
     * Writes the rows of a file.
     *
     * @throws IllegalArgumentException when it holds something else than was promised, or too much
     *     for the memory; the rows before it are written
     */
    void score(ScoreSources.Source source, Rows rows, Progress progress)
            throws IOException, InterruptedException {
        try (SymbolInput in = new SymbolInput(source.name(), source.open())) {
            if (source.kind() == SymbolKind.INTS) {
                scoreLines(source.name(), in, rows, progress);
            } else {
                Symbols symbols = in.whole(source.kind(), source.bytes());
                Batch batch = new Batch(symbols, new ArrayList<>(), in.offset());
                batch.lines.add(new Line(0, 0, symbols.length()));
                rows.write(scoreOne(source.name(), batch, progress));
            }
        }
    }

    private void scoreLines(String name, SymbolInput in, Rows rows, Progress progress)
            throws IOException, InterruptedException {
        IntLines lines = new IntLines(in);
        Symbols symbols = new Symbols(BATCH_SYMBOLS);
        boolean more = true;
        while (more) {
            symbols.clear();
            Batch batch = new Batch(symbols, new ArrayList<>(), 0);
            long start = in.offset();
            try {
                more = read(lines, batch);
            } catch (IllegalArgumentException e) {
                scoreBatch(name, batch, rows, progress);
                throw e;
            }
            scoreBatch(name, new Batch(symbols, batch.lines, in.offset() - start), rows, progress);
        }
    }

    private static boolean read(IntLines lines, Batch batch) throws IOException {
        Symbols symbols = batch.symbols;
        while (batch.lines.size() < BATCH_LINES && symbols.length() < BATCH_SYMBOLS) {
            int from = symbols.length();
            if (!lines.next(symbols)) {
                return false;
            }
            batch.lines.add(new Line(lines.line(), from, symbols.length()));
        }
        return true;
    }

    private void scoreBatch(String name, Batch batch, Rows rows, Progress progress)
            throws IOException, InterruptedException {
        if (batch.lines.size() == 1) {
            rows.write(scoreOne(name, batch, progress));
            return;
        }
        int tasks = (batch.lines.size() + TASK_LINES - 1) / TASK_LINES;
        Ordered.run(
                threads,
                tasks,
                SequenceScorer::new,
                (worker, task) -> {
                    List<Row> scored = new ArrayList<>();
                    for (Line line : batch.task(task)) {
                        Row row = line.row(name);
                        columns.score(
                                worker, batch.symbols.values(), line.from, line.to, row, _ -> {});
                        scored.add(row);
                    }
                    return scored;
                },
                scored -> {
                    for (Row row : scored) {
                        rows.write(row);
                    }
                    progress.add(batch.bytes / tasks);
                });
    }

    private Row scoreOne(String name, Batch batch, Progress progress) {
        Line line = batch.lines.getFirst();
        int n = line.to - line.from;
        Memory.requireHeap((long) BYTES_A_SYMBOL * n, "%d symbols of %s".formatted(n, name));
        Share share = new Share(progress, batch.bytes, columns.work());
        share.add(SequenceRow.READING);
        Row row = line.row(name);
        columns.score(
                scorer,
                batch.symbols.values(),
                line.from,
                line.to,
                row,
                work -> {
                    share.add(work);
                    if (work > 0 && n >= LONG) {
                        // The heap would rather grow than take back what the measure has let go.
                        System.gc();
                    }
                });
        return row;
    }

    /**
     * Sequences that lie one behind the other in one array.
     *
     * @param bytes of the input that they were
     */
    private record Batch(Symbols symbols, List<Line> lines, long bytes) {
        List<Line> task(int task) {
            int from = task * TASK_LINES;
            return lines.subList(from, Math.min(lines.size(), from + TASK_LINES));
        }
    }

    /**
     * One sequence of a batch.
     *
     * @param number of the line in its file, from 1, or 0 for a whole file
     */
    private record Line(long number, int from, int to) {
        Row row(String source) {
            Row row = new Row().put("source", source);
            return number == 0 ? row.put("line", (String) null) : row.put("line", number);
        }
    }

    /** Tells the progress of one sequence in bytes of the input. */
    private static final class Share {
        private final Progress progress;
        private final long bytes;
        private final int total;
        private int work;
        private long told;

        Share(Progress progress, long bytes, int total) {
            this.progress = progress;
            this.bytes = bytes;
            this.total = total;
        }

        void add(int units) {
            work += units;
            long now = (long) ((double) bytes * work / total);
            progress.add(now - told);
            told = now;
        }
    }
}
