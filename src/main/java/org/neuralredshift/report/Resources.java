package org.neuralredshift.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of this package: the page's template, its style sheet and its scripts. */
final class Resources {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Resources() {}

    /** Returns a file as text. */
    static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out the file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own file is broken: " + name, e);
        }
    }

    /** Fills the slots <code>{{name}}</code> of a template once; what is filled in has none. */
    static String filled(String template, Map<String, String> slots) {
        Matcher matcher = SLOT.matcher(template);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            String value = slots.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for the slot " + matcher.group());
            }
            filled.append(template, from, matcher.start()).append(value);
            from = matcher.end();
        }
        return filled.append(template.substring(from)).toString();
    }
}
