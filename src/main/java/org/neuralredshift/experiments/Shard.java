package org.neuralredshift.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of a study's cells. Cells are dealt out in the order of their keys, which are hashes, so
 * that every part has slow ones and fast ones.
 *
 * @param part from 1
 * @param of number of parts
 */
public record Shard(int part, int of) {
    /** The whole study. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (part < 1 || part > of) {
            throw wrong(part + "/" + of);
        }
    }

    /** Reads {@code PART/OF}, as 1/3, 2/3 and 3/3. */
    public static Shard of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static IllegalArgumentException wrong(String got) {
        return new IllegalArgumentException(
                "shard: expected PART/OF with 1 <= PART <= OF, got " + got);
    }

    /** Returns the states of this part's cells, in the order of their keys. */
    List<CellState> states(Results results) {
        List<CellState> all =
                results.states().stream()
                        .sorted(Comparator.comparing((CellState s) -> s.cell().key()))
                        .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i % of == part - 1)
                .mapToObj(all::get)
                .toList();
    }
}
