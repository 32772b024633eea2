package org.neuralredshift.checkpoint;

import tools.jackson.databind.JsonNode;

import java.util.Set;
import java.util.TreeSet;

/** Typed values of a configuration; null counts as not there. */
record ConfigReader(JsonNode object) {
    Set<String> keys() {
        return new TreeSet<>(object.propertyNames());
    }

    /** Returns whether a key is null or false. */
    boolean off(String key) {
        return !has(key) || object.get(key).isBoolean() && !object.get(key).booleanValue();
    }

    private boolean has(String key) {
        return object.hasNonNull(key);
    }

    String text(String key, String other) {
        if (!has(key)) {
            return other;
        }
        Expected.check(object.get(key).isString(), key, "a text", object.get(key));
        return object.get(key).stringValue();
    }

    boolean flag(String key, boolean other) {
        if (!has(key)) {
            return other;
        }
        Expected.check(object.get(key).isBoolean(), key, "true or false", object.get(key));
        return object.get(key).booleanValue();
    }

    double number(String key, double other) {
        if (!has(key)) {
            return other;
        }
        Expected.check(object.get(key).isNumber(), key, "a number", object.get(key));
        double value = object.get(key).doubleValue(Double.NaN);
        Expected.check(Double.isFinite(value), key, "a finite number", object.get(key));
        return value;
    }

    /**
     * Returns an integer from 1 to {@code most}.
     *
     * @param alias a second name, under which only the same value may stand
     */
    int integer(String key, String alias, int other, int most) {
        int value = integer(key, has(alias) ? integer(alias, other, most) : other, most);
        if (has(key) && has(alias)) {
            int second = integer(alias, other, most);
            Expected.check(value == second, alias, "that of %s, %d".formatted(key, value), second);
        }
        return value;
    }

    private int integer(String key, int other, int most) {
        if (!has(key)) {
            return other;
        }
        JsonNode node = object.get(key);
        boolean fits = node.isIntegralNumber() && node.canConvertToInt();
        Expected.check(
                fits && node.intValue() >= 1 && node.intValue() <= most,
                key,
                "an integer from 1 to %d".formatted(most),
                node);
        return node.intValue();
    }

    /** Refuses any other value of a switch. */
    void only(String key, boolean value) {
        Expected.check(flag(key, value) == value, key, String.valueOf(value), !value);
    }

    /** Refuses anything in a list or an object. */
    void onlyEmpty(String key) {
        if (has(key)) {
            JsonNode node = object.get(key);
            Expected.check(node.isContainer() && node.isEmpty(), key, "nothing in it", node);
        }
    }

    ConfigReader object(String key) {
        Expected.check(
                object.hasNonNull(key) && object.get(key).isObject(),
                key,
                "an object, with model_type " + Gpt2Config.VARIANT_TYPE,
                object.get(key));
        return new ConfigReader(object.get(key));
    }
}
