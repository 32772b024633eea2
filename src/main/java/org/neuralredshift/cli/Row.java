package org.neuralredshift.cli;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One result: named values in the order of their {@code put}. Holds integers, floats, doubles,
 * strings, booleans, arrays of int or double, and null for what is missing.
 */
final class Row {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Row put(String name, long value) {
        return add(name, value);
    }

    /** Puts a float, which prints as {@code Float.toString}. */
    Row put(String name, float value) {
        return add(name, value);
    }

    Row put(String name, double value) {
        return add(name, value);
    }

    Row put(String name, boolean value) {
        return add(name, value);
    }

    Row put(String name, @Nullable String value) {
        return add(name, value);
    }

    Row put(String name, int[] value) {
        return add(name, value);
    }

    Row put(String name, double[] value) {
        return add(name, value);
    }

    /** Returns the values in order; arrays are not copied. */
    Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    private Row add(String name, @Nullable Object value) {
        if (values.containsKey(name)) {
            throw new IllegalStateException("row: expected each name once, got " + name);
        }
        values.put(name, value);
        return this;
    }
}
