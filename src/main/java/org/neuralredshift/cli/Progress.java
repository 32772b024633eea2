package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Shows on stderr how far a job is, once it has run for two seconds: a bar on a terminal, a line
 * every five seconds elsewhere, or one JSON object a second. Safe for use by many threads.
 */
final class Progress implements AutoCloseable {
    /** What {@code --progress} takes. */
    enum Mode {
        /** A bar on a terminal, lines elsewhere. */
        AUTO,
        JSON,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Style {
        BAR(0.1),
        LINES(5),
        JSON(1);

        final double every;

        Style(double seconds) {
            every = seconds;
        }
    }

    private static final double QUIET_SECONDS = 2;
    private static final long TICK_MILLIS = 100;

    private final Console console;
    private final Style style;
    private final String task;
    private final String unit;
    private volatile long total;
    private final long start;
    private final LongAdder done = new LongAdder();
    private @Nullable Thread ticker;
    private double next = QUIET_SECONDS;
    private boolean open = true;

    /** For {@link #start} and for tests, which call {@link #tick} themselves. */
    Progress(Console console, Mode mode, String task, String unit, long total, long nanos) {
        this.console = console;
        Style auto = console.errIsTerminal() ? Style.BAR : Style.LINES;
        this.style = mode == Mode.JSON ? Style.JSON : auto;
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.start = nanos;
        this.open = mode != Mode.NONE;
    }

    static Progress start(Console console, Mode mode, String task, String unit, long total) {
        Progress progress = new Progress(console, mode, task, unit, total, System.nanoTime());
        if (mode != Mode.NONE) {
            progress.ticker = Thread.ofPlatform().daemon().name("progress").start(progress::loop);
        }
        return progress;
    }

    /** Counts further units as done. */
    void add(long units) {
        done.add(units);
    }

    /** Sets how many units there will be, when that has changed. */
    void total(long units) {
        total = units;
    }

    /** Shows the present state if it is time to. */
    synchronized void tick(long nanos) {
        double seconds = (nanos - start) / 1e9;
        if (!open || seconds < next) {
            return;
        }
        next = seconds + style.every;
        show(new ProgressState(task, unit, done.sum(), total, seconds), false);
    }

    /** Takes the bar away; as JSON, says that the job ended if anything was said before. */
    @Override
    public void close() {
        if (ticker != null) {
            ticker.interrupt();
        }
        finish(System.nanoTime());
    }

    private synchronized void finish(long nanos) {
        if (open && next > QUIET_SECONDS && style == Style.JSON) {
            show(new ProgressState(task, unit, done.sum(), total, (nanos - start) / 1e9), true);
        }
        open = false;
        console.wipe();
    }

    private void show(ProgressState state, boolean finished) {
        switch (style) {
            case BAR -> console.bar(state.bar(console.columns() - 1));
            case LINES -> console.message(state.plain());
            case JSON -> console.message(state.json(finished));
        }
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                tick(System.nanoTime());
            }
        } catch (InterruptedException e) {
            return; // closed
        }
    }
}
