package dev.understudy.effects.document;

import dev.understudy.effects.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names that are made anew each time: by hand after a pattern that is declared ({@code names.txt}), or by the server.
 * Thread-safe.
 */
public final class GeneratedNames {
    private static final GeneratedNames INSTALLED =
            new GeneratedNames(Tables.lines("names.txt", "kubernetes-names.txt"));
    private static final String EPHEMERAL = "ephemeralContainers";

    private final Map<String, List<Pattern>> byResource = new HashMap<>();

    GeneratedNames(List<Tables.Line> lines) {
        for (Tables.Line line : lines) {
            if (line.words().size() != 2) {
                throw line.wrong("write RESOURCE PATTERN");
            }
            try {
                Pattern pattern = Pattern.compile(line.words().get(1));
                if (pattern.matcher("").groupCount() == 0) {
                    throw line.wrong("the pattern needs a group around the part of the name that is kept");
                }
                byResource
                        .computeIfAbsent(line.words().get(0), resource -> new ArrayList<>())
                        .add(pattern);
            } catch (PatternSyntaxException e) {
                throw line.wrong("the pattern is no regular expression: " + e.getDescription());
            }
        }
    }

    public static GeneratedNames installed() {
        return INSTALLED;
    }

    /** The name with a {@code *} for what is made anew; the name itself where no pattern is declared for it. */
    public String pattern(String group, String resource, String name) {
        for (Pattern pattern : byResource.getOrDefault(group + "/" + resource, List.of())) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                return matcher.group(1) + "-*";
            }
        }
        return name;
    }

    /** What an element of a list is called; only debugging containers get names that are made anew. */
    static String inList(String list, String name) {
        return list.equals(EPHEMERAL) ? INSTALLED.pattern("", "pods." + EPHEMERAL, name) : name;
    }
}
