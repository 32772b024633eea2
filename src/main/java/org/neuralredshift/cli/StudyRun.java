package org.neuralredshift.cli;

import org.neuralredshift.experiments.Provenance;
import org.neuralredshift.experiments.ResultStore;
import org.neuralredshift.experiments.Runner;
import org.neuralredshift.experiments.Shard;
import org.neuralredshift.experiments.Study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One run of a study, from where it stands to its end or to a signal. */
final class StudyRun {
    private final CommonOptions common;
    private final Shard shard;
    private final String command;

    private volatile boolean interrupted;

    /**
     * Prepares a run.
     *
     * @param arguments of the command line, for the provenance
     */
    StudyRun(CommonOptions common, Shard shard, List<String> arguments) {
        this.common = common;
        this.shard = shard;
        this.command = "redshift " + String.join(" ", arguments);
    }

    /**
     * Runs what is missing and puts the rows in order.
     *
     * @param bytes memory that it needs
     * @return an exit code
     */
    int run(Study resolved, Path folder, long bytes) throws IOException, InterruptedException {
        ResultStore store = ResultStore.open(folder, resolved, common::message);
        try (store) {
            long reused = store.results().size();
            boolean isFixed = resolved.sampling().isFixed();
            try (Progress progress = common.progress("samples", 0)) {
                Runner runner =
                        new Runner(
                                store,
                                shard,
                                wanted -> {
                                    progress.total(wanted); // may grow with target-ci
                                    progress.add(1);
                                });
                progress.total(runner.wanted());
                common.message(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d cells, %,d samples there, %,d%s to run, %d threads, %s",
                                resolved.name(),
                                resolved.cells().size(),
                                reused,
                                runner.wanted(),
                                isFixed ? "" : " or more",
                                common.threads(),
                                Memory.text(bytes)));
                return run(store, runner, folder, reused);
            }
        }
    }

    private int run(ResultStore store, Runner runner, Path folder, long reused)
            throws IOException, InterruptedException {
        Provenance provenance = new Provenance(folder, RunFacts.of(common.threads()), command);
        provenance.begin(reused);
        Thread atExit = new Thread(() -> interrupt(store, runner, provenance), "run-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            runner.run(common.threads());
        } catch (IOException e) {
            common.message(
                    "%,d samples are kept; the same command goes on when there is room"
                            .formatted(store.results().size()));
            throw e;
        } finally {
            release(atExit);
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        boolean isInOrder = store.finish();
        provenance.end("done", runner.computed(), runner.failed());
        conclude(runner, reused, isInOrder);
        return ExitCode.DONE;
    }

    /** A signal: what is finished is kept, what is at work is dropped. */
    private void interrupt(ResultStore store, Runner runner, Provenance provenance) {
        interrupted = true;
        runner.stop();
        try {
            store.close();
            provenance.end("interrupted", runner.computed(), runner.failed());
        } catch (IOException e) {
            common.message("failed to write: " + e.getMessage());
        }
        common.message(
                "interrupted; %,d new samples are kept, the same command goes on"
                        .formatted(runner.computed()));
    }

    private static void release(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is on its way out and the hook runs by itself
        }
    }

    private void conclude(Runner runner, long reused, boolean isInOrder) {
        common.message(
                String.format(
                        Locale.ROOT,
                        "%,d samples computed, %,d reused; %,d not finite or failed",
                        runner.computed(),
                        reused,
                        runner.failed()));
        if (!isInOrder) {
            common.message("another process still writes there and will put the rows in order");
        }
    }
}
