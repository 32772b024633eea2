package org.neuralredshift.report;

import org.neuralredshift.report.plot.Words;

/**
 * Builds HTML. Text and the values of attributes are escaped here and nowhere else, so nothing that
 * comes from a study can become markup; only {@link #trusted} takes markup of our own.
 */
final class Html {
    private final StringBuilder html = new StringBuilder();

    /**
     * Opens an element.
     *
     * @param attributes name, value, name, value, …
     */
    Html open(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            html.append(Words.escaped(attributes[i + 1])).append('"');
        }
        html.append('>');
        return this;
    }

    Html close(String tag) {
        html.append("</").append(tag).append(">\n");
        return this;
    }

    Html text(String text) {
        html.append(Words.escaped(text));
        return this;
    }

    /** Adds a whole element with text inside. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Adds markup that has no text of others but what is escaped. */
    Html trusted(String markup) {
        html.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
