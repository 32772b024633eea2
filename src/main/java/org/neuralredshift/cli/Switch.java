package org.neuralredshift.cli;

/** What an option of two states takes. */
enum Switch {
    ON,
    OFF;

    boolean on() {
        return this == ON;
    }

    @Override
    public String toString() {
        return on() ? "on" : "off";
    }
}
