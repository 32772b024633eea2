package org.neuralredshift.bench;

/** Takes the time of networks, each of which has another number. */
final class NetworkClock {
    private static final double LEAST_SECONDS = 0.1; // of one turn

    private int next;

    /** Makes some networks. */
    interface Job {
        void run(int first, int count) throws InterruptedException;
    }

    /**
     * Returns the seconds that a network takes, over as many as fill the least time. Twice as many
     * a call as in the call before, as a user asks for many too: their memory is allocated once.
     */
    double seconds(Job job) throws InterruptedException {
        int networks = 0;
        long start = System.nanoTime();
        double seconds;
        do {
            int more = Math.max(1, networks);
            job.run(next, more);
            next += more;
            networks += more;
            seconds = 1e-9 * (System.nanoTime() - start);
        } while (seconds < LEAST_SECONDS);
        return seconds / networks;
    }
}
