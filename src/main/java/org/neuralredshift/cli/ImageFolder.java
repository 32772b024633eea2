package org.neuralredshift.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * A folder of PNG pictures, one a sample, and a contact sheet of the first ones. A sample's file is
 * {@code sample-NUMBER.png}; the sheet is {@code contact-sheet.png}, in reading order.
 */
final class ImageFolder {
    private static final int ON_SHEET = 256;
    private static final int CELL = 128;
    private static final int GAP = 4;

    private final Path folder;
    private final List<int[][]> sheet = new ArrayList<>();

    /**
     * Opens the folder, which is made if it is missing.
     *
     * @throws IllegalArgumentException when it can't be
     */
    ImageFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("images: expected a folder, got the file " + folder);
        }
        this.folder = Files.createDirectories(folder);
    }

    /** Writes the picture of a sample. */
    void add(int sample, float[] values, int side) throws IOException {
        int[][] pixels = GridPicture.pixels(values, side);
        write(GridPicture.image(pixels), "sample-%05d.png".formatted(sample));
        if (sheet.size() < ON_SHEET) {
            sheet.add(pixels);
        }
    }

    /** Writes the contact sheet. */
    void finish() throws IOException {
        if (sheet.isEmpty()) {
            return;
        }
        int side = sheet.getFirst().length;
        int size = Math.max(1, CELL / side);
        int cell = side * size + GAP;
        int columns = (int) Math.ceil(Math.sqrt(sheet.size()));
        int rows = Math.ceilDiv(sheet.size(), columns);
        BufferedImage image =
                new BufferedImage(
                        columns * cell + GAP, rows * cell + GAP, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < sheet.size(); i++) {
            int x = GAP + i % columns * cell;
            int y = GAP + i / columns * cell;
            GridPicture.paint(sheet.get(i), size, image.getRaster(), x, y);
        }
        write(image, "contact-sheet.png");
    }

    private void write(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("no PNG writer in this Java for " + file);
        }
    }
}
