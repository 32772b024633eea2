package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The columns of a format that has a header: those of the first row. */
final class Columns {
    private final List<String> names;

    Columns(Row first) {
        names = List.copyOf(first.values().keySet());
    }

    List<String> names() {
        return names;
    }

    /**
     * Returns the row's values in the order of the columns, null where it has none.
     *
     * @throws IllegalStateException when the row has a name that the first row had not
     */
    List<@Nullable Object> values(Row row) {
        for (String name : row.values().keySet()) {
            if (!names.contains(name)) {
                throw new IllegalStateException(
                        "row: expected the columns %s, got %s".formatted(names, name));
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : names) {
            values.add(row.values().get(name));
        }
        return values;
    }
}
