package dev.understudy.runbook.internal;

import dev.understudy.runbook.Warning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a document what site generators (MkDocs, MyST, Hugo, Jekyll, Docusaurus) put around Markdown, so that plain
 * CommonMark is left. Every line keeps its number; fenced code keeps its content.
 */
final class SiteMarkup {
    private static final Pattern FENCE =
            Pattern.compile("^([\\s>]*(?:(?:[-*+]|\\d{1,9}[.)]) [\\s>]*){0,40})(`{3,}|~{3,})(.*)$");
    private static final Pattern INCLUDE = Pattern.compile(
            "\\{%-?\\s*include\\w*\\s+(.*?)-?%\\}|--8<--\\s*\"?([^\"]*)\"?|\\{\\{[<%]\\s*(?:include|readfile|snippet)\\b(.*?)[>%]\\}\\}|^\\s*(?:```|:::+)\\{(?:include|literalinclude)\\}\\s*(.*)|^\\s*!\\[\\[(.*)\\]\\]|^\\s*\\{!\\s*(.*?)\\s*!\\}");
    private static final Pattern TEMPLATE_LINE =
            Pattern.compile("^\\s*(?:\\{%.*%\\}|\\{\\{[<%/].*[>%/]\\}\\}|\\{\\{.*\\}\\}|\\{:.*\\}|\\{#.*#\\})\\s*$");
    private static final Pattern TAGS = Pattern.compile("^\\s*(?:</?[A-Za-z][^<>]*>\\s*){1,40}$");
    private static final Pattern SUMMARY =
            Pattern.compile("(?i)^(\\s*)(?:<details[^>]*>)?\\s*<summary[^>]*>(.*?)</summary>\\s*$");
    private static final Pattern TAG_TAB =
            Pattern.compile("<TabItem\\b[^>]*?(?:label|value)=[\"{']+([^\"'}]+)|<TabItem\\b");
    private static final Pattern HUGO_TAB =
            Pattern.compile("\\{\\{[<%]\\s*tab\\s+(?:(?:name|header|title)\\s*=\\s*)?\"?([^\"]*?)\"?\\s*[>%]\\}\\}");
    private static final Pattern HUGO_TAB_END = Pattern.compile("\\{\\{[<%]\\s*/\\s*tab\\s*[>%]\\}\\}");
    private static final Pattern ADMONITION =
            Pattern.compile("^(\\s*)(!!!|\\?\\?\\?\\+?|===[+!]?)\\s+(?:([\\w-]+)\\s*)?(?:\"(.*)\")?\\s*$");
    private static final Pattern COLONS =
            Pattern.compile("^(\\s*)(:{3,})\\s*(\\{[\\w-]+\\}|[\\w-]*)\\s*(?:\\[(.*)\\])?\\s*(.*)$");

    /**
     * @param lines as many as the document has
     * @param tabs for each line, the label of the tab that holds it; null outside tabs
     * @param warnings in order of line
     */
    record Prepared(List<String> lines, @Nullable String[] tabs, List<Warning> warnings) {}

    /** Longer lines are embedded pictures and the like. */
    private static final int MAX_LINE = 8_192;

    private final List<String> out = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final @Nullable String[] tabs;
    private final Deque<Integer> indents = new ArrayDeque<>();
    private final Deque<Tab> openTabs = new ArrayDeque<>();
    private int colons;
    private @Nullable String fence;
    private boolean colonFence;
    private boolean comment;

    /** @param indent of the marker of a tab that ends with its indentation; -1 for one that ends with a closing marker */
    private record Tab(String label, int indent, int colons) {}

    private SiteMarkup(int lines) {
        tabs = new String[lines];
    }

    /** @param from index of the first line to look at; those before it (the front matter) become blank */
    static Prepared prepare(List<String> lines, int from) {
        SiteMarkup markup = new SiteMarkup(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String raw = lines.get(i);
            if (raw.length() > MAX_LINE) {
                markup.warnings.add(
                        new Warning(i + 1, "the line is longer than " + MAX_LINE + " characters and is not read"));
                raw = "";
            }
            String line = i < from ? "" : markup.line(raw, i);
            Tab tab = markup.openTabs.peek();
            markup.tabs[i] = tab == null ? null : tab.label();
            markup.out.add(line);
        }
        return new Prepared(markup.out, Arrays.copyOf(markup.tabs, markup.tabs.length), markup.warnings);
    }

    private String line(String raw, int index) {
        String line = dedent(raw);
        if (comment) {
            comment = !line.contains("-->");
            return line;
        }
        if (fence != null) {
            return inFence(line);
        }
        Matcher include = INCLUDE.matcher(line);
        if (include.find()) {
            String what = Arrays.stream(new int[] {1, 2, 3, 4, 5, 6})
                    .mapToObj(include::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElse("")
                    .replaceAll("^\\s*(?:\\w+=)?[\"']?|[\\s\"']+$", "");
            warnings.add(new Warning(
                    index + 1,
                    "unresolved include" + (what.isEmpty() ? "" : " of " + what)
                            + ": steps that it would bring are missing here"));
            if (!line.strip().startsWith("```")) {
                return line.substring(0, include.start()) + line.substring(include.end());
            }
        }
        Matcher opener = FENCE.matcher(line);
        if (opener.matches()
                && !(opener.group(2).startsWith("`") && opener.group(3).contains("`"))) {
            fence = opener.group(2);
            colonFence = false;
            return line;
        }
        if (line.strip().startsWith("<!--")) {
            comment = !line.contains("-->");
            return line;
        }
        return markers(line);
    }

    private String inFence(String line) {
        String closing = line.strip().replaceFirst("^(?:>\\s?){1,40}", "");
        String open = java.util.Objects.requireNonNull(fence);
        if (colonFence && closing.matches(":{3,}")) {
            fence = null;
            return line.replaceFirst(":{3,}", open);
        }
        if (!colonFence && closing.length() >= open.length() && closing.chars().allMatch(c -> c == open.charAt(0))) {
            fence = null;
        }
        return line;
    }

    private String markers(String line) {
        String start = line.stripLeading();
        if (start.startsWith("<")) {
            return tags(line);
        }
        if (start.startsWith("{")) {
            return shortcodes(line);
        }
        Matcher admonition = ADMONITION.matcher(line);
        if (admonition.matches() && (admonition.group(3) != null || admonition.group(4) != null)) {
            return admonition(admonition);
        }
        Matcher colon = COLONS.matcher(line);
        return colon.matches() ? colons(colon) : line;
    }

    private String tags(String line) {
        Matcher summary = SUMMARY.matcher(line);
        if (summary.matches()) {
            return summary.group(1) + summary.group(2).replaceAll("<[^>]*>", "");
        }
        Matcher tab = TAG_TAB.matcher(line);
        if (tab.find()) {
            openTabs.push(new Tab(tab.group(1) == null ? "" : tab.group(1), -1, 0));
            return "";
        }
        if (line.contains("</TabItem>")) {
            openTabs.poll();
            return "";
        }
        return TAGS.matcher(line).matches() ? "" : line;
    }

    private String shortcodes(String line) {
        Matcher tab = HUGO_TAB.matcher(line);
        if (tab.find()) {
            openTabs.push(new Tab(tab.group(1), -1, 0));
            return "";
        }
        if (HUGO_TAB_END.matcher(line).find()) {
            openTabs.poll();
            return "";
        }
        return TEMPLATE_LINE.matcher(line).matches() ? "" : line;
    }

    private String admonition(Matcher marker) {
        int indent = marker.group(1).length() + 4 * indents.size();
        indents.push(indent);
        String title = marker.group(4) == null ? "" : marker.group(4);
        if (marker.group(2).startsWith("===")) {
            openTabs.push(new Tab(title, indent, 0));
            return "";
        }
        return title.isEmpty() ? "" : marker.group(1) + title;
    }

    private String colons(Matcher marker) {
        String name = marker.group(3).replaceAll("[{}]", "");
        int width = marker.group(2).length();
        if (name.equals("code-block") || name.equals("code") || name.equals("prompt")) {
            fence = "`".repeat(width);
            colonFence = true;
            return marker.group(1) + fence + marker.group(5);
        }
        if (name.isEmpty()) {
            Tab tab = openTabs.peek();
            if (tab != null && tab.colons() == width) {
                openTabs.pop();
            }
            colons = 0;
            return "";
        }
        if (name.equals("tab-item") || name.equals("tab")) {
            openTabs.push(new Tab(marker.group(5).strip(), -1, width));
            return "";
        }
        colons = marker.group(1).length() + 4;
        return "";
    }

    /** The line without the indentation that the containers around it ask for; a line that has less ends them. */
    private String dedent(String line) {
        if (line.isBlank()) {
            return line;
        }
        String expanded = expandTabs(line);
        int indent = indent(expanded);
        while (fence == null && !indents.isEmpty() && indent < indents.peek() + 4) {
            Tab tab = openTabs.peek();
            int marker = indents.pop();
            if (tab != null && tab.indent() == marker) {
                openTabs.pop();
            }
        }
        int cut = indents.size() * 4;
        if (cut == 0 && colons > 0 && fence == null) {
            boolean code = indent >= colons;
            colons = code ? colons : 0;
            return code ? expanded.substring(4) : line;
        }
        return cut == 0 ? line : expanded.substring(Math.min(cut, indent));
    }

    private static String expandTabs(String line) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        for (; i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t'); i++) {
            text.append(line.charAt(i) == ' ' ? " " : " ".repeat(4 - text.length() % 4));
        }
        return text + line.substring(i);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
