package dev.understudy.redaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An installation's own rules and excuses, in the format of gitleaks' configuration, of which files and commits have no
 * meaning here. A file with a mistake never makes less secret than no file: its right rules count, its excuses do not.
 */
final class RedactionFile {
    private static final Set<String> TOP =
            Set.of("title", "description", "minVersion", "extend", "rules", "allowlist", "allowlists");
    private static final Set<String> EXTEND = Set.of("useDefault", "disabledRules");
    private static final Set<String> RULE = Set.of(
            "id",
            "description",
            "regex",
            "secretGroup",
            "entropy",
            "keywords",
            "tags",
            "allowlist",
            "allowlists",
            "path");
    private static final Set<String> ALLOWLIST = Set.of(
            "description", "condition", "regexTarget", "regexes", "stopwords", "paths", "commits", "targetRules");
    private static final Pattern ID = Pattern.compile("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");

    private final Path file;
    private final String[] lines;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Excuse> excuses = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private RedactionFile(Path file, String text) {
        this.file = file;
        this.lines = text.split("\n", -1);
    }

    /** A file that is missing has no rules, and no problems. */
    static RedactionFile at(Path file) {
        try {
            String text = Files.readString(file);
            RedactionFile result = new RedactionFile(file, text);
            result.read(text);
            return result;
        } catch (NoSuchFileException missing) {
            return new RedactionFile(file, "");
        } catch (IOException e) {
            RedactionFile unreadable = new RedactionFile(file, "");
            unreadable.problems.add(file + " cannot be read (" + e.getClass().getSimpleName()
                    + "): its rules are not used. Check that it is a text file in UTF-8 and its permissions.");
            return unreadable;
        }
    }

    /** A line each. */
    List<String> problems() {
        return problems;
    }

    /** {@code shipped} as this file wants it. */
    RuleSet applied(RuleSet shipped) {
        return problems.isEmpty()
                ? shipped.without(disabled).and(new RuleSet(rules, excuses))
                : shipped.and(new RuleSet(
                        rules.stream()
                                .filter(own -> shipped.rules().stream()
                                        .noneMatch(rule -> rule.id().equals(own.id())))
                                .toList(),
                        List.of()));
    }

    private void read(String text) {
        JsonNode root;
        try {
            root = new TomlMapper().readTree(text);
        } catch (JsonProcessingException e) {
            // The place is where the reader gave up: mostly behind the end of the wrong line.
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            line = line > 1 && e.getLocation().getColumnNr() <= 1 ? line - 1 : line;
            problem(line, "no TOML: " + firstLine(e.getOriginalMessage()));
            return;
        } catch (RuntimeException e) {
            problem(1, "no TOML that could be read: " + firstLine(String.valueOf(e.getMessage())));
            return;
        }
        known(root, TOP, 1, "");
        extend(root.path("extend"));
        int index = 0;
        for (JsonNode node : entries(root, "rules")) {
            Rule rule = rule(node, index++);
            if (rule != null) {
                rules.add(rule);
            }
        }
        excuses.addAll(excuses(root, "", 1));
    }

    private void extend(JsonNode extend) {
        int line = lineOf("[extend]", 0, 1);
        known(extend, EXTEND, line, "extend.");
        if (extend.has("useDefault") && !extend.path("useDefault").asBoolean(true)) {
            problem(
                    fieldLine(line, "useDefault"),
                    "extend.useDefault: the shipped rules always hold; name those that you do "
                            + "not want in extend.disabledRules");
        }
        for (String id : strings(extend, "disabledRules", line, "extend.")) {
            boolean shipped = RuleSet.shipped().rules().stream().anyMatch(r -> r.id().equals(id));
            if (shipped) {
                disabled.add(id);
            } else {
                problem(
                        fieldLine(line, "disabledRules"),
                        "extend.disabledRules: no shipped rule is named '" + id + "'");
            }
        }
    }

    private @Nullable Rule rule(JsonNode node, int index) {
        int line = lineOf("[[rules]]", index, 1);
        int before = problems.size();
        known(node, RULE, line, "rules.");
        String id = text(node, "id", line, "rules.");
        if (!ID.matches(id)) {
            problem(
                    fieldLine(line, "id"),
                    "rules.id: is to be a word of letters, digits, dots, dashes and underscores");
        }
        String regex = text(node, "regex", line, "rules.");
        if (regex.isEmpty()) {
            problem(
                    line,
                    "rules.regex: is missing" + (id.isEmpty() ? "" : " in rule '" + id + "'")
                            + (node.has("path") ? " (a rule for a path alone has no meaning here)" : ""));
        } else {
            compile(regex, fieldLine(line, "regex"), "rules.regex");
        }
        int group = number(node, "secretGroup", line).intValue();
        if (problems.size() == before
                && (group < 0 || group > Pattern.compile(regex).groupCount())) {
            problem(fieldLine(line, "secretGroup"), "rules.secretGroup: the regex has no group " + group);
        }
        double entropy = number(node, "entropy", line).doubleValue();
        List<String> keywords = new ArrayList<>();
        for (String keyword : strings(node, "keywords", line, "rules.")) {
            String lower = keyword.toLowerCase(Locale.ROOT);
            if (lower.isEmpty() || lower.chars().anyMatch(c -> c >= 128)) {
                problem(fieldLine(line, "keywords"), "rules.keywords: a keyword is to be ASCII text");
            } else {
                keywords.add(lower);
            }
        }
        List<Excuse> own = excuses(node, "rules.", line);
        boolean usable = ID.matches(id)
                && !regex.isEmpty()
                && compiles(regex)
                && group >= 0
                && group <= Pattern.compile(regex).groupCount();
        if (!usable) {
            return null;
        }
        // With a mistake anywhere in it, a rule may only find more than it was meant to, never less.
        boolean right = problems.size() == before;
        return new Rule(id, regex, group, right ? entropy : 0, right ? keywords : List.of(), right ? own : List.of());
    }

    private List<Excuse> excuses(JsonNode parent, String path, int from) {
        List<Excuse> result = new ArrayList<>();
        for (String name : List.of("allowlist", "allowlists")) {
            int index = 0;
            for (JsonNode node : entries(parent, name)) {
                String header = path.isEmpty() ? name : "rules." + name;
                int line = Math.max(lineOf("[" + header + "]", index, from), lineOf("[[" + header + "]]", index, from));
                index++;
                int before = problems.size();
                known(node, ALLOWLIST, line, header + ".");
                for (String regex : strings(node, "regexes", line, header + ".")) {
                    compile(regex, fieldLine(line, "regexes"), header + ".regexes");
                }
                strings(node, "stopwords", line, header + ".");
                choice(node, "regexTarget", Set.of("secret", "match", "line"), line, header + ".");
                choice(node, "condition", Set.of("or", "and"), line, header + ".");
                if (problems.size() == before) {
                    result.add(Excuse.of(node));
                }
            }
        }
        return result;
    }

    private void choice(JsonNode node, String field, Set<String> values, int line, String path) {
        if (node.has(field) && !values.contains(node.path(field).asText().toLowerCase(Locale.ROOT))) {
            problem(fieldLine(line, field), path + field + ": is to be one of " + new java.util.TreeSet<>(values));
        }
    }

    private void compile(String regex, int line, String field) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problem(line, field + ": " + firstLine(e.getDescription()) + " (the language is RE2's, as for gitleaks)");
        }
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private void known(JsonNode node, Set<String> fields, int line, String path) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                problem(
                        fieldLine(line, name),
                        path + name + ": is not known here; the fields are " + new java.util.TreeSet<>(fields));
            }
        }
    }

    private String text(JsonNode node, String field, int line, String path) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            problem(fieldLine(line, field), path + field + ": is to be a text");
        }
        return value.isTextual() ? value.asText() : "";
    }

    private Number number(JsonNode node, String field, int line) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isNumber()) {
            problem(fieldLine(line, field), "rules." + field + ": is to be a number");
        }
        return value.isNumber() ? value.numberValue() : Integer.valueOf(0);
    }

    private List<String> strings(JsonNode node, String field, int line, String path) {
        JsonNode value = node.path(field);
        List<String> texts = new ArrayList<>();
        boolean right = value.isMissingNode() || value.isArray();
        for (JsonNode element : value) {
            right &= element.isTextual();
            texts.add(element.asText());
        }
        if (!right) {
            problem(fieldLine(line, field), path + field + ": is to be a list of texts");
        }
        return texts;
    }

    private static List<JsonNode> entries(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (node.isObject()) {
            all.add(node);
        }
        return all;
    }

    /** The line of the {@code index}th header of that text from a line on; that line itself where there is none. */
    private int lineOf(String header, int index, int from) {
        int found = 0;
        for (int i = from - 1; i < lines.length; i++) {
            if (lines[i].replace(" ", "").startsWith(header) && found++ == index) {
                return i + 1;
            }
        }
        return from;
    }

    private int fieldLine(int from, String field) {
        for (int i = from - 1; i < lines.length; i++) {
            String line = lines[i].strip();
            if (i >= from && line.startsWith("[[rules]]")) {
                break;
            }
            if (line.startsWith(field) && line.substring(field.length()).strip().startsWith("=")
                    || line.startsWith("[") && line.replaceAll("[\\[\\] ]", "").equals(field)) {
                return i + 1;
            }
        }
        return from;
    }

    private void problem(int line, String what) {
        problems.add(file + ", line " + line + ": " + what
                + ". Until that is right the shipped rules hold and nothing of this file is excused.");
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
