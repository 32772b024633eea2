package org.neuralredshift.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time is an argument here, so nothing waits and nothing depends on the machine. */
@Tag("law")
class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void nothingShowsInTheFirstTwoSeconds() {
        Captured captured = Captured.terminal();
        try (Progress progress = progress(captured, Progress.Mode.AUTO)) {
            progress.tick(2 * SECOND - 1);
        }
        assertEquals("", captured.err());
    }

    @Test
    void aTerminalGetsABarThatIsWipedAtTheEnd() {
        Captured captured = Captured.terminal();
        try (Progress progress = progress(captured, Progress.Mode.AUTO)) {
            progress.add(25);
            progress.tick(5 * SECOND);
        }
        String bar = "generate [######------------------] 25/100 networks 25% 5/s ETA 0:15";
        assertEquals("\r" + bar + "\033[K" + "\r\033[K", captured.err());
    }

    @Test
    void amountsOfBytesAreScaled() {
        ProgressState state = new ProgressState("score", "bytes", 1_500_000, 100_000_000, 3);
        assertEquals("score: 1.5M/100.0M bytes 1% 500.0K/s ETA 3:17", state.plain());
    }

    @Test
    void anUnknownTotalHasNoEta() {
        ProgressState state = new ProgressState("score", "lines", 30, 0, 60);
        assertEquals("score: 30 lines 0.50/s", state.plain());
        assertEquals(
                "{\"task\":\"score\",\"unit\":\"lines\",\"done\":30,\"total\":null,"
                        + "\"seconds\":60.0,\"eta_seconds\":null,\"finished\":false}",
                state.json(false));
    }

    @Test
    void aPipeGetsALineEveryFiveSeconds() {
        Captured captured = Captured.pipes();
        try (Progress progress = progress(captured, Progress.Mode.AUTO)) {
            for (long tenths = 0; tenths <= 80; tenths++) {
                progress.tick(tenths * SECOND / 10);
            }
        }
        assertEquals("generate: 0/100 networks 0%\n".repeat(2), captured.err());
    }

    @Test
    void noneShowsNothing() {
        Captured captured = Captured.terminal();
        try (Progress progress = progress(captured, Progress.Mode.NONE)) {
            progress.tick(9 * SECOND);
        }
        assertEquals("", captured.err());
    }

    @Test
    void dataWipesTheBarOfATerminal() throws Exception {
        Captured captured = Captured.terminal();
        captured.console.bar("x");
        captured.console.data("row\n".getBytes(), true);
        captured.console.data("row\n".getBytes(), true);
        assertEquals("\rx\033[K\r\033[K", captured.err());
    }

    private static Progress progress(Captured captured, Progress.Mode mode) {
        return new Progress(captured.console, mode, "generate", "networks", 100, 0);
    }
}
