package org.neuralredshift.nn;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which matrices of a network are drawn whole; the others are deferred.
 *
 * @param matrices matrices that are drawn whole in every block
 * @param head whether the head is
 */
record Split(Set<Matrix> matrices, boolean head) {
    /** Nothing is drawn whole: {@link Engine#DEFERRED}. */
    static final Split NOTHING = new Split(Set.of(), false);

    Split {
        matrices = Set.copyOf(matrices);
    }

    /** Everything that the model has is drawn whole: {@link Engine#EXPLICIT}. */
    static Split everything(Transformer model) {
        return new Split(present(model), true);
    }

    /** Returns all splits of a model. */
    static List<Split> all(Transformer model) {
        List<Split> all = new ArrayList<>(List.of(NOTHING, new Split(Set.of(), true)));
        for (Matrix matrix : present(model)) {
            for (Split split : List.copyOf(all)) {
                Set<Matrix> more = EnumSet.of(matrix);
                more.addAll(split.matrices);
                all.add(new Split(more, split.head));
            }
        }
        return all;
    }

    private static Set<Matrix> present(Transformer model) {
        Set<Matrix> present = EnumSet.noneOf(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            if (matrix.present(model)) {
                present.add(matrix);
            }
        }
        return present;
    }

    boolean whole(Matrix matrix) {
        return matrices.contains(matrix);
    }

    /** Returns the names as a list of JSON. */
    String canonical() {
        return names().stream()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the names of what is drawn whole, in a fixed order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Matrix matrix : Matrix.values()) {
            if (whole(matrix)) {
                names.add(Check.label(matrix));
            }
        }
        if (head) {
            names.add("head");
        }
        return names;
    }
}
