package org.neuralredshift.experiments;

import org.neuralredshift.checkpoint.Gpt2Folder;
import org.neuralredshift.nn.GivenNetwork;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The given networks of cells that are run, each opened once for all cells and threads: the file is
 * read by memory mapping when the first sample is written, into one copy of the weights.
 */
final class Checkpoints implements AutoCloseable {
    private final Map<String, Gpt2Folder> folders = new HashMap<>();
    private final Map<String, GivenNetwork> networks = new HashMap<>();

    /**
     * Opens the folders of cells and checks that they are as they were.
     *
     * @throws IllegalArgumentException in one line, when one is not
     */
    static Checkpoints open(Collection<Cell> cells) {
        Checkpoints opened = new Checkpoints();
        try {
            for (Cell cell : cells) {
                Checkpoint checkpoint = Checkpoint.of(cell.settings());
                if (checkpoint != null && !opened.folders.containsKey(checkpoint.hash())) {
                    Gpt2Folder folder = checkpoint.open();
                    opened.folders.put(checkpoint.hash(), folder);
                    opened.networks.put(checkpoint.hash(), new GivenNetwork(folder));
                }
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Returns the network of one of the cells. */
    GivenNetwork network(Checkpoint checkpoint) {
        GivenNetwork network = networks.get(checkpoint.hash());
        if (network == null) {
            throw new IllegalStateException("not opened: " + checkpoint.folder());
        }
        return network;
    }

    /** Lets go of all networks; no sample may be at work. */
    @Override
    public void close() {
        networks.values().forEach(GivenNetwork::close);
        folders.values().forEach(Gpt2Folder::close);
    }
}
