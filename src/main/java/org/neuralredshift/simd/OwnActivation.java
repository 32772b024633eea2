package org.neuralredshift.simd;

import java.util.Objects;

/** An activation that a user of the library supplies. */
record OwnActivation(String label, Activation.Scalar function) implements Activation {
    OwnActivation {
        if (!label.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "label: expected kebab-case such as soft-sign, got %s".formatted(label));
        }
        Objects.requireNonNull(function, "function");
    }

    @Override
    public String formula() {
        return label + "(x)";
    }

    @Override
    public String description() {
        return "supplied by the user";
    }

    @Override
    public String source() {
        return "none";
    }

    @Override
    public float at(float x) {
        return function.at(x);
    }

    @Override
    public void apply(float[] x, int from, int to) {
        Objects.checkFromToIndex(from, to, x.length);
        for (int i = from; i < to; i++) {
            x[i] = function.at(x[i]);
        }
    }
}
